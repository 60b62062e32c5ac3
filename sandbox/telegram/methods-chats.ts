/** Methods for groups and channels: who is in, invite links, join requests, bans. */
import { randomName, unixNow } from '../shared/ids.ts';
import { badRequest } from './api-error.ts';
import { type Call, chatToManage, findChat, findPerson } from './chat-id.ts';
import { apiMember, membersIn, setStatus } from './membership.ts';
import type { Member } from './state.ts';
import type { InviteLink } from './types.ts';
import { apiChat, botUser, isIn } from './world.ts';

export function getChat(call: Call): unknown {
  const chat = findChat(call);
  const pinned = chat.pinned === undefined ? undefined : chat.messages[chat.pinned - 1]?.message;
  return { ...apiChat(call.world, chat), accent_color_id: 0, max_reaction_count: 11, pinned_message: pinned };
}

export function getChatMember(call: Call): unknown {
  const chat = findChat(call);
  const id = call.params.integer('user_id') ?? 0;
  const known = call.world.state.people[id] ?? call.world.state.bots[id];
  if (known === undefined) throw badRequest('user not found');
  if (chat.type === 'private') return apiMember(call.world, chat, { id, status: 'member' });
  const member: Member = chat.members[id] ?? { id, status: 'left' };
  const over = member.until !== undefined && member.until > 0 && member.until <= unixNow();
  return apiMember(call.world, chat, over ? { id, status: 'left' } : member);
}

export function getChatAdministrators(call: Call): unknown {
  const chat = findChat(call);
  if (chat.type === 'private') throw badRequest('there are no administrators in the private chat');
  return membersIn(chat).flatMap((member) => (member.status === 'member' ? [] : [apiMember(call.world, chat, member)]));
}

export function getChatMemberCount(call: Call): number {
  const chat = findChat(call);
  return chat.type === 'private' ? 2 : membersIn(chat).length;
}

export function createChatInviteLink(call: Call): InviteLink {
  const { params, world, bot } = call;
  const chat = chatToManage(call);
  const limit = params.integer('member_limit');
  const expires = params.integer('expire_date');
  const requests = params.flag('creates_join_request');
  const name = params.text('name');
  if (limit !== undefined && (limit < 1 || limit > 99_999)) throw badRequest('USAGE_LIMIT_INVALID');
  if (requests && limit !== undefined)
    throw badRequest("member limit can't be specified for links requiring administrator approval");
  if (expires !== undefined && expires !== 0 && expires <= unixNow()) throw badRequest('EXPIRE_DATE_INVALID');
  if (name !== undefined && name.length > 32) throw badRequest('invite link name is too long');
  const link: InviteLink = {
    invite_link: `https://t.me/+${randomName(16)}`,
    creator: botUser(bot),
    creates_join_request: requests,
    is_primary: false,
    is_revoked: false,
    name,
    expire_date: expires === 0 ? undefined : expires,
    member_limit: limit,
  };
  world.state.links[link.invite_link] = { ...link, chatId: chat.id };
  world.changed();
  return link;
}

export function revokeChatInviteLink(call: Call): InviteLink {
  const chat = chatToManage(call);
  const link = call.world.state.links[call.params.text('invite_link') ?? ''];
  if (link === undefined || link.chatId !== chat.id) throw badRequest('INVITE_HASH_EXPIRED');
  link.is_revoked = true;
  call.world.changed();
  const { chatId: _, ...shown } = link;
  return shown;
}

/** approveChatJoinRequest and declineChatJoinRequest. */
export function settleJoinRequest(approve: boolean): (call: Call) => true {
  return (call) => {
    const chat = chatToManage(call);
    const person = findPerson(call);
    const request = chat.joinRequests[person.id];
    if (isIn(chat.members[person.id]?.status)) throw badRequest('USER_ALREADY_PARTICIPANT');
    if (request === undefined) throw badRequest('HIDE_REQUESTER_MISSING');
    delete chat.joinRequests[person.id];
    const link = call.world.state.links[request.link];
    if (approve) setStatus(call.world, chat, person.id, 'member', { by: botUser(call.bot), link, viaRequest: true });
    call.world.changed();
    return true;
  };
}

export function banChatMember(call: Call): true {
  const chat = chatToManage(call);
  const person = findPerson(call);
  const status = chat.members[person.id]?.status;
  if (status === 'creator') throw badRequest("can't remove chat owner");
  if (status === 'administrator') throw badRequest('user is an administrator of the chat');
  const until = call.params.integer('until_date');
  // Less than 30 seconds or more than 366 days from now means for ever.
  const ahead = (until ?? 0) - unixNow();
  setStatus(call.world, chat, person.id, 'kicked', {
    by: botUser(call.bot),
    until: ahead < 30 || ahead > 366 * 86_400 ? 0 : until,
  });
  return true;
}

export function unbanChatMember(call: Call): true {
  const chat = chatToManage(call);
  const person = findPerson(call);
  const status = chat.members[person.id]?.status;
  if (status === 'creator') throw badRequest("can't remove chat owner");
  // Without only_if_banned a member is put out as well, https://core.telegram.org/bots/api#unbanchatmember.
  const leaves = status === 'kicked' || (isIn(status) && !call.params.flag('only_if_banned'));
  if (leaves) setStatus(call.world, chat, person.id, 'left', { by: botUser(call.bot) });
  return true;
}

export function leaveChat(call: Call): true {
  const chat = findChat(call);
  if (chat.type === 'private') throw badRequest("can't leave a private chat");
  setStatus(call.world, chat, call.bot.id, 'left', { by: botUser(call.bot) });
  return true;
}
