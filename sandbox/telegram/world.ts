/** The living Telegram: its state with the doors to it, shared by the bots' side and the people's side. */
import { EventEmitter } from 'node:events';
import type { BotOptions, SandboxOptions } from '../options.ts';
import type { Faults } from '../shared/faults.ts';
import type { FileStore } from '../shared/file-store.ts';
import { DEFAULT_GAPS_MS, Outbox } from '../shared/outbox.ts';
import { addSampleChats, addSampleStaff } from './sample.ts';
import type { Bot, Chat, Person, TelegramState } from './state.ts';
import type { ApiChat, Update, User } from './types.ts';
import { pushUpdate, type WebhookReply } from './webhook.ts';

export type PhoneEvent = { type: 'changed' | 'typing' | 'alert' | 'answered'; [field: string]: unknown };
export type PreCheckoutAnswer = { ok: boolean; errorMessage?: string | undefined };

export type World = {
  state: TelegramState;
  changed(): void;
  faults: Faults;
  files: FileStore;
  outboxes: Map<number, Outbox<Update>>;
  /** The bot that is meant when nobody names one. */
  firstBot: number;
  gapsMs: readonly number[];
  /** Pre-checkout queries that a person is waiting on. */
  checkouts: Map<string, (answer: PreCheckoutAnswer) => void>;
  preCheckoutMs: number;
  webUrl: string;
  /** Where people reach the sandbox, known once it listens. */
  url: string;
  /** `person` events reach that person's phone. */
  bus: EventEmitter<{ phone: [personId: number, event: PhoneEvent] }>;
  /** Set by the routes, which know the methods. */
  reply: WebhookReply;
  close(): void;
};

export function createWorld(
  options: SandboxOptions,
  state: TelegramState,
  parts: { faults: Faults; files: FileStore; changed(): void },
): World {
  const bus: World['bus'] = new EventEmitter();
  bus.setMaxListeners(0);
  const world: World = {
    ...parts,
    state,
    bus,
    outboxes: new Map(),
    checkouts: new Map(),
    preCheckoutMs: options.telegram.preCheckoutMs ?? 10_000,
    webUrl: options.webUrl ?? 'http://localhost:3000',
    url: '',
    firstBot: 0,
    gapsMs: options.retryGapsMs ?? DEFAULT_GAPS_MS,
    reply: async () => undefined,
    close() {
      for (const outbox of world.outboxes.values()) outbox.close();
    },
  };
  for (const known of options.telegram.bots) addBot(world, known);
  for (const bot of Object.values(state.bots)) openOutbox(world, bot);
  addSampleChats(state, world.firstBot);
  return world;
}

/** @throws when the token is not one that Telegram could have given */
export function addBot(world: World, known: BotOptions): Bot {
  const { state } = world;
  const id = Number(known.token.split(':')[0]);
  if (!/^\d+:\S+$/.test(known.token)) throw new Error('A bot token looks like 123456:letters.');
  const fresh = { updates: [], allowedUpdates: [], lastUpdateId: 0, commands: {}, texts: {}, menuButtons: {} };
  const bot: Bot = Object.assign(state.bots[id] ?? fresh, { id, ...known });
  state.bots[id] = bot;
  world.firstBot ||= id;
  addSampleStaff(state, id);
  openOutbox(world, bot);
  world.changed();
  return bot;
}

function openOutbox(world: World, bot: Bot): void {
  if (world.outboxes.has(bot.id)) return;
  const outbox = new Outbox<Update>({
    items: bot.updates,
    faults: world.faults,
    target: 'telegram-updates',
    changed: world.changed,
    release(envelope) {
      envelope.body.update_id ??= ++bot.lastUpdateId;
    },
    push: (envelope) => pushUpdate(bot, envelope.body, world.reply),
    pushes: () => bot.webhook !== undefined,
    strict: true,
    gapsMs: world.gapsMs,
  });
  world.outboxes.set(bot.id, outbox);
}

export const botUser = (bot: Bot): User => ({ id: bot.id, is_bot: true, first_name: bot.firstName, username: bot.username });

export const personUser = (person: Person): User => ({
  id: person.id,
  is_bot: false,
  first_name: person.firstName,
  last_name: person.lastName,
  username: person.username,
  language_code: person.languageCode,
});

export function apiChat(world: World, chat: Chat): ApiChat {
  const person = chat.type === 'private' ? world.state.people[chat.id] : undefined;
  if (person === undefined) return { id: chat.id, type: chat.type, title: chat.title, username: chat.username };
  return { id: chat.id, type: 'private', first_name: person.firstName, last_name: person.lastName, username: person.username };
}

/** A private chat comes into being with its first message; its id is the person's. */
export function privateChat(world: World, personId: number): Chat {
  const empty: Chat = { id: personId, type: 'private', messages: [], members: {}, joinRequests: {}, keyboards: {} };
  world.state.chats[personId] ??= empty;
  return world.state.chats[personId] ?? empty;
}

/** Who sees the chat on their phone. */
export function audience(chat: Chat): number[] {
  if (chat.type === 'private') return [chat.id];
  return Object.values(chat.members).flatMap((member) => (isIn(member.status) ? [member.id] : []));
}

export const isIn = (status: string | undefined): boolean => ['creator', 'administrator', 'member'].includes(status ?? '');

export function tellPhones(world: World, chat: Chat, event: PhoneEvent = { type: 'changed' }): void {
  for (const personId of audience(chat)) world.bus.emit('phone', personId, { chatId: chat.id, ...event });
}
