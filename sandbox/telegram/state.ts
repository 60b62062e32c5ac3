/** Everything the Telegram stand-in remembers; plain JSON. */
import type { Envelope } from '../shared/outbox.ts';
import type { BotCommand, InviteLink, Markup, Message, Update } from './types.ts';

export type Person = {
  id: number;
  firstName: string;
  lastName?: string | undefined;
  username?: string | undefined;
  languageCode: string;
  /** Star balance. */
  stars: number;
  /** Bots that may write first: the person started them, pressed something of theirs or opened their Mini App. */
  started: number[];
  blocked: number[];
};

export type Alert = { text: string; showAlert: boolean; url?: string | undefined; personId: number; date: number };

/** A message with what only the sandbox knows of it. */
export type Kept = {
  message: Message;
  /** The bot of a private chat, or the one that posted. */
  botId: number;
  by: 'bot' | 'person' | 'service';
  deleted?: true;
  alerts: Alert[];
  /** The invoice behind it, by slug. */
  invoice?: string;
  protect?: true;
};

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'left' | 'kicked';
export type Member = { id: number; status: MemberStatus; link?: string | undefined; until?: number | undefined };

export type Chat = {
  id: number;
  type: 'private' | 'supergroup' | 'channel';
  title?: string | undefined;
  username?: string | undefined;
  /** Message n is at n - 1; deleted ones stay, marked. */
  messages: Kept[];
  members: Record<string, Member>;
  joinRequests: Record<string, { link: string; date: number }>;
  /** Reply keyboard by bot. */
  keyboards: Record<string, Markup>;
  pinned?: number | undefined;
};

export type StoredFile = {
  fileId: string;
  uniqueId: string;
  kind: string;
  path: string;
  size: number;
  mimeType: string;
  fileName: string;
  width?: number | undefined;
  height?: number | undefined;
};

export type Invoice = {
  slug: string;
  botId: number;
  title: string;
  description: string;
  payload: string;
  currency: string;
  total: number;
  photoUrl?: string | undefined;
  /** A link may be paid by many, a message once. */
  link: boolean;
  paidBy: number[];
};

export type Charge = {
  id: string;
  botId: number;
  personId: number;
  currency: string;
  amount: number;
  payload: string;
  date: number;
  refundedAt?: number;
};

export type Webhook = {
  url: string;
  secretToken?: string | undefined;
  maxConnections: number;
  lastErrorDate?: number;
  lastErrorMessage?: string;
};

export type Bot = {
  id: number;
  token: string;
  username: string;
  firstName: string;
  webhook?: Webhook | undefined;
  allowedUpdates: string[];
  lastUpdateId: number;
  updates: Envelope<Update>[];
  /** By scope and language, as Telegram keeps them. */
  commands: Record<string, BotCommand[]>;
  texts: Record<string, string>;
  menuButtons: Record<string, unknown>;
};

export type Callback = { botId: number; personId: number; chatId: number; messageId: number; date: number };

export type TelegramState = {
  people: Record<string, Person>;
  bots: Record<string, Bot>;
  chats: Record<string, Chat>;
  links: Record<string, InviteLink & { chatId: number }>;
  files: Record<string, StoredFile>;
  invoices: Record<string, Invoice>;
  charges: Record<string, Charge>;
  callbacks: Record<string, Callback>;
  counter: number;
};

export const newPerson = (id: number, firstName: string, languageCode: string, username: string): Person => ({
  ...{ id, firstName, languageCode, username, stars: 10_000, started: [], blocked: [] },
});

/** Two viewers, who have not met the bot; the theatre's people join when the bots are known. */
export const emptyTelegram = (): TelegramState => ({
  people: {
    2001: newPerson(2001, 'Анна', 'ru', 'anna'),
    2002: newPerson(2002, 'James', 'en', 'james'),
  },
  bots: {},
  chats: {},
  links: {},
  files: {},
  invoices: {},
  charges: {},
  callbacks: {},
  counter: 0,
});
