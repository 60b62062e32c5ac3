/** One queue for the whole run: the longest first, as many at once as there are processors for; then, each alone, what bears no company. */
import { availableParallelism } from 'node:os';
import type { Load } from './load.ts';

export interface Job {
  readonly load: Load;
  /** It waits for this, and lets others go first meanwhile. */
  readonly after?: Promise<unknown> | undefined;
  work(): Promise<void>;
}

const PROCESSORS = Math.min(4, Math.max(2, availableParallelism()));
/** A half more than there are, since whoever has a whole one sometimes waits too. */
const ROOM = PROCESSORS + 0.5;
/** Whoever hardly works needs memory all the same. */
const MOST = PROCESSORS * 3;

export async function runQueue(jobs: readonly Job[], room = ROOM, most = MOST): Promise<void> {
  const longestFirst = jobs.toSorted((a, b) => b.load.seconds - a.load.seconds);
  await together(
    longestFirst.filter(({ load }) => !load.alone),
    room,
    most,
  );
  for (const { after, work } of longestFirst.filter(({ load }) => load.alone)) {
    await after;
    await work();
  }
}

async function together(waiting: Job[], room: number, most: number): Promise<void> {
  const ready = new Set(waiting.filter(({ after }) => after === undefined));
  const running = new Set<Promise<void>>();
  let changed = Promise.withResolvers<void>();
  for (const job of waiting)
    job.after?.then(() => {
      ready.add(job);
      changed.resolve();
    });
  let taken = 0;
  while (waiting.length > 0 || running.size > 0) {
    const fits = (job: Job) => ready.has(job) && (running.size === 0 || taken + job.load.share <= room);
    const next = running.size < most ? waiting.findIndex(fits) : -1;
    if (next < 0) {
      await Promise.race([changed.promise, ...running]);
      changed = Promise.withResolvers();
      continue;
    }
    const [job] = waiting.splice(next, 1) as [Job];
    taken += job.load.share;
    const run = job.work().finally(() => {
      taken -= job.load.share;
      running.delete(run);
    });
    running.add(run);
  }
}
