/** What one server has taken from the viewers of a show, on its way to the show's process: one batch at a time, again and again as it is until it is accepted. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchLine, MinuteFigures, OpenBatch, WatchedFigures } from '../../commands/audience/audience.ts';

export type OutboxOptions = {
  hub: string;
  accept: (batch: OpenBatch) => Promise<{ seq: number; refused: string[] }>;
  figures: (all: boolean) => { minutes: MinuteFigures[]; watched: WatchedFigures[] };
  viewers: () => number;
  settled: (lines: readonly BatchLine[], answer: { seq: number; refused: string[] }) => void;
  report: (error: unknown) => void;
  now?: () => number;
};

/** Lines wait for at most as long as a batch is under way, figures so long, ms. */
const figuresWait = 5000;
const mostLines = 200;
/** Lines that nobody has accepted: beyond it new ones are refused, or a long outage would fill the memory. */
const mostWaiting = 5000;

let batches = 0;

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #now: () => number;
  #lines: BatchLine[] = [];
  #sending: Promise<void> | undefined;
  #figuresAt: number;
  #closing = false;
  #underWay = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#figuresAt = this.#now();
  }

  get full(): boolean {
    return this.#lines.length >= mostWaiting;
  }

  /** Lines that nobody has accepted yet. */
  get waiting(): number {
    return this.#lines.length + this.#underWay;
  }

  get idle(): boolean {
    return this.#sending === undefined && this.#lines.length === 0;
  }

  add(line: BatchLine): void {
    this.#lines.push(line);
  }

  /** Called a few times a second. @param all what was counted of people goes too */
  tick({ all = false } = {}): void {
    if (this.#sending) return;
    const due = all || this.#now() - this.#figuresAt >= figuresWait;
    if (this.#lines.length === 0 && !due) return;
    const { minutes, watched } = due ? this.#options.figures(all) : { minutes: [], watched: [] };
    if (due) this.#figuresAt = this.#now();
    const lines = this.#lines.splice(0, mostLines);
    if (lines.length + minutes.length + watched.length === 0) return;
    batches += 1;
    const { hub } = this.#options;
    const batch = { id: `${hub}:${batches}`, hub, lines, minutes, watched, viewers: this.#options.viewers() };
    this.#underWay = lines.length;
    this.#sending = this.#send(batch).finally(() => {
      this.#sending = undefined;
      this.#underWay = 0;
      if (this.#lines.length > 0) this.tick();
    });
  }

  /** Hands over what is left. @param patience ms; what is not accepted by then was never acknowledged to anybody */
  async close(patience: number): Promise<void> {
    const until = this.#now() + patience;
    while (this.#now() < until) {
      if (!this.#sending) this.tick({ all: true });
      if (!this.#sending) return;
      await Promise.race([this.#sending, sleep(Math.max(1, until - this.#now()), undefined, { ref: false })]);
    }
    this.#closing = true;
  }

  async #send(batch: OpenBatch): Promise<void> {
    for (let pause = 200, told = false; !this.#closing; pause = Math.min(2 * pause, 2000)) {
      try {
        this.#options.settled(batch.lines, await this.#options.accept(batch));
        return;
      } catch (error) {
        if (!told) this.#options.report(error);
        told = true;
        await sleep(pause, undefined, { ref: false });
      }
    }
  }
}
