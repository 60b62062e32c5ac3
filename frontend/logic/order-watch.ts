/** Looks at something again and again: at a pace the answer sets, never while nobody watches, gentler after failures. */
export type WatchClock = {
  now: () => number;
  /** Returns what takes the call back. */
  after: (milliseconds: number, run: () => void) => () => void;
};

export type Watch = { start: () => void; stop: () => void; pause: () => void; resume: () => void; lookNow: () => void };

export const realClock: WatchClock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

type Options<T> = {
  look: () => Promise<T>;
  seen: (value: T) => void;
  failed: (problem: unknown) => void;
  /** Milliseconds until the next look; `watched` counts from the start or the last `lookNow`. */
  pace: (value: T, watched: number) => number;
  /** Milliseconds the house asked us to wait, when it did. */
  askedToWait?: (problem: unknown) => number | undefined;
  clock?: WatchClock;
};

const firstBackoff = 2000;
const longestBackoff = 30_000;

export function createWatch<T>({ look, seen, failed, pace, askedToWait, clock = realClock }: Options<T>): Watch {
  let running = false;
  let paused = false;
  let looking = false;
  let again = false;
  let failures = 0;
  let since = clock.now();
  let cancelTimer: (() => void) | undefined;

  const plan = (milliseconds: number): void => {
    cancelTimer?.();
    cancelTimer = running && !paused ? clock.after(milliseconds, () => void once()) : undefined;
  };

  async function once(): Promise<void> {
    if (!running || paused) return;
    if (looking) {
      again = true; // one at a time; who asks meanwhile gets the look after this one
      return;
    }
    cancelTimer?.();
    looking = true;
    let wait: number;
    try {
      const value = await look();
      failures = 0;
      if (running) seen(value);
      wait = pace(value, clock.now() - since);
    } catch (problem) {
      wait = Math.max(askedToWait?.(problem) ?? 0, Math.min(longestBackoff, firstBackoff * 2 ** failures++));
      if (running) failed(problem);
    }
    looking = false;
    plan(again ? 0 : wait);
    again = false;
  }

  return {
    start() {
      running = true;
      since = clock.now();
      void once();
    },
    stop() {
      running = false;
      cancelTimer?.();
    },
    pause() {
      paused = true;
      cancelTimer?.();
    },
    resume() {
      if (!paused) return;
      paused = false;
      if (running) void once();
    },
    lookNow() {
      since = clock.now();
      failures = 0;
      if (running) void once();
    },
  };
}
