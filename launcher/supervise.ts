/** Keeps a part alive: when it dies without being asked to, it is started again, ever more patiently. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Running } from './child.ts';

export interface Part<R extends Running = Running> {
  readonly name: string;
  start(): Promise<R>;
}

export interface Supervised {
  stop(): Promise<void>;
}

export interface SupervisionEvents {
  /** It died; it starts again after `pause` ms. `often`: for the third time within a minute, or more. */
  died(part: string, details: { pause: number; often: boolean; reason: string | undefined }): void;
  back(part: string): void;
}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 15_000;
const MINUTE = 60_000;

/** @param running what `part.start` gave the first time */
export function supervise(part: Part, running: Running, events: SupervisionEvents): Supervised {
  const asked = new AbortController();
  let current: Running | undefined = running;
  const over = watch();
  return {
    async stop() {
      asked.abort();
      await current?.stop();
      await over;
    },
  };

  async function watch(): Promise<void> {
    let deaths: number[] = [];
    let reason: string | undefined;
    for (;;) {
      await current?.exited;
      current = undefined;
      if (asked.signal.aborted) return;
      deaths = [...deaths.filter((time) => time > Date.now() - MINUTE), Date.now()];
      const pause = Math.min(FIRST_PAUSE * 2 ** (deaths.length - 1), LONGEST_PAUSE);
      events.died(part.name, { pause, often: deaths.length >= 3, reason });
      await sleep(pause, undefined, { signal: asked.signal }).catch(() => undefined);
      if (asked.signal.aborted) return;
      try {
        current = await part.start();
        reason = undefined;
        // Asked to stop while it was starting: nobody else knows of this process yet.
        if (asked.signal.aborted) return await current.stop();
        events.back(part.name);
      } catch (error) {
        reason = (error as Error).message;
      }
    }
  }
}
