/** A change of rows that something follows: refunds, messages, a process. Whether it happened must be known before anybody hears no. */
import { patched, sleep } from '@temporalio/workflow';
import { foundNoDatabase, wasNotAnswered } from './no-database.ts';

/** ms: short at first, since somebody waits; longer later, since a process remembers each. */
const first = 1000;
const longest = 60_000;

/**
 * A step that Postgres refused left nothing behind; one that Postgres did not answer may have been committed. It is asked again
 * for as long as that takes, while whoever waits hears that the house is busy: the same request finds its answer later.
 *
 * @param step finds what it has done when it comes again
 */
export async function untilKnown<T>(step: () => Promise<T>): Promise<T> {
  for (let pause = first; ; pause = Math.min(2 * pause, longest)) {
    try {
      return await step();
    } catch (error) {
      if (!(foundNoDatabase(error) || wasNotAnswered(error)) || !patched('until-known')) throw error;
      await sleep(pause, { summary: 'Postgres is away' });
    }
  }
}
