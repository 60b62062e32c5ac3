/** A worker's process of its own for each thing that is compared; it tells by IPC which order has its tickets. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import { accountBook } from '../../activities/payments/account-book.ts';
import { openDataFolder } from '../../database/data-folder.ts';
import { openOrm } from '../../database/orm.ts';
import { sealingKeysIn } from '../../database/sealing-keys.ts';
import { accountVault } from '../../domain/account-secrets.ts';
import { orderLinks } from '../../domain/order-link.ts';
import { stageVault } from '../../domain/stage-vault.ts';
import { ticketSigner } from '../../domain/ticket-token.ts';
import { createChatKeepers, createMessengers, createPaymentProviders } from '../../providers/registry.ts';
import { workflowBundle } from '../../workers/bundle.ts';
import { type QueueOptions, workQueues } from '../../workers/queues.ts';
import { temporalSignals } from '../../workers/signals.ts';
import { tenantInterceptor } from '../../workers/tenant-interceptor.ts';
import { createActivities } from '../../workers/workers.ts';
import { fakeMedia } from '../support/fake-media.ts';
import { type Empty, emptySteps } from './empty-steps.ts';
import type { Job, Word } from './hands.ts';
import type { BenchSinks } from './messages-only.ts';

type Order = { orderId: string };
type Work = Pick<QueueOptions, 'activities' | 'workflowBundle' | 'interceptors' | 'sinks'>;

const job = JSON.parse(process.env['RAMPA_BENCH_JOB']!) as Job;
const bundles = join(tmpdir(), 'rampa-test-bundles');
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} } },
  shutdownSignals: [],
});
const connection = await NativeConnection.connect({ address: job.address });
const tell = (word: Word) => void process.send?.(word);

/** As it is in `workers/main.ts`, with the partners' real clients. */
async function house(): Promise<Work> {
  const data = openDataFolder(job.data);
  const orm = await openOrm({ url: job.databaseUrl, poolSize: 30, applicationName: 'rampa worker' });
  const servers = { stripe: { apiUrl: job.partners }, yookassa: {} };
  const accounts = {
    telegram: { platform: { token: '7000000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', apiRoot: job.partners } },
    stripe: { platform: { secretKey: 'sk_test_bench', apiUrl: job.partners } },
    ...{ yookassa: {}, servers },
  };
  const vault = accountVault(data.secret('accounts'));
  const activities = createActivities({
    ...{ vault, sealingKeys: sealingKeysIn(data), publicUrl: 'https://rampa.example' },
    tickets: ticketSigner(data.ticketKeys().privateKey),
    orderLinks: orderLinks(data.secret('order-links')),
    providers: createPaymentProviders(accounts, accountBook(vault)),
    messengers: createMessengers(accounts),
    keepers: createChatKeepers(accounts),
    mailer: { send: async () => ({ messageId: '1' }) },
    signals: temporalSignals(new Client({ connection, namespace: job.namespace })),
    tryKeys: async () => true,
    media: { name: 'embedded', provider: fakeMedia().provider },
    stageVault: stageVault(data.secret('stages')),
  });
  return { activities, interceptors: { activity: [tenantInterceptor(orm)] }, workflowBundle: await workflowBundle(bundles) };
}

async function messagesOnly(): Promise<Work> {
  const workflowsPath = new URL('./messages-only.ts', import.meta.url).pathname;
  const code = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const ticketed = { callDuringReplay: false, fn: (_: unknown, orderId: string) => tell({ ticketed: orderId }) };
  return { activities: emptySteps(), workflowBundle: code, sinks: { bench: { ticketed } } satisfies InjectedBenchSinks };
}
type InjectedBenchSinks = { bench: { [K in keyof BenchSinks['bench']]: { fn: (info: unknown, orderId: string) => void } } };

let gate = Promise.resolve();
let open = () => {};
process.on('message', ({ held }: { held: boolean }) => {
  open();
  if (held) gate = new Promise((resolve) => (open = resolve));
});

/** The steps themselves, and a word when one is done. */
function telling<Steps extends Empty>(steps: Steps): Steps {
  const { settleOrder, deliverTickets } = steps;
  return {
    ...steps,
    settleOrder: async (asked: Order) => {
      const verdict = await settleOrder(asked as never);
      tell({ ticketed: asked.orderId });
      return verdict;
    },
    deliverTickets: async (asked: Order) => {
      await gate;
      const delivery = await deliverTickets(asked as never);
      tell({ delivered: asked.orderId });
      return delivery;
    },
  };
}

/** The house's workflows with every step a normal activity: what it would be without local ones. */
async function normalActivities(): Promise<Work['workflowBundle']> {
  const { codePath } = (await workflowBundle(bundles)) as { codePath: string };
  return { code: readFileSync(codePath, 'utf8').replaceAll(/\.proxyLocalActivities\)\(/g, '.proxyActivities)(') };
}

const works: Record<Job['kind'], () => Promise<Work>> = {
  house: async () => house().then((work) => ({ ...work, activities: telling(work.activities as Empty) })),
  sale: async () =>
    house().then((work) => {
      const { deliverTickets } = emptySteps();
      return { ...work, activities: telling({ ...(work.activities as Empty), deliverTickets }) };
    }),
  empty: async () => ({ activities: telling(emptySteps()), workflowBundle: await workflowBundle(bundles) }),
  normal: async () => ({ activities: telling(emptySteps()), workflowBundle: await normalActivities() }),
  messages: messagesOnly,
};
const work = await works[job.kind]();
const workers = await workQueues({
  ...{ connection, namespace: job.namespace, ...work },
  // The rate of messages is Telegram's, not ours: here it must not be what is measured.
  messagesPerSecond: 10_000,
});
process.once('SIGTERM', () => workers.shutdown());
process.once('disconnect', () => process.exit(0));
tell({ ready: true });
await workers.run();
process.exit(0);
