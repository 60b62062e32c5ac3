/** A person follows an invite link, or leaves. */
import { unixNow } from '../shared/ids.ts';
import { invalid, notFound } from '../shared/refusal.ts';
import { setStatus } from '../telegram/membership.ts';
import type { Chat, Person } from '../telegram/state.ts';
import { tellBotsIn } from '../telegram/updates.ts';
import { apiChat, isIn, personUser, type World } from '../telegram/world.ts';

export type JoinResult = { result: 'joined' | 'requested' | 'refused'; reason?: string; chatId: number };

export function followLink(world: World, person: Person, address: string): JoinResult {
  const username = /^(?:https?:\/\/t\.me\/|@)(\w+)$/.exec(address)?.[1];
  const open =
    username && Object.values(world.state.chats).find((chat) => chat.username?.toLowerCase() === username.toLowerCase());
  if (open) return enter(world, open, person);
  const link = world.state.links[address];
  const chat = link && world.state.chats[link.chatId];
  if (link === undefined || chat === undefined)
    throw notFound(`There is no chat behind ${address}; createChatInviteLink gives such links.`);
  const refused = (reason: string): JoinResult => ({ result: 'refused', reason, chatId: chat.id });
  if (isIn(chat.members[person.id]?.status)) return { result: 'joined', reason: 'already_member', chatId: chat.id };
  if (chat.members[person.id]?.status === 'kicked') return refused('banned');
  if (link.is_revoked) return refused('revoked');
  if (link.expire_date !== undefined && link.expire_date <= unixNow()) return refused('expired');
  // The limit counts who is in now: a place reopens when that member leaves.
  const through = Object.values(chat.members).filter((member) => member.link === address && isIn(member.status)).length;
  if (link.member_limit !== undefined && through >= link.member_limit) return refused('member_limit');
  if (!link.creates_join_request) return enter(world, chat, person, link);

  chat.joinRequests[person.id] = { link: address, date: unixNow() };
  // The bot may write to who asks, although they never started it.
  for (const bot of Object.values(world.state.bots)) {
    if (chat.members[bot.id]?.status === 'administrator' && !person.started.includes(bot.id)) person.started.push(bot.id);
  }
  const { chatId: _, ...shown } = link;
  const request = {
    chat: apiChat(world, chat),
    from: personUser(person),
    user_chat_id: person.id,
    date: unixNow(),
    invite_link: shown,
  };
  tellBotsIn(world, chat, 'chat_join_request', request, { admins: true });
  world.changed();
  return { result: 'requested', chatId: chat.id };
}

function enter(world: World, chat: Chat, person: Person, link?: World['state']['links'][string]): JoinResult {
  if (chat.members[person.id]?.status === 'kicked') return { result: 'refused', reason: 'banned', chatId: chat.id };
  if (!isIn(chat.members[person.id]?.status)) setStatus(world, chat, person.id, 'member', { by: personUser(person), link });
  return { result: 'joined', chatId: chat.id };
}

export function leave(world: World, chat: Chat, person: Person): void {
  const status = chat.members[person.id]?.status;
  if (!isIn(status)) throw invalid(`Person ${person.id} is not in chat ${chat.id}.`);
  if (status === 'creator') throw invalid('The creator stays; leave as somebody else.');
  setStatus(world, chat, person.id, 'left', { by: personUser(person) });
}
