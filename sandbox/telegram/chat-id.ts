/** Finds the chat a bot means and says no where Telegram would. */
import { badRequest, forbidden } from './api-error.ts';
import type { Params } from './params.ts';
import type { Bot, Chat, Kept, Person } from './state.ts';
import { isIn, privateChat, type World } from './world.ts';

export type Call = { world: World; bot: Bot; params: Params };

export function findChat({ world, params }: Pick<Call, 'world' | 'params'>, name = 'chat_id'): Chat {
  const id = params.text(name);
  if (id === undefined || id === '') throw badRequest('chat_id is empty');
  const found = id.startsWith('@')
    ? Object.values(world.state.chats).find((chat) => chat.username?.toLowerCase() === id.slice(1).toLowerCase())
    : (world.state.chats[id] ?? (world.state.people[id] ? privateChat(world, Number(id)) : undefined));
  if (found === undefined) throw badRequest('chat not found');
  return found;
}

/** The chat to write to, once it is sure that the bot may. */
export function chatToWrite(call: Call): Chat {
  const chat = findChat(call);
  if (chat.type === 'private') {
    const person = call.world.state.people[chat.id] as Person;
    if (person.blocked.includes(call.bot.id)) throw forbidden('bot was blocked by the user');
    if (!person.started.includes(call.bot.id)) throw forbidden("bot can't initiate conversation with a user");
    return chat;
  }
  const status = chat.members[call.bot.id]?.status;
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${chat.type} chat`);
  if (!isIn(status)) throw forbidden(`bot is not a member of the ${chat.type} chat`);
  if (chat.type === 'channel' && status === 'member') throw badRequest('need administrator rights in the channel chat');
  return chat;
}

/** A group or channel that the bot administers. */
export function chatToManage(call: Call): Chat {
  const chat = findChat(call);
  if (chat.type === 'private') throw badRequest("can't use the method in a private chat");
  const status = chat.members[call.bot.id]?.status;
  if (!isIn(status)) throw forbidden(`bot is not a member of the ${chat.type} chat`);
  if (status === 'member') throw badRequest('not enough rights');
  return chat;
}

export function findMessage(chat: Chat, messageId: number | undefined, missing: string): Kept {
  if (messageId === undefined) throw badRequest('message identifier is not specified');
  const kept = chat.messages[messageId - 1];
  if (kept === undefined || kept.deleted) throw badRequest(missing);
  return kept;
}

export function findPerson({ world, params }: Call): Person {
  const id = params.integer('user_id');
  if (id === undefined) throw badRequest('invalid user_id specified');
  const person = world.state.people[id];
  if (person === undefined) throw badRequest('user not found');
  return person;
}
