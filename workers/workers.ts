/** Which queue runs what. One process holds them all; a bigger house gives each queue machines of its own. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { type NativeConnection, Worker, type WorkerOptions, type WorkflowBundleOption } from '@temporalio/worker';
import { createOrderActivities, type OrderDeps } from '../activities/orders/index.ts';
import { createOrganisationActivities } from '../activities/organisations/index.ts';
import { createPaymentActivities } from '../activities/payments/index.ts';
import { createPeopleActivities } from '../activities/people/index.ts';
import { createShowActivities } from '../activities/shows/index.ts';
import type { Signals } from '../activities/signals.ts';
import type { AccountVault } from '../domain/account-secrets.ts';
import { taskQueues } from '../domain/task-queues.ts';
import type { Mailer } from '../providers/messaging/port.ts';
import type { KeyTrial } from '../providers/registry.ts';
import { tenantInterceptor } from './tenant-interceptor.ts';

export type WorkerDeps = OrderDeps & {
  connection: NativeConnection;
  namespace: string;
  orm: MikroORM;
  workflowBundle: WorkflowBundleOption;
  mailer: Mailer;
  signals: Signals;
  /** Opens and locks the keys of organisations' payment accounts. */
  vault: AccountVault;
  tryKeys: KeyTrial;
  /** Messages a second that all workers together may send. Telegram allows 30 a bot; the rest is for direct answers. @default 20 */
  messagesPerSecond?: number;
  /** Refunds a second of all workers together: a mass refund must not trip a partner's limit. @default 25 */
  refundsPerSecond?: number;
  /** Tests set 0, so that every workflow task replays from scratch. @default 2000 */
  maxCachedWorkflows?: number;
};

export type Workers = { run(): Promise<void>; shutdown(): void };

export async function createWorkers(deps: WorkerDeps): Promise<Workers> {
  const { connection, namespace, orm, messagesPerSecond = 20, refundsPerSecond = 25, maxCachedWorkflows = 2000 } = deps;
  const activities = {
    ...createOrderActivities(deps),
    ...createPaymentActivities(deps),
    ...createPeopleActivities(deps),
    ...createShowActivities(deps),
    ...createOrganisationActivities(deps),
  };
  const common = {
    ...{ connection, namespace, activities },
    interceptors: { activity: [tenantInterceptor(orm)] },
    // A killed deploy leaves its work to the next worker; a drained one finishes what it began.
    shutdownGraceTime: '15 seconds',
    activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, maximum: 20, initial: 2 },
  } satisfies Partial<WorkerOptions>;

  const workers = await Promise.all([
    Worker.create({
      ...common,
      taskQueue: taskQueues.workflows,
      workflowBundle: deps.workflowBundle,
      maxCachedWorkflows,
      // Local activities run here; each holds a connection for a moment.
      maxConcurrentLocalActivityExecutions: 40,
      workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, maximum: 20, initial: 5 },
    }),
    Worker.create({ ...common, taskQueue: taskQueues.default, maxConcurrentActivityTaskExecutions: 20 }),
    Worker.create({ ...common, taskQueue: taskQueues.payments, maxConcurrentActivityTaskExecutions: 50 }),
    Worker.create({
      ...common,
      taskQueue: taskQueues.refunds,
      maxConcurrentActivityTaskExecutions: 20,
      maxTaskQueueActivitiesPerSecond: refundsPerSecond,
    }),
    Worker.create({
      ...common,
      taskQueue: taskQueues.messaging,
      maxConcurrentActivityTaskExecutions: 50,
      maxTaskQueueActivitiesPerSecond: messagesPerSecond,
    }),
  ]);
  return {
    run: async () => void (await Promise.all(workers.map((worker) => worker.run()))),
    shutdown: () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
}
