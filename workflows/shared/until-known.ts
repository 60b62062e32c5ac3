/** A change of rows that something follows: refunds, messages, a process. Whether it happened must be known before anybody hears no. */
import { ApplicationFailure, CancellationScope, patched, sleep } from '@temporalio/workflow';
import { foundNoDatabase, wasNotAnswered } from './no-database.ts';

/** Tries of a step that Postgres refuses, each time with an answer. */
const tries = 5;
/** ms: short at first, since somebody waits; longer later, since a process remembers each. */
const first = 200;
const longest = 60_000;

/** For the steps that are given to `untilKnown`: it must hear of each try. */
export const onceAtATime = { startToCloseTimeout: '10 seconds', retry: { maximumAttempts: 1 } } as const;

/**
 * A step that Postgres refused left nothing behind; one that Postgres did not answer may have been committed. From then on it
 * is asked again for as long as it takes, while whoever waits hears that the house is busy: the same request finds its answer later.
 *
 * @param step finds what it has done when it comes again
 * @throws what the step says no with; a fault that was answered five times
 */
export const untilKnown = <T>(step: () => Promise<T>): Promise<T> =>
  // Whoever cancels the process ends its waiting, not what it has begun.
  CancellationScope.nonCancellable(async () => {
    let unknown = false;
    for (let tried = 1, pause = first; ; tried += 1, pause = Math.min(2 * pause, longest)) {
      try {
        return await step();
      } catch (error) {
        unknown ||= foundNoDatabase(error) || wasNotAnswered(error);
        if (saidNo(error) || (!unknown && tried >= tries) || !patched('until-known')) throw error;
        await sleep(pause, { summary: unknown ? 'Postgres has not answered' : 'Postgres refused' });
      }
    }
  });

const saidNo = (error: unknown): boolean => error instanceof ApplicationFailure && error.nonRetryable === true;
