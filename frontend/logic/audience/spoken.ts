/** What a screen reader is told of the chat: a few lines in their words, of a flood only the number. */
import type { Line } from '../../audience/types.ts';

/** Not oftener than this, ms. */
export const breath = 4000;
const few = 2;

export type Spoken = { lines: Line[] } | { count: number };

export function createSpoken() {
  let heard: Line[] = [];
  let at = Number.NEGATIVE_INFINITY;
  return {
    hear(lines: readonly Line[]): void {
      heard.push(...lines);
    },
    /** Something to say now, once. */
    take(now: number): Spoken | undefined {
      if (heard.length === 0 || now - at < breath) return undefined;
      at = now;
      const all = heard;
      heard = [];
      return all.length <= few ? { lines: all } : { count: all.length };
    },
  };
}
