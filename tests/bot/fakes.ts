/** The bot with fakes at its ports: commands that remember what they were asked, readers that answer with given rows. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { createBot } from '../../bot/bot.ts';
import type { Bot } from '../../bot/context.ts';
import type { BotDeps } from '../../bot/deps.ts';
import type { OrderCommands } from '../../commands/orders/index.ts';
import type { SettledCommand } from '../../commands/payments/payment-settled.ts';
import { claimLinks } from '../../domain/claim-link.ts';
import { nameUuid } from '../../domain/uuid.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';

export const token = '7000000001:AAEsandboxsandboxsandboxsandboxsand';
export const personIdOf = (identity: string): string => nameUuid('person', identity);

/** Rows by the table that a query begins from; whoever asks for another table gets none. @param reader whose eyes read, where a person's do. */
export type Rows = Record<string, (params: unknown[], reader?: string) => object[] | Promise<object[]>>;
export function readingFrom(rows: Rows, reader?: string): EntityManager {
  const em = {
    async execute(query: string, params: unknown[] = []) {
      const table = /\bfrom (\w+)(?![\s\S]*\bfrom \w)/.exec(query)?.[1] ?? '';
      return (await rows[table]?.(params, reader)) ?? [];
    },
    transactional: (work: (tx: unknown) => unknown) => work(em),
  };
  return em as unknown as EntityManager;
}

export type FakeBot = {
  bot: Bot;
  settled: SettledCommand[];
  /** What was asked of orders, in the order in which it was asked. */
  asked: Array<{ name: string; command: Record<string, unknown> }>;
  changed: object[];
  reported: Array<{ error: unknown; what: string }>;
};

type Fakes = {
  rows?: Rows;
  settle?: (command: SettledCommand) => Promise<void>;
  orders?: Partial<OrderCommands>;
  signIns?: Partial<BotDeps['signIns']>;
  more?: Partial<BotDeps>;
};

const orderCommands = [
  ...['checkout', 'cancel', 'give', 'refund', 'exchange', 'claim', 'bring', 'rate', 'invite', 'knock', 'resend', 'revoke'],
] as Array<keyof OrderCommands>;

/** @param settle what happens to money; by default it is taken. */
export function fakeBot(
  apiRoot: string | undefined,
  { rows = {}, settle = async () => {}, orders = {}, signIns = {}, more = {} }: Fakes = {},
): FakeBot {
  const fake: Omit<FakeBot, 'bot'> = { settled: [], asked: [], changed: [], reported: [] };
  const em = () => readingFrom(rows);
  const refuse = async () => {
    throw new Error('no test asks for this');
  };
  const remembering = orderCommands.map((name) => [
    name,
    async (command: Record<string, unknown>) => {
      fake.asked.push({ name, command });
      return (orders[name] ?? refuse)(command as never);
    },
  ]);
  const deps: BotDeps = {
    ...{ name: 'platform', token, publicUrl: 'http://localhost:3000', personIdOf, support: undefined },
    ...(apiRoot ? { apiRoot } : {}),
    readers: { public: em, person: (id) => readingFrom(rows, id), member: em, platform: em },
    orders: Object.fromEntries(remembering) as OrderCommands,
    payments: {
      async settled(command) {
        await settle(command);
        fake.settled.push(command);
      },
    },
    signIns: { find: async () => undefined, confirm: refuse, decline: refuse, ...signIns },
    people: {
      async changeProfile(personId, change, requestId) {
        fake.changed.push({ personId, ...change, requestId });
      },
    },
    stages: { notice: async (place, notice) => void fake.asked.push({ name: 'notice', command: { place, notice } }) },
    tickets: { sign: ({ ticketId }) => `RT1.${ticketId}` },
    orderLinks: { sign: () => 'token', verify: () => undefined, signTicket: () => 'token', verifyTicket: () => undefined },
    claimLinks: claimLinks('a secret of the test'),
    report: (error, what) => void fake.reported.push({ error, what }),
    ...more,
  };
  return { bot: createBot(deps), ...fake };
}

export type Phone = Sandbox & {
  ask<T = Record<string, unknown>>(method: 'GET' | 'POST', path: string, body?: object): Promise<T>;
  /** What the bot has said to a person, oldest first. */
  heard(person: number): Promise<string[]>;
};

/** @param preCheckoutMs Telegram waits ten seconds; by default this one has more patience than any busy machine needs. */
export async function startPhone(preCheckoutMs = 120_000): Promise<Phone> {
  const sandbox = await startSandbox({
    telegram: { bots: [{ token, username: 'rampa_test_bot', firstName: 'Рампа' }], preCheckoutMs },
    stripe: { secretKey: 'sk_test_x', webhookSecret: 'whsec_x' },
  });
  const phone: Phone = {
    ...sandbox,
    async ask<T>(method: 'GET' | 'POST', path: string, body?: object) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(sandbox.url + path, { method, ...(body ? { body: JSON.stringify(body), headers } : {}) });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    async heard(person) {
      const messages = await phone.ask<Array<{ by: string; text: string }>>('GET', `/people/${person}/messages`);
      return messages.filter(({ by }) => by === 'bot').map(({ text }) => text);
    },
  };
  return phone;
}

/** Waits for a condition, generously: a slow machine is not a failure. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, patience = 60_000): Promise<void> {
  for (const deadline = Date.now() + patience; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 20)))
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
}
