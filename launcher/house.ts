/** All that runs, and the order in which it goes: who takes requests first, who keeps data last. */
import type { Running } from './child.ts';
import { errorsAfter } from './log-errors.ts';
import { sizeOf } from './log-file.ts';
import { type Part, type Supervised, supervise } from './supervise.ts';
import type { Words } from './words.ts';

/** From the first to stop to the last. */
const order = ['server', 'media', 'worker', 'sandbox', 'temporal', 'postgres'] as const;
export type PartName = (typeof order)[number];

export interface HousePart<R extends Running> extends Part<R> {
  readonly name: PartName;
  readonly logFile: string;
}

/** A part did not come up. */
export class StartError extends Error {
  override name = 'StartError';
  /** What its log calls an error, if anything. */
  readonly errors: readonly string[];
  readonly logFile: string;

  constructor({ name, logFile }: { name: PartName; logFile: string }, logStart: number, cause: unknown) {
    super(`${name}: ${(cause as Error).message}`, { cause });
    this.errors = errorsAfter(logFile, 20, logStart);
    this.logFile = logFile;
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
  /** Where each part's log is, and where the last start began in it. */
  const logs = new Map<string, { file: string; from: number }>();
  const starting = new Set<Promise<unknown>>();
  let closing = false;
  const events = {
    died(part: string, { pause, often, reason }: { pause: number; often: boolean; reason: string | undefined }) {
      say(words.died(part, pause, reason));
      const log = logs.get(part);
      if (often && log) say(words.diesOften(part, log.file, errorsAfter(log.file, 5, log.from)));
    },
    back: (part: string) => say(words.back(part)),
  };
  return {
    async open(part) {
      if (closing) throw new Error('Nothing starts any more: everything is being stopped.');
      const noted = {
        ...part,
        start() {
          logs.set(part.name, { file: part.logFile, from: sizeOf(part.logFile) });
          return part.start();
        },
      };
      const start = noted.start();
      starting.add(start);
      try {
        const running = await start;
        open.set(part.name, supervise(noted, running, events));
        return running;
      } catch (error) {
        throw new StartError(part, logs.get(part.name)?.from ?? 0, error);
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
