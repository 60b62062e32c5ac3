/** The server's process: API, pages and bot behind one port, under a role that can only read. */
import { existsSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createBot } from '../bot/bot.ts';
import { pollUnderLock } from '../bot/main.ts';
import { setWebhook, telegramWebhook } from '../bot/webhook.ts';
import { createOrderCommands } from '../commands/orders/index.ts';
import { createMemberCommands } from '../commands/organisations/members.ts';
import { createPaymentAccountCommands } from '../commands/organisations/payment-accounts.ts';
import { createProductionCommands } from '../commands/organisations/productions.ts';
import { createNoticeCommands } from '../commands/payments/notices.ts';
import { createPaymentCommands } from '../commands/payments/payment-settled.ts';
import { createPeopleCommands } from '../commands/people/profile.ts';
import { createSignInCommands } from '../commands/people/sign-in.ts';
import { createBroadcastCommands } from '../commands/shows/broadcast.ts';
import { createShowCommands } from '../commands/shows/shows.ts';
import { openDataFolder } from '../database/data-folder.ts';
import { openOrm } from '../database/orm.ts';
import { sealingKeysIn } from '../database/sealing-keys.ts';
import { readersOf } from '../database/sessions.ts';
import { assertReadOnly } from '../database/wall.ts';
import { accountVault } from '../domain/account-secrets.ts';
import { bothNames } from '../domain/addresses.ts';
import { claimLinks } from '../domain/claim-link.ts';
import { parseEnvironment, supportContact } from '../domain/environment.ts';
import { orderLinks } from '../domain/order-link.ts';
import type { Contact } from '../domain/orders.ts';
import { screenKeys } from '../domain/screen-key.ts';
import { seal, unseal } from '../domain/sealed.ts';
import { stageVault } from '../domain/stage-vault.ts';
import { rawPublicKey, ticketSigner, ticketVerifier } from '../domain/ticket-token.ts';
import { networkIdOf, personIdOf } from '../domain/uuid.ts';
import { accountsFrom, houseProviders } from '../providers/accounts.ts';
import { mediaHouse } from '../providers/media/house.ts';
import { isFromTelegram } from '../providers/messaging/telegram/webhook.ts';
import { createProcesses } from '../queries/organiser/processes.ts';
import { ownAccount } from '../queries/payments/accounts.ts';
import { profileOf } from '../queries/people/profile.ts';
import { createSignInQueries } from '../queries/people/sign-in.ts';
import { connectTemporal } from '../temporal/client.ts';
import { createMetrics, metricsServer } from './metrics.ts';
import { createServer } from './server.ts';
import { createSessions } from './visitor.ts';

const env = parseEnvironment(process.env);
if (!env.DATABASE_URL || !env.TEMPORAL_ADDRESS)
  throw new Error('The server needs DATABASE_URL and TEMPORAL_ADDRESS; `npm start` sets both.');
const log = pino({ name: 'server', level: env.LOG_LEVEL, redact: ['req.headers.authorization', 'err.on', 'err.config'] });
const data = openDataFolder(env.RAMPA_DATA);
const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;

const patience = { connect: 10_000, query: 9000 };
const orm = await openOrm({ url: env.DATABASE_URL, poolSize: 20, applicationName: 'rampa server', patience });
await assertReadOnly(orm.em);
const {
  client: temporal,
  connection,
  close,
} = await connectTemporal({ address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE });

const readers = readersOf(orm);
const sealingKeys = sealingKeysIn(data);
const accounts = accountsFrom(env);
const vault = accountVault(data.secret('accounts'));
const personKey = data.secret('person-ids');
const networkKey = data.secret('networks');
const { privateKey, publicKey } = data.ticketKeys();
const shared = {
  readers,
  orders: createOrderCommands({ temporal, sealingKeys }),
  payments: createPaymentCommands({ temporal }),
  notices: createNoticeCommands({ temporal }),
  signIns: { ...createSignInCommands({ temporal, sealingKeys }), ...createSignInQueries({ temporal }) },
  orderLinks: orderLinks(data.secret('order-links')),
  claimLinks: claimLinks(data.secret('claim-links')),
  publicUrl,
  tickets: { ...ticketSigner(privateKey), ...ticketVerifier(publicKey) },
  personIdOf: (identity: `telegram:${number}` | `email:${string}`) => personIdOf(personKey, identity),
};

