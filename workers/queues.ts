/** Which queue runs what, and how hard each is worked. One process holds them all; a bigger house gives each queue machines of its own. */
import { type NativeConnection, Worker, type WorkerOptions, type WorkflowBundleOption } from '@temporalio/worker';
import { taskQueues } from '../domain/task-queues.ts';

export type Rates = {
  /** Messages a second that all workers together may send. Telegram allows 30 a bot; the rest is for direct answers. @default 20 */
  messagesPerSecond?: number;
  /** Refunds a second of all workers together: a mass refund must not trip a partner's limit. @default 25 */
  refundsPerSecond?: number;
  /** Tests set 0, so that every workflow task replays from scratch. @default 2000 */
  maxCachedWorkflows?: number;
};
export type QueueOptions = Rates & {
  connection: NativeConnection;
  namespace: string;
  workflowBundle: WorkflowBundleOption;
  activities: object;
} & Pick<WorkerOptions, 'interceptors' | 'sinks'>;

export type Workers = { run(): Promise<void>; shutdown(): void };

export async function workQueues(options: QueueOptions): Promise<Workers> {
  const { connection, namespace, activities, interceptors, sinks } = options;
  const { messagesPerSecond = 20, refundsPerSecond = 25, maxCachedWorkflows = 2000 } = options;
  const common = {
    ...{ connection, namespace, activities },
    ...(interceptors ? { interceptors } : {}),
    // A killed deploy leaves its work to the next worker; a drained one finishes what it began.
    shutdownGraceTime: '15 seconds',
    activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, maximum: 20, initial: 2 },
  } satisfies Partial<WorkerOptions>;

  const workers = await Promise.all([
    Worker.create({
      ...common,
      ...(sinks ? { sinks } : {}),
      taskQueue: taskQueues.workflows,
      workflowBundle: options.workflowBundle,
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
    // A live show holds one of them for as long as it plays, to watch its picture.
    Worker.create({ ...common, taskQueue: taskQueues.media, maxConcurrentActivityTaskExecutions: 200 }),
  ]);
  return {
    run: async () => void (await Promise.all(workers.map((worker) => worker.run()))),
    shutdown: () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
}
