/** Who is in a group or channel, how they come and go, and which bots hear of it. */
import { unixNow } from '../shared/ids.ts';
import { addMessage } from './compose.ts';
import type { Bot, Chat, Member, MemberStatus } from './state.ts';
import type { InviteLink, User } from './types.ts';
import { tellBot, tellBotsIn } from './updates.ts';
import { apiChat, botUser, isIn, personUser, tellPhones, type World } from './world.ts';

export type Change = {
  by: User;
  link?: (InviteLink & { chatId: number }) | undefined;
  viaRequest?: boolean;
  until?: number | undefined;
};

export function setStatus(world: World, chat: Chat, id: number, status: MemberStatus, change: Change): void {
  const before = chat.members[id];
  if (before?.status === status) return;
  const after: Member = { id, status };
  if (isIn(status) && change.link) after.link = change.link.invite_link;
  if (change.until !== undefined) after.until = change.until;
  chat.members[id] = after;
  delete chat.joinRequests[id];
  const { chatId: _, ...link } = change.link ?? { chatId: 0 };
  tellBotsIn(
    world,
    chat,
    'chat_member',
    {
      chat: apiChat(world, chat),
      from: change.by,
      date: unixNow(),
      old_chat_member: apiMember(world, chat, before ?? { id, status: 'left' }),
      new_chat_member: apiMember(world, chat, after),
      ...(change.link ? { invite_link: link } : {}),
      ...(change.viaRequest ? { via_join_request: true } : {}),
    },
    { admins: true },
  );
  const user = userOf(world, id);
  if (chat.type === 'supergroup' && user && isIn(status) !== isIn(before?.status)) {
    const content = isIn(status) ? { new_chat_members: [user], new_chat_member: user } : { left_chat_member: user };
    const kept = addMessage(world, chat, { from: change.by, botId: 0, by: 'service' }, content);
    tellBotsIn(world, chat, 'message', kept.message);
  }
  world.changed();
  tellPhones(world, chat);
  if (!isIn(status)) world.bus.emit('phone', id, { type: 'changed', chatId: chat.id });
}

/** `my_chat_member`: the bot's own standing changed, in a chat or with a person who blocked it. */
export function tellOfItself(
  world: World,
  bot: Bot,
  chat: Chat,
  by: User,
  statuses: [before: MemberStatus, after: MemberStatus],
): void {
  const member = (status: MemberStatus): unknown => apiMember(world, chat, { id: bot.id, status });
  tellBot(world, bot, 'my_chat_member', chat.id, {
    ...{ chat: apiChat(world, chat), from: by, date: unixNow() },
    ...{ old_chat_member: member(statuses[0]), new_chat_member: member(statuses[1]) },
  });
}

export function userOf(world: World, id: number): User | undefined {
  const bot = world.state.bots[id];
  if (bot) return botUser(bot);
  const person = world.state.people[id];
  return person && personUser(person);
}

export function apiMember(world: World, chat: Chat, member: Member): Record<string, unknown> {
  const user = userOf(world, member.id);
  if (member.status === 'creator') return { user, status: 'creator', is_anonymous: false };
  if (member.status === 'kicked') return { user, status: 'kicked', until_date: member.until ?? 0 };
  if (member.status !== 'administrator') return { user, status: member.status };
  const rights = [
    ...[
      'can_manage_chat',
      'can_change_info',
      'can_delete_messages',
      'can_invite_users',
      'can_restrict_members',
      'can_manage_video_chats',
    ],
    ...(chat.type === 'channel' ? ['can_post_messages', 'can_edit_messages'] : ['can_pin_messages']),
  ];
  return {
    ...{ user, status: 'administrator', can_be_edited: false, is_anonymous: false, can_promote_members: false },
    ...Object.fromEntries(rights.map((right) => [right, true])),
  };
}

export const membersIn = (chat: Chat): Member[] => Object.values(chat.members).filter((member) => isIn(member.status));
