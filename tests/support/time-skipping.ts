/** A Temporal server whose clock jumps, and workers with recording fakes at the activities' port. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { taskQueues } from '../../domain/task-queues.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { workflowBundle } from '../../workers/bundle.ts';
import { timeSkippingServerPath } from './servers.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** One server a test file: skipping is global to it, so files must not share one. */
export async function timeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const server = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: await timeSkippingServerPath() } },
  });
  await server.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(Object.keys(searchAttributes).map((name) => [name, 2])),
  });
  return server;
}

export const testBundle = () => workflowBundle(join(tmpdir(), 'rampa-test-bundles'));

type Fakes = Record<string, (...args: never[]) => unknown>;

/** Workers of the whole house on fakes. Nothing is cached, so each workflow task replays from scratch: the cheapest check of determinism. */
export async function withWorkers<T>(
  { nativeConnection, namespace }: Pick<TestWorkflowEnvironment, 'nativeConnection' | 'namespace'>,
  activities: Fakes,
  work: () => Promise<T>,
): Promise<T> {
  const common = { connection: nativeConnection, namespace: namespace ?? 'default', activities };
  const workers = await Promise.all([
    Worker.create({ ...common, taskQueue: taskQueues.workflows, workflowBundle: await testBundle(), maxCachedWorkflows: 0 }),
    Worker.create({ ...common, taskQueue: taskQueues.default }),
    Worker.create({ ...common, taskQueue: taskQueues.payments }),
    Worker.create({ ...common, taskQueue: taskQueues.refunds }),
    Worker.create({ ...common, taskQueue: taskQueues.messaging }),
  ]);
  const running = workers.map((worker) => worker.run());
  try {
    return await work();
  } finally {
    for (const worker of workers) worker.shutdown();
    await Promise.all(running);
  }
}
