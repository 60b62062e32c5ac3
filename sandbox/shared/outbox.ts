/** What is on its way to the product: events and updates, kept in the state until they are taken, one lane after another. */
import { randomUUID } from 'node:crypto';
import type { Faults } from './faults.ts';

export type Envelope<T> = {
  id: string;
  /** Event type or update kind, which faults can name. */
  kind: string;
  /** Envelopes of one lane go one at a time. */
  lane: string;
  body: T;
  attempts: number;
  /** Not before this time, in milliseconds since 1970. */
  notBefore?: number;
  /** Waits until a later one has passed. */
  held?: true;
};

export type OutboxOptions<T> = {
  /** The state's own list, so that it survives a restart. */
  items: Envelope<T>[];
  faults: Faults;
  target: 'stripe-webhook' | 'yookassa-webhook' | 'telegram-updates' | 'ivs-events' | 'mediamtx-notices';
  changed(): void;
  /** Called once an envelope may be seen, in order; gives Telegram's update ids. */
  release?(envelope: Envelope<T>): void;
  /** Delivers, or throws; absent or false from `pushes`: somebody fetches instead. */
  push(envelope: Envelope<T>): Promise<void>;
  pushes(): boolean;
  /** A failed envelope keeps its lane waiting (Telegram) or lets others pass (Stripe). */
  strict: boolean;
  gapsMs: readonly number[];
};

const MOST_AT_ONCE = 20;
export const DEFAULT_GAPS_MS: readonly number[] = [500, 1000, 2000, 5000, 10_000, 30_000, 60_000];

export class Outbox<T> {
  readonly #options: OutboxOptions<T>;
  readonly #flying = new Set<string>();
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: OutboxOptions<T>) {
    this.#options = options;
  }

  post(kind: string, lane: string, body: T): void {
    const { faults, target, items } = this.#options;
    const fault = faults.take(target, [kind], ['drop', 'delay', 'reorder', 'duplicate']);
    if (fault?.mode === 'drop') return;
    const envelope: Envelope<T> = { id: randomUUID(), kind, lane, body, attempts: 0 };
    if (fault?.mode === 'delay') envelope.notBefore = Date.now() + fault.ms;
    if (fault?.mode === 'reorder') envelope.held = true;
    items.push(envelope);
    if (fault?.mode === 'duplicate') items.push({ ...envelope, id: randomUUID() });
    if (envelope.held === undefined) this.#letPass(lane);
    this.wake();
  }

  /** Those that may be taken now, oldest first. */
  ready(): Envelope<T>[] {
    const now = Date.now();
    const ready = this.#options.items.filter((item) => item.held === undefined && (item.notBefore ?? 0) <= now);
    for (const envelope of ready) this.#options.release?.(envelope);
    return ready;
  }

  remove(taken: (envelope: Envelope<T>) => boolean): void {
    const { items } = this.#options;
    const left = items.filter((item) => !taken(item));
    if (left.length === items.length) return;
    items.splice(0, items.length, ...left);
    this.#options.changed();
  }

  /** Resolves when something may have become ready, or after `ms`. */
  change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
    });
  }

  /** Forgets the pauses after failures: the address they failed at has changed. */
  hurry(): void {
    for (const item of this.#options.items) if (item.attempts > 0) delete item.notBefore;
    this.wake();
  }

  wake(): void {
    if (this.#closed) return;
    this.#options.changed();
    for (const done of [...this.#waiting]) done();
    if (this.#options.pushes()) this.#pushReady();
    this.#setTimer();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const done of [...this.#waiting]) done();
  }

  /** Puts the held ones behind the one that just came, in its lane, so that it really is first. */
  #letPass(lane: string): void {
    const { items } = this.#options;
    const held = items.filter((item) => item.held);
    if (held.length === 0) return;
    items.splice(0, items.length, ...items.filter((item) => !item.held), ...held);
    for (const item of held) {
      delete item.held;
      item.lane = lane;
    }
  }

  #pushReady(): void {
    const { items, strict } = this.#options;
    const ready = new Set(this.ready());
    const blocked = new Set<string>();
    for (const envelope of [...items]) {
      if (this.#flying.size >= MOST_AT_ONCE) return;
      if (blocked.has(envelope.lane) || this.#flying.has(envelope.lane)) continue;
      if (ready.has(envelope)) void this.#push(envelope);
      else if (strict && envelope.attempts > 0) blocked.add(envelope.lane);
    }
  }

  async #push(envelope: Envelope<T>): Promise<void> {
    const { faults, target, gapsMs, push } = this.#options;
    this.#flying.add(envelope.lane);
    try {
      if (faults.take(target, [envelope.kind], ['error'])) throw new Error('lost on the way, as ordered');
      await push(envelope);
      this.remove((item) => item.id === envelope.id);
    } catch {
      const gap = gapsMs[Math.min(envelope.attempts, gapsMs.length - 1)] ?? 1000;
      if (this.#options.pushes()) envelope.notBefore = Date.now() + gap;
      envelope.attempts += 1;
    } finally {
      this.#flying.delete(envelope.lane);
      this.wake();
    }
  }

  #setTimer(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    const times = this.#options.items.flatMap((item) => ((item.notBefore ?? 0) > now ? [item.notBefore ?? 0] : []));
    if (times.length === 0) return;
    const next = times.reduce((least, time) => Math.min(least, time));
    this.#timer = setTimeout(() => this.wake(), Math.min(next - now + 1, 2 ** 30));
  }
}
