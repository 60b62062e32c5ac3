/** How often and how long a picture stood still, between two words to the house. */
import type { Beat } from '../../audience/types.ts';

/** ms between two beats */
export const beatEvery = 10_000;

/** Shorter is not noticed by anybody, ms. */
const noticed = 250;

/** `revivals`: how often it was loaded again. Bitrate in kbit/s. */
export type BeatSight = { at: number; playing: boolean; waiting: boolean; revivals: number; bitrate: number | null };

export function createStalls() {
  let started = false;
  let since: number | undefined;
  let counted = false;
  let [stalls, stalledMs, errors, revivals] = [0, 0, 0, 0];
  let seen: BeatSight | undefined;

  function rest(at: number): void {
    if (since === undefined || at - since < noticed) return;
    if (!counted) stalls += 1;
    counted = true;
    stalledMs += at - since;
    since = at;
  }
  return {
    look(sight: BeatSight): void {
      const { at, playing, waiting } = sight;
      errors += Math.max(0, sight.revivals - revivals);
      revivals = sight.revivals;
      seen = sight;
      rest(at);
      // Before the first picture it is loading; a pause is nobody's fault.
      const stalled = started && playing && waiting;
      if (playing && !waiting) started = true;
      if (!playing && !waiting) started = false;
      if (stalled && since === undefined) since = at;
      if (!stalled) {
        since = undefined;
        counted = false;
      }
    },
    /** What is new; it begins anew. */
    take(at: number): Beat {
      rest(at);
      const beat = {
        playing: (seen?.playing ?? false) && !(seen?.waiting ?? true),
        ...{ stalls: Math.min(stalls, 100), stalledMs: Math.min(Math.round(stalledMs), 120_000), errors: Math.min(errors, 100) },
        bitrate: seen?.bitrate == null ? null : Math.min(100_000, Math.max(0, Math.round(seen.bitrate))),
      };
      [stalls, stalledMs, errors] = [0, 0, 0];
      return beat;
    },
  };
}
