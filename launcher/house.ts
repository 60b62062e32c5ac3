/** All that runs, and the order in which it goes: who takes requests first, who keeps data last. */
import type { Running } from './child.ts';
import { lastLines, sizeOf } from './log-file.ts';
import { type Part, type Supervised, supervise } from './supervise.ts';
import type { Words } from './words.ts';

/** From the first to stop to the last. */
const order = ['server', 'worker', 'sandbox', 'temporal', 'postgres'] as const;
export type PartName = (typeof order)[number];

export interface HousePart<R extends Running> extends Part<R> {
  readonly name: PartName;
  readonly logFile: string;
}

/** A part did not come up; its last words say why. */
export class StartError extends Error {
  override name = 'StartError';
  readonly lastLines: readonly string[];

  constructor({ name, logFile }: { name: PartName; logFile: string }, logStart: number, cause: unknown) {
    super(`${name}: ${(cause as Error).message}`, { cause });
    this.lastLines = lastLines(logFile, 20, logStart);
  }
}

export interface House {
  /** Starts a part and keeps it alive from then on. @throws StartError */
  open<R extends Running>(part: HousePart<R>): Promise<R>;
  /** One after the other, each in its own time; nothing of them runs afterwards. */
  drain(): Promise<void>;
}

export function createHouse({ say, words }: { say: (line: string) => void; words: Words }): House {
  const open = new Map<PartName, Supervised>();
  const logs = new Map<string, string>();
  const starting = new Set<Promise<unknown>>();
  let closing = false;
  const events = {
    died(part: string, { pause, often, reason }: { pause: number; often: boolean; reason: string | undefined }) {
      const log = logs.get(part) ?? '';
      say(words.died(part, pause, reason));
      if (often) say(words.diesOften(part, log, lastLines(log, 5)));
    },
    back: (part: string) => say(words.back(part)),
  };
  return {
    async open(part) {
      if (closing) throw new Error('Nothing starts any more: everything is being stopped.');
      logs.set(part.name, part.logFile);
      const logStart = sizeOf(part.logFile);
      const start = part.start();
      starting.add(start);
      try {
        const running = await start;
        open.set(part.name, supervise(part, running, events));
        return running;
      } catch (error) {
        throw new StartError(part, logStart, error);
      } finally {
        starting.delete(start);
      }
    },
    async drain() {
      closing = true;
      // Whoever is on the way up must be up before it can be stopped.
      await Promise.allSettled(starting);
      for (const name of order) await open.get(name)?.stop();
      open.clear();
    },
  };
}
