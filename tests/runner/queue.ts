/** One queue for the whole run: the longest first, as many at once as there are processors for; then, each alone, what bears no company. */
import { availableParallelism } from 'node:os';
import type { Load } from './load.ts';

export interface Job {
  readonly load: Load;
  /** It waits for this, and lets others go first meanwhile. */
  readonly after?: Promise<unknown> | undefined;
  work(): Promise<void>;
}

/** Two even on one processor; a half more, since whoever has a whole one sometimes waits too; and no more than memory holds. */
const ROOM = Math.min(4, Math.max(2, availableParallelism())) + 0.5;

export async function runQueue(jobs: readonly Job[], room = ROOM): Promise<void> {
  const longestFirst = jobs.toSorted((a, b) => b.load.seconds - a.load.seconds);
  await together(
    longestFirst.filter(({ load }) => !load.alone),
    room,
  );
  for (const { after, work } of longestFirst.filter(({ load }) => load.alone)) {
    await after;
    await work();
  }
}

async function together(waiting: Job[], room: number): Promise<void> {
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
    const next = waiting.findIndex((job) => ready.has(job) && taken + job.load.share <= room);
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
