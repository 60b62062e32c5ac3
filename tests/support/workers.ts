/** Workers of the whole house with a test's fakes at the activities' port. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityInfo } from '@temporalio/activity';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { taskQueues } from '../../domain/task-queues.ts';
import { workflowBundle } from '../../workers/bundle.ts';

type Fakes = Record<string, (...args: never[]) => unknown>;
export type Place = { nativeConnection: NativeConnection; namespace?: string | undefined; teardown(): Promise<void> };

/**
 * Workflow tasks one after the other: nothing is cached, so a second one may make the first forget the local steps that it waits
 * for, and a real server gives that task to nobody for ten seconds. Where the clock jumps it jumps over them.
 */
export const inTurn: Tuning = { maxConcurrentWorkflowTaskExecutions: 1 };

/** As in production, for tests that count the tries of a step: without a cache a busy machine may cancel a step that is being tried. */
export const remembering: Tuning = { maxCachedWorkflows: 100 };

type Tuning = Pick<WorkerOptions, 'maxCachedWorkflows' | 'maxConcurrentWorkflowTaskExecutions' | 'workflowBundle'>;

/**
 * The workers of a server stay from its first test to its last, whatever fakes they answer with: a server may hand a task
 * to a worker that has just gone, and that task is then lost for ten seconds.
 */
class Hands {
  readonly #tuning: Tuning;
  fakes: Fakes | undefined;
  #workers: Promise<Worker[]> | undefined;
  #running: Promise<unknown> | undefined;

  constructor(tuning: Tuning) {
    this.#tuning = tuning;
  }

  async begin({ nativeConnection, namespace }: Place): Promise<void> {
    this.#workers ??= this.#hire({ connection: nativeConnection, namespace: namespace ?? 'default' });
    const workers = await this.#workers;
    this.#running ??= Promise.all(workers.map((worker) => worker.run()));
    this.#running.catch(() => undefined); // told at the end
  }

  async end(): Promise<void> {
    for (const worker of (await this.#workers) ?? []) if (worker.getState() === 'RUNNING') worker.shutdown();
    await this.#running;
  }

  async #hire(place: { connection: NativeConnection; namespace: string }): Promise<Worker[]> {
    const common = { ...place, activities: { default: (...given: unknown[]) => this.#answer(given) } };
    return await Promise.all([
      // Nothing is cached, so each workflow task replays from scratch: the cheapest check of determinism.
      Worker.create({
        ...{ ...common, taskQueue: taskQueues.workflows, workflowBundle: await testBundle() },
        ...{ maxCachedWorkflows: 0, ...this.#tuning },
      }),
      Worker.create({ ...common, taskQueue: taskQueues.default }),
      Worker.create({ ...common, taskQueue: taskQueues.payments }),
      Worker.create({ ...common, taskQueue: taskQueues.refunds }),
      Worker.create({ ...common, taskQueue: taskQueues.messaging }),
      Worker.create({ ...common, taskQueue: taskQueues.media }),
    ]);
  }

  #answer(given: unknown[]): unknown {
    const { activityType } = activityInfo();
    const fake = this.fakes?.[activityType];
    if (!fake) throw new Error(`no fake for ${activityType}`);
    return this.#repeated(given, () => fake(...(given as never[])));
  }

  readonly #repeated = knowsRepetitions();
}

/**
 * When a workflow task is lost, the local steps that it took are taken again. Real steps know a repetition by their business
 * key and answer what they answered; so do fakes, by the place in the run, the attempt and what is asked, or what they counted
 * would be chance. The place is not enough: in the task that comes instead there may be more to hear, and another step is taken there.
 */
export function knowsRepetitions(): <T>(given: readonly unknown[], step: () => T) => T {
  const answers = new Map<string, unknown>();
  return <T>(given: readonly unknown[], step: () => T): T => {
    const { isLocal, workflowExecution, activityId, activityType, attempt } = activityInfo();
    if (!isLocal) return step();
    const key = JSON.stringify([workflowExecution?.runId, activityId, attempt, activityType, given]);
    // A promise, so that a failure is an answer too.
    if (!answers.has(key)) answers.set(key, (async () => step())());
    return answers.get(key) as T;
  };
}

const hands = new WeakMap<Place, Hands>();

/** Whose workers go before it is taken down. */
export function withHands<P extends Place>(place: P, tuning: Tuning = {}): P {
  const own = new Hands(tuning);
  hands.set(place, own);
  const teardown = place.teardown.bind(place);
  place.teardown = async () => {
    await own.end();
    await teardown();
  };
  return place;
}

export const testBundle = () => workflowBundle(join(tmpdir(), 'rampa-test-bundles'));

/** Does the work while the house answers with these fakes. */
export async function withWorkers<T>(place: Place, fakes: Fakes, work: () => Promise<T>): Promise<T> {
  const own = hands.get(place);
  if (!own) throw new Error('a server of timeSkippingServer() or devServer()');
  own.fakes = fakes;
  await own.begin(place);
  try {
    return await work();
  } finally {
    own.fakes = undefined;
  }
}
