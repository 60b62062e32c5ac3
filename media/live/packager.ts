/** The live picture of one channel, cut into segments and parts, for as far back as one may rewind. It outlives its publishers. */
import type { Fragment } from '../mp4/fragments.ts';
import { livePlaylist, PART_TARGET } from './live-playlist.ts';
import { close, type Part, type Segment, sizeOf } from './segment.ts';
import { Waiting } from './waiting.ts';

export type View = 'viewer' | 'preview';
export type PackagerOptions = {
  /** Number of the first segment. */
  firstNumber: number;
  /** Told when a segment is complete. */
  onSegment?: (segment: Segment, head: Buffer) => void;
  /** Seconds that one may rewind. @default 120 */
  window?: number;
  /** Bytes that the window may hold. @default 128 MB */
  most?: number;
};

/** A key frame a little early still begins a segment: publishers count frames, not seconds. */
const SHORTEST = 0.95;

export class Packager {
  #segments: Segment[] = [];
  readonly #heads = new Map<number, Buffer>();
  readonly #waiting = new Waiting();
  readonly #options: Required<Omit<PackagerOptions, 'onSegment'>> & Pick<PackagerOptions, 'onSegment'>;
  #next: number;
  #epoch: number | undefined;
  #ended = false;
  /** Nothing of this publisher has been taken yet. */
  #fresh = false;
  /** Viewers see what began after it. */
  #onAirFrom = Number.POSITIVE_INFINITY;
  #bytes = 0;
  readonly #texts = new Map<View, Buffer>();

  constructor(options: PackagerOptions) {
    this.#options = { window: 120, most: 128 * 2 ** 20, ...options };
    this.#next = options.firstNumber;
  }

  get ended(): boolean {
    return this.#ended;
  }
  /** Requests that are held. */
  get held(): number {
    return this.#waiting.size;
  }
  get bytes(): number {
    return this.#bytes;
  }

  /** Another publisher, or the same anew: what comes now belongs to this head. */
  begin(epoch: number, head: Buffer): void {
    this.closeSegment();
    this.#epoch = epoch;
    this.#heads.set(epoch, head);
    this.#fresh = true;
    this.#ended = false;
  }

  /** What comes before the first key frame is left out: nobody could show it. */
  add({ bytes, duration, independent }: Fragment): void {
    if (this.#epoch === undefined || this.#ended) return;
    if (this.#isLongFirst(duration, independent)) return;
    const current = this.#current();
    if (independent && (!current || current.duration >= SHORTEST)) {
      this.closeSegment();
      this.#open(duration);
    }
    const open = this.#current();
    if (!open) return;
    open.parts.push({ bytes, duration, independent });
    open.duration += duration;
    this.#bytes += bytes.length;
    this.#changed();
  }

  /** ffmpeg's first piece holds all that it waited for, and is longer than a part may be: the next key frame begins the picture. */
  #isLongFirst(duration: number, independent: boolean): boolean {
    if (!this.#fresh || !independent) return false;
    this.#fresh = false;
    return duration > PART_TARGET;
  }

  /** The next picture begins a new segment. */
  closeSegment(): void {
    const current = this.#current();
    if (!current) return;
    close(current);
    this.#options.onSegment?.(current, this.#heads.get(current.epoch)!);
    this.#changed();
  }

  /** From the next segment on; what is there already was for the organiser. */
  goOnAir(): void {
    this.closeSegment();
    this.#onAirFrom = this.#next;
    this.#changed();
  }

  goOffAir(): void {
    this.closeSegment();
    this.#onAirFrom = Number.POSITIVE_INFINITY;
    this.#changed();
  }

  isOnAir({ number }: Pick<Segment, 'number'>): boolean {
    return number >= this.#onAirFrom;
  }

  /** Nothing comes any more: players stop asking. */
  end(): void {
    this.closeSegment();
    this.#ended = true;
    this.#changed();
  }

  /** @returns undefined as long as there is nothing to play. */
  playlist(view: View): Buffer | undefined {
    const seen = this.#segments.filter((segment) => this.#shows(view, segment));
    if (seen.length === 0) return undefined;
    const known = this.#texts.get(view);
    if (known) return known;
    const text = Buffer.from(livePlaylist(seen, { ended: this.#ended, next: this.#next }));
    this.#texts.set(view, text);
    return text;
  }

  head(epoch: number): Buffer | undefined {
    return this.#heads.get(epoch);
  }

  segment(view: View, number: number): Buffer | undefined {
    return this.#find(view, number)?.whole;
  }

  part(view: View, number: number, part: number): Buffer | undefined {
    return this.#find(view, number)?.parts[part]?.bytes;
  }

  /** Waits until the playlist holds this part, or the whole segment. */
  async untilListed(view: View, number: number, part: number | undefined, patience: number): Promise<'tooFar' | undefined> {
    if (number > this.#next + 1) return 'tooFar';
    await this.#waiting.until(() => this.#ended || this.#isListed(view, number, part), patience);
    return undefined;
  }

  /** Waits for a part that was announced; one that its segment ended without never comes. */
  async untilPart(view: View, number: number, part: number, patience: number): Promise<Buffer | undefined> {
    const isDecided = () => this.#ended || this.part(view, number, part) !== undefined || this.#isListed(view, number, undefined);
    if (number <= this.#next) await this.#waiting.until(isDecided, patience);
    return this.part(view, number, part);
  }

  async untilPicture(view: View, patience: number): Promise<void> {
    await this.#waiting.until(() => this.#ended || this.#segments.some((segment) => this.#shows(view, segment)), patience);
  }

  #current(): Segment | undefined {
    const last = this.#segments.at(-1);
    return last && !last.whole ? last : undefined;
  }

  #open(duration: number): void {
    const startedAt = Date.now() - duration * 1000;
    this.#segments.push({ number: this.#next, epoch: this.#epoch!, parts: [], duration: 0, startedAt, whole: undefined });
    this.#next += 1;
    this.#forgetOld();
  }

  #forgetOld(): void {
    const { window, most } = this.#options;
    let seconds = this.#segments.reduce((sum, { duration }) => sum + duration, 0);
    while (this.#segments.length > 2 && (seconds > window || this.#bytes > most)) {
      const old = this.#segments.shift()!;
      seconds -= old.duration;
      this.#bytes -= sizeOf(old);
      const { epoch } = this.#segments[0]!;
      for (const known of this.#heads.keys()) if (known < epoch) this.#heads.delete(known);
    }
  }

  #shows(view: View, segment: Segment): boolean {
    return view === 'preview' || this.isOnAir(segment);
  }

  #find(view: View, number: number): (Segment & { parts: Part[] }) | undefined {
    const first = this.#segments[0];
    const found = first && this.#segments[number - first.number];
    return found && this.#shows(view, found) ? found : undefined;
  }

  #isListed(view: View, number: number, part: number | undefined): boolean {
    const last = this.#segments.at(-1);
    if (!last || !this.#shows(view, last)) return false;
    if (last.number !== number) return last.number > number;
    return last.whole !== undefined || (part !== undefined && last.parts.length > part);
  }

  #changed(): void {
    this.#texts.clear();
    this.#waiting.changed();
  }
}
