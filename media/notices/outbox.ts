/** Notices on their way to the API: kept on the disk until it has taken them, asked again ever more patiently, given up after a day. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { noticeSignatureHeader, signNotice } from '../../domain/signed-notice.ts';
import type { MediaNotice } from '../../providers/media/port.ts';
import { readJson, writeJson } from '../durable-file.ts';

/** Leaves out what the outbox adds; of each kind by itself. */
export type News = MediaNotice extends infer Notice ? (Notice extends MediaNotice ? Omit<Notice, 'id' | 'at'> : never) : never;
export type OutboxOptions = {
  folder: string;
  url: string;
  secret: string;
  report: (what: string, details: Record<string, unknown>) => void;
  /** Milliseconds before it is asked again, at first. @default 500 */
  firstPause?: number;
};

const LONGEST_PAUSE = 60_000;
const DAY = 24 * 3_600_000;
const PATIENCE = 10_000;
/** Beyond it nobody listens: the oldest are worth more than news of the same kind. */
const MOST = 5000;

type Queued = { notice: MediaNotice; file: string; kept: Promise<void> };

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #stop = new AbortController();
  /** One behind the other for each channel: its news arrives in order. */
  readonly #queues = new Map<string, Queued[]>();
  readonly #sending = new Set<Promise<void>>();
  #waiting = 0;
  #count = 0;
  delivered = 0;
  givenUp = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Takes up what an earlier process has left. */
  async open(): Promise<void> {
    const { folder } = this.#options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of (await readdir(folder)).filter((one) => one.endsWith('.json')).sort()) {
      const notice = await readJson<MediaNotice>(join(folder, name));
      if (notice) this.#enqueue({ notice, file: join(folder, name), kept: Promise.resolve() });
    }
  }

  /** Settles when it is kept; it is sent by and by. */
  async tell(news: News): Promise<void> {
    if (this.#waiting >= MOST) return this.#options.report('notice dropped', { kind: news.kind, channelId: news.channelId });
    const notice = { ...news, id: randomUUID(), at: new Date().toISOString() } as MediaNotice;
    // Names tell the order, also of those of one moment.
    this.#count += 1;
    const name = `${Date.now()}-${String(this.#count).padStart(9, '0')}.json`;
    const file = join(this.#options.folder, name);
    // In line before it is on the disk: the order is that of the calls.
    const kept = writeJson(file, notice);
    this.#enqueue({ notice, file, kept });
    await kept;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#sending);
  }

  #enqueue(queued: Queued): void {
    this.#waiting += 1;
    const { channelId } = queued.notice;
    const queue = this.#queues.get(channelId);
    if (queue) return void queue.push(queued);
    this.#queues.set(channelId, [queued]);
    const sending = this.#sendAll(channelId).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  async #sendAll(channelId: string): Promise<void> {
    const queue = this.#queues.get(channelId)!;
    for (let first = queue[0]; first; first = queue[0]) {
      const { notice, file, kept } = first;
      await kept.catch(({ message }: Error) => this.#options.report('notice not kept', { message }));
      if (!(await this.#sendUntilTaken(notice))) return;
      await rm(file, { force: true });
      queue.shift();
      this.#waiting -= 1;
    }
    this.#queues.delete(channelId);
  }

  /** @returns false when we stop before it is taken. */
  async #sendUntilTaken(notice: MediaNotice): Promise<boolean> {
    const { report, firstPause = 500 } = this.#options;
    for (let pause = firstPause; !this.#stop.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const answer = await this.#send(notice);
      const details = { kind: notice.kind, channelId: notice.channelId, notice: notice.id, answer };
      if (typeof answer === 'number' && answer >= 200 && answer < 300) {
        this.delivered += 1;
        return true;
      }
      if (Date.now() - Date.parse(notice.at) > DAY) {
        this.givenUp += 1;
        report('notice given up', details);
        return true;
      }
      // 409: the show's row is not there yet.
      if (answer !== 409) report('notice not taken', details);
      await sleep(pause, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
    return false;
  }

  async #send(notice: MediaNotice): Promise<number | string> {
    const { url, secret } = this.#options;
    const body = Buffer.from(JSON.stringify(notice));
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [noticeSignatureHeader]: signNotice(secret, body) },
        body,
        redirect: 'error',
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(PATIENCE)]),
      });
      await response.body?.cancel();
      return response.status;
    } catch (error) {
      return (error as Error).message;
    }
  }
}
