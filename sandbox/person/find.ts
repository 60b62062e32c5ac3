/** Finds what a request on the person's side names, or says what is missing. */
import type { Request } from 'express';
import { notFound, Refusal } from '../shared/refusal.ts';
import type { Bot, Chat, Kept, Person } from '../telegram/state.ts';
import type { World } from '../telegram/world.ts';

export function personOf(world: World, request: Request): Person {
  const person = world.state.people[String(request.params['id'])];
  if (person) return person;
  throw notFound(`Nobody has the id ${request.params['id']}; make a person with POST /people {firstName, languageCode}.`);
}

/** @param name a username, with or without @, or an id; none: the first bot */
export function botNamed(world: World, name: string | number | undefined): Bot {
  const bots = Object.values(world.state.bots);
  const wanted = String(name ?? '')
    .replace(/^@/, '')
    .toLowerCase();
  const bot =
    wanted === ''
      ? world.state.bots[world.firstBot]
      : bots.find((one) => String(one.id) === wanted || one.username.toLowerCase() === wanted);
  if (bot) return bot;
  throw notFound(`There is no bot "${name ?? ''}"; known are ${bots.map((one) => `@${one.username}`).join(', ') || 'none'}.`);
}

export function chatOf(world: World, id: unknown): Chat {
  const chat = world.state.chats[String(id)];
  if (chat) return chat;
  throw notFound(
    `There is no chat ${String(id)}; GET /chats lists groups and channels, a private chat begins with its first message.`,
  );
}

export function messageIn(chat: Chat | undefined, messageId: number): Kept {
  const kept = chat?.messages[messageId - 1];
  if (kept && !kept.deleted) return kept;
  throw new Refusal(
    404,
    'message_not_found',
    `There is no message ${messageId} in this chat; GET /people/:id/messages lists what the person sees.`,
  );
}
