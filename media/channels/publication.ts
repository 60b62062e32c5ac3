/** One publisher and the ffmpeg behind it, which is started again when it dies or hangs. */
import { type Remux, type RemuxEvents, type RemuxSource, startRemux } from '../ingest/remux.ts';

export type Publisher = {
  readonly by: 'rtmp' | 'whip';
  readonly source: RemuxSource;
  /** Bytes so far. */
  received(): number;
  /** From now on what it sends goes there. */
  feed(remux: Remux): void;
  /** Ends the connection. */
  cut(): void;
};
export type PublicationEvents = Pick<RemuxEvents, 'head' | 'fragment'> & { problem(words: string): void };

/** Milliseconds. */
const HANGS_AFTER = 3000;
/** It must find out first what comes, and wait for a key frame. */
const STARTS_WITHIN = 20_000;
const AGAIN_AFTER = 500;
const LAST_WORDS = 2000;

export class Publication {
  readonly publisher: Publisher;
  readonly since = new Date();
  readonly #ffmpeg: string;
  readonly #events: PublicationEvents;
  #remux: Remux | undefined;
  /** The publisher has left. */
  #over = false;
  /** What still comes out of its ffmpeg counts for nothing. */
  #dead = false;
  /** When the last fragment came; undefined before the first one of this ffmpeg. */
  #lastFragment: number | undefined;
  #started = Date.now();
  #receivedThen = 0;
  #lastReceived = Date.now();

  constructor(ffmpeg: string, publisher: Publisher, events: PublicationEvents) {
    this.#ffmpeg = ffmpeg;
    this.publisher = publisher;
    this.#events = events;
    this.#start();
  }

  /** Milliseconds since anything came from the publisher. */
  quietFor(now = Date.now()): number {
    const received = this.publisher.received();
    if (received !== this.#receivedThen) {
      this.#receivedThen = received;
      this.#lastReceived = now;
    }
    return now - this.#lastReceived;
  }

  /** To be called every now and then: an ffmpeg that takes and gives nothing is ended, and started again. */
  watch(now = Date.now()): void {
    const silent =
      this.#lastFragment === undefined ? now - this.#started > STARTS_WITHIN : now - this.#lastFragment > HANGS_AFTER;
    if (!silent || this.quietFor(now) > HANGS_AFTER / 2 || !this.#remux) return;
    this.#events.problem('ffmpeg gives no picture');
    this.#lastFragment = undefined;
    this.#started = now;
    this.#remux.kill();
  }

  /** What ffmpeg has taken comes out yet. */
  end(): void {
    this.#over = true;
    const remux = this.#remux;
    remux?.input.end();
    if (remux) setTimeout(() => remux.kill(), LAST_WORDS).unref();
  }

  /** Nothing comes any more, at once. */
  kill(): void {
    this.#over = true;
    this.#dead = true;
    this.#remux?.kill();
    this.#remux = undefined;
  }

  #start(): void {
    if (this.#over) return;
    this.#lastFragment = undefined;
    this.#started = Date.now();
    const remux = startRemux(this.#ffmpeg, this.publisher.source, {
      head: (head) => !this.#dead && this.#events.head(head),
      fragment: (fragment) => {
        this.#lastFragment = Date.now();
        if (!this.#dead) this.#events.fragment(fragment);
      },
      end: (problem) => {
        if (problem && !this.#over) this.#events.problem(problem);
        if (!this.#over) setTimeout(() => this.#start(), AGAIN_AFTER).unref();
      },
    });
    this.#remux = remux;
    this.publisher.feed(remux);
  }
}
