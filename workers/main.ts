/** The worker's process: wires the partners, the database and the queues; drains when asked to stop. */
import { isIPv6 } from 'node:net';
import { Client } from '@temporalio/client';
import { makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { accountBook } from '../activities/payments/account-book.ts';
import { openDataFolder } from '../database/data-folder.ts';
import { openOrm } from '../database/orm.ts';
import { sealingKeysIn } from '../database/sealing-keys.ts';
import { accountVault } from '../domain/account-secrets.ts';
import { parseEnvironment } from '../domain/environment.ts';
import { orderLinks } from '../domain/order-link.ts';
import { stageVault } from '../domain/stage-vault.ts';
import { ticketSigner } from '../domain/ticket-token.ts';
import { accountsFrom } from '../providers/accounts.ts';
import { mediaHouse } from '../providers/media/house.ts';
import { createMailer } from '../providers/messaging/email/mailer.ts';
import { createChatKeepers, createMessengers, createPaymentProviders, keyTrial } from '../providers/registry.ts';
import { beginSweeping } from '../temporal/sweeping.ts';
import { workflowBundle } from './bundle.ts';
import { temporalLogger } from './logger.ts';
import { temporalSignals } from './signals.ts';
import { createWorkers } from './workers.ts';

const env = parseEnvironment(process.env);
if (!env.DATABASE_URL || !env.TEMPORAL_ADDRESS)
  throw new Error('The worker needs DATABASE_URL and TEMPORAL_ADDRESS; `npm start` sets both.');
const log = pino({ name: 'worker', level: env.LOG_LEVEL });
const data = openDataFolder(env.RAMPA_DATA);
const metricsHost = isIPv6(env.METRICS_HOST) ? `[${env.METRICS_HOST}]` : env.METRICS_HOST;

Runtime.install({
  logger: temporalLogger(log),
  telemetryOptions: {
    logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
    metrics: { prometheus: { bindAddress: `${metricsHost}:${env.WORKER_METRICS_PORT}` } },
  },
  shutdownSignals: [],
});

// Five tries for a free connection are over before the person who waits is told to come again (`commands/refusing.ts`).
const patience = { connect: 3000, query: 9000 };
const orm = await openOrm({ url: env.DATABASE_URL, poolSize: 30, applicationName: 'rampa worker', patience });
const connection = await NativeConnection.connect({ address: env.TEMPORAL_ADDRESS });
const accounts = accountsFrom(env);
const vault = accountVault(data.secret('accounts'));
const workers = await createWorkers({
  connection,
  namespace: env.TEMPORAL_NAMESPACE,
  orm,
  workflowBundle: await workflowBundle(data.file('cache')),
  sealingKeys: sealingKeysIn(data),
  tickets: ticketSigner(data.ticketKeys().privateKey),
  orderLinks: orderLinks(data.secret('order-links')),
  publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
  providers: createPaymentProviders(accounts, accountBook(vault)),
  messengers: createMessengers(accounts),
  ...{ vault, tryKeys: keyTrial(accounts.servers) },
  media: mediaHouse(env, (name) => data.secret(name)),
  stageVault: stageVault(data.secret('stages')),
  keepers: createChatKeepers(accounts),
  mailer: createMailer(env),
  signals: temporalSignals(new Client({ connection, namespace: env.TEMPORAL_NAMESPACE })),
});
if (env.MEDIA_PROVIDER !== 'none') await beginSweeping(new Client({ connection, namespace: env.TEMPORAL_NAMESPACE }));
const running = workers.run();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => workers.shutdown());
console.log('worker ready');
await running;
await connection.close();
await orm.close();
