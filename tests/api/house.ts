/** The API with fakes at its ports: commands that remember, readers that answer with given rows, a log that is kept. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EntityManager } from '@mikro-orm/postgresql';
import { pino } from 'pino';
import type { ApiDeps } from '../../api/deps.ts';
import { createMetrics } from '../../api/metrics.ts';
import { createServer, type ServerOptions } from '../../api/server.ts';
import { createSessions } from '../../api/visitor.ts';
import type { CheckoutCommand, OrderCommands } from '../../commands/orders/index.ts';
import type { KeepingCommands } from '../../commands/orders/keeping.ts';
import type { PaymentNoticeCommand, RefundOutcomeCommand } from '../../commands/payments/notices.ts';
import type { SettledCommand } from '../../commands/payments/payment-settled.ts';
import { accountVault } from '../../domain/account-secrets.ts';
import { claimLinks } from '../../domain/claim-link.ts';
import { orderLinks } from '../../domain/order-link.ts';
import type { Contact } from '../../domain/orders.ts';
import { screenKeys } from '../../domain/screen-key.ts';
import { seal, unseal } from '../../domain/sealed.ts';
import { stageVault } from '../../domain/stage-vault.ts';
import { rawPublicKey, ticketSigner, ticketVerifier } from '../../domain/ticket-token.ts';
import { nameUuid, personIdOf } from '../../domain/uuid.ts';

import type { OwnAccount } from '../../queries/payments/accounts.ts';
import { fakeMedia, fakeVerifier } from '../support/fake-media.ts';
import { fakeSignIns } from './fake-sign-ins.ts';

export const botToken = '7000000001:AAEsandboxsandboxsandboxsandboxsand';
export const stripeSecret = 'whsec_of_this_house';
export const sessionSecret = 'session secret of the house, long enough';
export const personOf = (identity: `telegram:${number}` | `email:${string}`) => personIdOf('people', identity);

/** Rows by the last table that a query names after `from`; whoever asks for another gets none. */
export type Rows = Record<string, (params: unknown[], query: string) => object[]>;

export type House = {
  url: string;
  deps: ApiDeps;
  rows: Rows;
  checkouts: CheckoutCommand[];
  cancelled: Array<{ orderId: string; personId: string }>;
  settled: SettledCommand[];
  noticed: PaymentNoticeCommand[];
  refunded: RefundOutcomeCommand[];
  /** Accounts of organisations, as `stripe:theirs`. */
  ownAccounts: Record<string, OwnAccount>;
  /** What an organiser's requests became, in their order. */
  organiser: Array<{ command: string; asked: unknown[] }>;
  /** What such a command answers. */
  answers: Record<string, unknown>;
  /** Answers for the commands to give, instead of their usual ones. */
  fail: { checkout?: Error; cancel?: Error; settled?: Error };
  /** When a person's tokens were cut off. */
  validAfter: Map<string, Date>;
  log: string[];
  signIn(telegramId: number): Promise<{ token: string; personId: string }>;
  call(path: string, init?: RequestInit & { token?: string; json?: unknown }): Promise<Response>;
  close(): Promise<void>;
};

const pair = () =>
  generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

