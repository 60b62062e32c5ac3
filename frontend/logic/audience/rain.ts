/** What floats up over the picture: few at a time, however many come. */
import { type Reaction, type ReactionCounts, reactions } from '../../audience/types.ts';

/** In the air at once. */
export const mostInAir = 24;
/** Of one word of the house. */
const mostAtOnce = 10;
/** ms from the bottom to the top. */
export const flight = 2600;

/** `left`: percent of the width; `sway` and `size` from 0 to 1; `late` ms. */
export type Drop = { id: number; kind: Reaction; left: number; sway: number; size: number; late: number; until: number };

export function createRain(random: () => number = Math.random) {
  let air: Drop[] = [];
  let id = 0;
  const one = (kind: Reaction, late: number, now: number): Drop => {
    id += 1;
    return { id, kind, late, left: 4 + random() * 92, sway: random(), size: random(), until: now + late + flight };
  };
  return {
    /** @returns all that are in the air now */
    fall(counts: ReactionCounts, now: number): Drop[] {
      air = air.filter(({ until }) => until > now);
      const room = Math.min(mostAtOnce, mostInAir - air.length);
      const all = reactions.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
      if (all === 0 || room <= 0) return air;
      const share = Math.min(1, room / all);
      for (const kind of reactions) {
        // Each kind in its share; a rare one is seen too while there is room.
        const some = Math.min(Math.ceil((counts[kind] ?? 0) * share), mostInAir - air.length);
        for (let n = 0; n < some; n += 1) air = [...air, one(kind, n * 90, now)];
      }
      return air;
    },
    /** Those that have flown away go. */
    clear(now: number): Drop[] {
      air = air.filter(({ until }) => until > now);
      return air;
    },
  };
}