const media = mediaHouse(env, (name) => data.secret(name));
const broadcasts = createBroadcastCommands({ temporal });
const webhookSecret = data.secret('telegram-webhook');
const bots = Object.entries(accounts.telegram).map(([name, account]) => ({
  name,
  bot: createBot({
    ...{
      ...shared,
      ...account,
      name,
      stages: broadcasts,
      people: createPeopleCommands({ temporal }),
      ratePerMinute: env.RATE_LIMIT,
    },
    support: supportContact(env, publicUrl),
    report: (err, what) => log.error({ err, bot: name, what }, 'bot failed'),
  }),
}));
const platformBot = bots.find(({ name }) => name === 'platform')?.bot;
let username: string | null = null;

/** A loopback page is opened by either name. */

const metrics = createMetrics();
const frontend = fileURLToPath(new URL('../frontend/dist', import.meta.url));
const app = createServer(
  {
    ...shared,
    shows: createShowCommands({ temporal }),
    productions: createProductionCommands({ temporal, sealingKeys }),
    paymentAccounts: createPaymentAccountCommands({ temporal, sealingKeys }),
    members: createMemberCommands({ temporal, sealingKeys }),
    vault,
    networkIdOf: (network) => networkIdOf(networkKey, network),
    processes: createProcesses({ temporal, ui: env.TEMPORAL_UI_URL ?? null }),
    ticketPublicKey: rawPublicKey(publicKey),
    sessions: createSessions(
      data.secret('sessions'),
      async (personId) => (await profileOf(readers.person(personId), personId)).validAfter,
    ),
    sealContact: (contact) => seal(sealingKeys, contact),
    openContact: (sealed) => unseal<Contact>(sealingKeys, sealed),
    botTokens: Object.fromEntries(Object.entries(accounts.telegram).map(([name, { token }]) => [name, token])),
    houseProviders: houseProviders(accounts),
    stripeSecrets: env.STRIPE_WEBHOOK_SECRET ? { platform: env.STRIPE_WEBHOOK_SECRET } : {},
    yooKassa: { accounts: Object.keys(accounts.yookassa), moreNetworks: env.YOOKASSA_TRUSTED_NETWORKS },
    ownAccount: (provider, account) => ownAccount(readers.platform(), vault, provider, account),
    stage: {
      ...{ broadcasts, media, verifiers: { [media.name]: media.verify } },
      screenKeys: screenKeys(data.secret('screens')),
      vault: stageVault(data.secret('stages')),
      ...(env.COUNTRY_HEADER ? { countryHeader: env.COUNTRY_HEADER } : {}),
    },
    house: {
      botUsername: async () => {
        username ??= (await platformBot?.telegram.getMe().catch(() => undefined))?.username ?? null;
        return username;
      },
      phoneUrl: env.SANDBOX_URL ? new URL('/phone', env.SANDBOX_URL).href : null,
      temporalUiUrl: env.TEMPORAL_UI_URL ?? null,
    },
  },
  {
    ...{ log, metrics },
    ratePerMinute: env.RATE_LIMIT,
    trustedProxies: env.TRUSTED_PROXIES,
    ...(existsSync(frontend) ? { frontend } : {}),
    media: media.origins,
    friends: env.SANDBOX_URL ? bothNames(new URL(env.SANDBOX_URL)) : [],
    telegramWebhook: telegramWebhook(
      Object.fromEntries(
        bots.map(({ name, bot }) => [
          name,
          { bot, isSecret: (header: string | undefined) => isFromTelegram(header, webhookSecret) },
        ]),
      ),
    ),
    ready: async () => {
      await readers.public().execute('select 1');
      await connection.withDeadline(Date.now() + 3000, () => connection.workflowService.getSystemInfo({}));
    },
  },
);

const listening = (server: Server, port: number, host: string) =>
  new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
const figures = metricsServer(metrics);
await listening(figures, env.SERVER_METRICS_PORT, env.METRICS_HOST);
const server = createHttpServer(app);
await listening(server, env.PORT, env.HOST);
const running = await Promise.all(
  bots.map(async ({ name, bot }) => {
    const report = (err: unknown, what: string) => log.error({ err, bot: name, what }, 'bot failed');
    if (env.TELEGRAM_MODE === 'polling') return pollUnderLock(bot, { name, report, databaseUrl: env.DATABASE_URL! });
    await setWebhook(bot, new URL(`/webhooks/telegram/${name}`, publicUrl).href, webhookSecret);
    return undefined;
  }),
);
console.log('server ready');

const stop = async () => {
  // No new requests; those under way are answered, then the bot lets go of its lock.
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await Promise.all(running.map((bot) => bot?.stop()));
  await closed;
  figures.close();
  figures.closeAllConnections();
  await close();
  await orm.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