export async function openHouse(options: Partial<ServerOptions> = {}): Promise<House> {
  const rows: Rows = {};
  const em = () => readingFrom(rows) as EntityManager;
  const key = randomBytes(32);
  const sealing = { forSealing: () => key, forOpening: () => key };
  const { privateKey, publicKey } = pair();
  const validAfter = new Map<string, Date>();
  const house = {
    rows,
    checkouts: [],
    cancelled: [],
    settled: [],
    noticed: [],
    refunded: [],
    ownAccounts: {},
    organiser: [],
    answers: {},
    fail: {},
    validAfter,
    log: [],
  } as unknown as House;
  const refusing = (name: keyof House['fail']) => {
    if (house.fail[name]) throw house.fail[name];
  };
  house.deps = {
    readers: { public: em, person: em, member: em, platform: em },
    orders: {
      async checkout(command) {
        refusing('checkout');
        house.checkouts.push(command);
        return {
          checkoutUrl: 'https://pay.example/1',
          total: { amount: 90_000, currency: 'RUB' },
          holdEndsAt: '2026-11-21T12:15:00.000Z',
        };
      },
      async cancel(command) {
        refusing('cancel');
        house.cancelled.push(command);
      },
      ...remembering<KeepingCommands & Pick<OrderCommands, 'give'>>(house, [
        'give',
        'refund',
        'exchange',
        'claim',
        'bring',
        'rate',
        'invite',
        'knock',
        'resend',
        'revoke',
      ]),
    },
    payments: {
      async settled(command) {
        refusing('settled');
        house.settled.push(command);
      },
    },
    shows: remembering(house, ['changeSettings', 'publish', 'move', 'cancel', 'changeKind', 'checkIn']),
    productions: remembering(house, ['saveProduction', 'addShow', 'resolveAttention', 'retryRefund']),
    processes: { orderWaitsFor: async () => null, orderPage: () => null, showPage: () => null, stagePage: () => null },
    ticketPublicKey: rawPublicKey(publicKey),
    signIns: fakeSignIns((contact) => house.deps.sealContact(contact), validAfter),
    sessions: createSessions(sessionSecret, async (personId) => validAfter.get(personId) ?? null),
    tickets: { ...ticketSigner(privateKey), ...ticketVerifier(publicKey) },
    orderLinks: orderLinks('links'),
    claimLinks: claimLinks('claims'),
    publicUrl: 'http://localhost:3000',
    personIdOf: personOf,
    networkIdOf: (network) => nameUuid('network', network),
    sealContact: (contact) => seal(sealing, contact),
    openContact: (sealed) => unseal<Contact>(sealing, sealed),
    botTokens: { platform: botToken },
    houseProviders: ['stripe', 'yookassa', 'stars'],
    stripeSecrets: { platform: stripeSecret },
    notices: {
      async payment(command) {
        refusing('settled');
        house.noticed.push(command);
      },
      async refund(command) {
        refusing('settled');
        house.refunded.push(command);
      },
    },
    paymentAccounts: remembering(house, ['save']),
    members: remembering(house, ['save', 'remove']),
    vault: accountVault(randomBytes(32).toString('base64url')),
    yooKassa: { accounts: ['platform'], moreNetworks: ['127.0.0.0/8'] },
    ownAccount: async (provider, account) => house.ownAccounts[`${provider}:${account}`],
    stage: {
      broadcasts: remembering(house, ['direct', 'takeScreen', 'notice', 'look']),
      media: { name: 'embedded', signer: fakeMedia().signer },
      verifiers: { embedded: fakeVerifier },
      screenKeys: screenKeys('screens'),
      vault: stageVault(randomBytes(32).toString('base64url')),
      countryHeader: 'x-country',
    },
    house: { botUsername: async () => 'rampa_test_bot', phoneUrl: null, temporalUiUrl: null },
  };
  const log = pino({ level: 'debug' }, { write: (line: string) => void house.log.push(line) });
  const usual: ServerOptions = {
    ...{ log, metrics: createMetrics(), ratePerMinute: 10_000, trustedProxies: 0, friends: [] },
    ready: async () => {},
  };
  const server = createHttpServer(createServer(house.deps, { ...usual, ...options }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  house.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  house.signIn = async (telegramId) => {
    const personId = personOf(`telegram:${telegramId}`);
    const contact = house.deps.sealContact({ telegramId, name: 'Анна' });
    const { token } = await house.deps.sessions.issue({ personId, surface: 'miniapp', bot: 'platform', contact });
    return { token, personId };
  };
  house.call = (path, { token, json, headers, ...init } = {}) =>
    fetch(house.url + path, {
      ...(json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) }),
      ...init,
      headers: {
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
  house.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return house;
}

function remembering<T>(house: House, names: Array<keyof T & string>): T {
  const commands = names.map((command) => [
    command,
    async (...asked: unknown[]) => {
      house.organiser.push({ command, asked });
      return house.answers[command];
    },
  ]);
  return Object.fromEntries(commands) as T;
}

function readingFrom(rows: Rows): unknown {
  const em = {
    async execute(query: string, params: unknown[] = []) {
      const table = /\bfrom (\w+)(?![\s\S]*\bfrom \w)/.exec(query)?.[1] ?? '';
      return rows[table]?.(params, query) ?? [];
    },
    transactional: (work: (tx: unknown) => unknown) => work(em),
  };
  return em;
}
