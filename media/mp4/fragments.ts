/** A fragmented MP4 as it comes out of ffmpeg: a head, then fragments, each of which is a part of the live playlist. */
import { BoxReader, boxesIn } from './boxes.ts';
import { type Track, tracksOf } from './tracks.ts';

export type Head = { bytes: Buffer; tracks: Map<number, Track> };
export type Fragment = {
  bytes: Buffer;
  /** Seconds, of the picture where there is one. */
  duration: number;
  /** Begins with a key frame: a player may start here. */
  independent: boolean;
  video: boolean;
  audio: boolean;
};
export type Piece = { head: Head } | { fragment: Fragment };

export class FragmentReader {
  readonly #boxes = new BoxReader();
  #ftyp: Buffer = Buffer.alloc(0);
  #tracks = new Map<number, Track>();
  #moof: Buffer | undefined;

  /** @throws Error when what comes is no fragmented MP4. */
  *read(chunk: Buffer): Generator<Piece> {
    for (const { type, bytes } of this.#boxes.read(chunk)) {
      if (type === 'ftyp') this.#ftyp = bytes;
      else if (type === 'moov') {
        this.#tracks = tracksOf(bytes);
        yield { head: { bytes: Buffer.concat([this.#ftyp, bytes]), tracks: this.#tracks } };
      } else if (type === 'moof') this.#moof = bytes;
      else if (type === 'mdat' && this.#moof) {
        yield { fragment: { ...describe(this.#moof, this.#tracks), bytes: Buffer.concat([this.#moof, bytes]) } };
        this.#moof = undefined;
      }
    }
  }
}

type Run = { seconds: number; key: boolean; samples: number };

function describe(moof: Buffer, tracks: ReadonlyMap<number, Track>): Omit<Fragment, 'bytes'> {
  let video: Run | undefined;
  let audio: Run | undefined;
  for (const box of boxesIn(moof, 8, moof.length)) {
    if (box.type !== 'traf') continue;
    const { track, run } = readRun(moof, box.start, box.end, tracks);
    if (run.samples === 0) continue;
    if (track?.kind === 'video') video = run;
    if (track?.kind === 'audio') audio = run;
  }
  const onlySound = ![...tracks.values()].some(({ kind }) => kind === 'video');
  return {
    duration: (video ?? audio)?.seconds ?? 0,
    independent: video ? video.key : onlySound,
    video: video !== undefined,
    audio: audio !== undefined,
  };
}

/** Flags of the boxes tfhd and trun, and of a sample: ISO 14496-12, 8.8.7, 8.8.8 and 8.8.3. */
const has = (flags: number, flag: number): boolean => (flags & flag) !== 0;
const NOT_A_KEY_FRAME = 0x10000;

function readRun(
  moof: Buffer,
  from: number,
  to: number,
  tracks: ReadonlyMap<number, Track>,
): { track: Track | undefined; run: Run } {
  let track: Track | undefined;
  let eachDuration = 0;
  let eachFlags = 0;
  const run: Run = { seconds: 0, key: false, samples: 0 };
  for (const { type, start } of boxesIn(moof, from, to)) {
    const flags = moof.readUInt32BE(start) & 0xffffff;
    if (type === 'tfhd') {
      track = tracks.get(moof.readUInt32BE(start + 4));
      let at = start + 8;
      if (has(flags, 0x1)) at += 8;
      if (has(flags, 0x2)) at += 4;
      if (has(flags, 0x8)) eachDuration = moof.readUInt32BE(at);
      if (has(flags, 0x8)) at += 4;
      if (has(flags, 0x10)) at += 4;
      if (has(flags, 0x20)) eachFlags = moof.readUInt32BE(at);
    }
    if (type !== 'trun') continue;
    const samples = moof.readUInt32BE(start + 4);
    let at = start + 8 + (has(flags, 0x1) ? 4 : 0);
    let firstFlags = eachFlags;
    if (has(flags, 0x4)) firstFlags = moof.readUInt32BE(at);
    if (has(flags, 0x4)) at += 4;
    let units = 0;
    for (let sample = 0; sample < samples; sample += 1) {
      units += has(flags, 0x100) ? moof.readUInt32BE(at) : eachDuration;
      at += (has(flags, 0x100) ? 4 : 0) + (has(flags, 0x200) ? 4 : 0);
      if (sample === 0 && has(flags, 0x400) && !has(flags, 0x4)) firstFlags = moof.readUInt32BE(at);
      at += (has(flags, 0x400) ? 4 : 0) + (has(flags, 0x800) ? 4 : 0);
    }
    if (run.samples === 0) run.key = !has(firstFlags, NOT_A_KEY_FRAME);
    run.samples += samples;
    run.seconds += units / (track?.timescale ?? 1);
  }
  return { track, run };
}
