/** What the organiser's lights show: measured on the last seconds of the picture. */
import type { Fragment, Head } from '../mp4/fragments.ts';
import { PART_TARGET } from './live-playlist.ts';

export type Figures = {
  video: boolean;
  audio: boolean;
  /** Bits a second; null at first. */
  bitrate: number | null;
  /** Seconds between key frames; null before the second one. */
  keyframes: number | null;
  width: number | null;
  height: number | null;
};
type Sample = { at: number; bytes: number; seconds: number; video: boolean; audio: boolean };

/** Milliseconds that are looked at. */
const SPAN = 5000;
/** Seconds. */
const OVERDUE = 2;

export class Meter {
  #samples: Sample[] = [];
  #size: { width: number; height: number } | undefined;
  /** Seconds of picture since the last key frame; undefined before the first. */
  #sinceKey: number | undefined;
  #interval: number | null = null;
  #first = true;

  begin({ tracks }: Head): void {
    this.#size = [...tracks.values()].find(({ kind }) => kind === 'video');
    this.#sinceKey = undefined;
    this.#interval = null;
    this.#first = true;
    this.#samples = [];
  }

  add({ bytes, duration, independent, video, audio }: Fragment, now: number): void {
    this.#samples = [
      ...this.#samples.filter(({ at }) => at > now - SPAN),
      { at: now, bytes: bytes.length, seconds: duration, video, audio },
    ];
    // ffmpeg's first piece is longer than the time that it shows.
    const isLongFirst = this.#first && duration > PART_TARGET;
    if (video) this.#first = false;
    if (video && independent && !isLongFirst) {
      if (this.#sinceKey !== undefined) this.#interval = this.#sinceKey;
      this.#sinceKey = 0;
    }
    if (video && this.#sinceKey !== undefined) this.#sinceKey += duration;
  }

  read(): Figures {
    const seconds = this.#samples.reduce((sum, sample) => sum + sample.seconds, 0);
    const bytes = this.#samples.reduce((sum, sample) => sum + sample.bytes, 0);
    // A key frame that is long overdue counts as it is now.
    const since = this.#sinceKey ?? 0;
    const interval = this.#interval === null && since < OVERDUE ? null : Math.max(this.#interval ?? 0, since);
    return {
      video: this.#samples.some(({ video }) => video),
      audio: this.#samples.some(({ audio }) => audio),
      bitrate: seconds > 0 ? Math.round((bytes * 8) / seconds) : null,
      keyframes: interval === null ? null : Math.round(interval * 100) / 100,
      width: this.#size?.width ?? null,
      height: this.#size?.height ?? null,
    };
  }
}
