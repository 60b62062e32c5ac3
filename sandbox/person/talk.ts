/** A person says something, presses a button, blocks a bot. */
import { randomDigits, unixNow } from '../shared/ids.ts';
import { invalid, Refusal } from '../shared/refusal.ts';
import { addMessage } from '../telegram/compose.ts';
import { findEntities } from '../telegram/formatting.ts';
import { tellOfItself } from '../telegram/membership.ts';
import type { Bot, Chat, Kept, Person } from '../telegram/state.ts';
import { tellBot, tellBotsIn } from '../telegram/updates.ts';
import { isIn, personUser, privateChat, type World } from '../telegram/world.ts';

export function sayToBot(world: World, person: Person, bot: Bot, text: string): Kept {
  const start = /^\/start(?:@\w+)?\s+(.*)$/s.exec(text);
  if (start && !/^[A-Za-z0-9_-]{1,64}$/.test(start[1] ?? '')) {
    throw invalid('A deep link carries 1 to 64 characters of A-Z a-z 0-9 _ and -; shorten or encode the payload.');
  }
  if (person.blocked.includes(bot.id)) unblock(world, person, bot);
  meet(world, person, bot);
  const kept = addMessage(
    world,
    privateChat(world, person.id),
    { from: personUser(person), botId: bot.id, by: 'person' },
    said(text),
  );
  tellBot(world, bot, 'message', person.id, kept.message);
  return kept;
}

export function sayInChat(world: World, person: Person, chat: Chat, text: string): Kept {
  const status = chat.members[person.id]?.status;
  if (!isIn(status))
    throw new Refusal(
      403,
      'not_a_member',
      `Person ${person.id} is not in chat ${chat.id}; POST /people/${person.id}/joins {link} first.`,
    );
  if (chat.type === 'channel' && status === 'member')
    throw new Refusal(403, 'not_an_administrator', 'Only administrators post in a channel.');
  const kept = addMessage(world, chat, { from: personUser(person), botId: 0, by: 'person' }, said(text));
  tellBotsIn(world, chat, chat.type === 'channel' ? 'channel_post' : 'message', kept.message);
  return kept;
}

function said(text: string): { text: string; entities?: ReturnType<typeof findEntities> } {
  const entities = findEntities(text);
  return { text, ...(entities.length > 0 ? { entities } : {}) };
}

/** @returns the id of the callback query, which the bot should answer */
export function press(world: World, person: Person, chat: Chat, kept: Kept, data: string): string {
  const buttons = (kept.message.reply_markup?.inline_keyboard ?? []).flat();
  if (!buttons.some((button) => button.callback_data === data)) {
    const offered = buttons.flatMap((button) => (button.callback_data === undefined ? [] : [button.callback_data]));
    throw new Refusal(
      400,
      'no_such_button',
      `Message ${kept.message.message_id} has no button with data "${data}"; it has ${offered.map((one) => `"${one}"`).join(', ') || 'none'}.`,
    );
  }
  const bot = world.state.bots[kept.botId];
  if (bot === undefined) throw invalid('No bot stands behind this message.');
  meet(world, person, bot);
  for (const [old, { date }] of Object.entries(world.state.callbacks))
    if (unixNow() - date > 600) delete world.state.callbacks[old];
  const id = randomDigits(18);
  world.state.callbacks[id] = {
    botId: bot.id,
    personId: person.id,
    chatId: chat.id,
    messageId: kept.message.message_id,
    date: unixNow(),
  };
  tellBot(world, bot, 'callback_query', person.id, {
    ...{ id, from: personUser(person), message: kept.message, chat_instance: String(chat.id), data },
  });
  return id;
}

/** From now on the bot may write to this person. */
export function meet(world: World, person: Person, bot: Bot): void {
  if (person.started.includes(bot.id)) return;
  person.started.push(bot.id);
  world.changed();
}

export function block(world: World, person: Person, bot: Bot): void {
  if (person.blocked.includes(bot.id)) return;
  person.blocked.push(bot.id);
  tellOfItself(world, bot, privateChat(world, person.id), personUser(person), ['member', 'kicked']);
  world.changed();
}

export function unblock(world: World, person: Person, bot: Bot): void {
  if (!person.blocked.includes(bot.id)) return;
  person.blocked = person.blocked.filter((id) => id !== bot.id);
  tellOfItself(world, bot, privateChat(world, person.id), personUser(person), ['kicked', 'member']);
  world.changed();
}
