/** Tells the house how the show is seen here, every ten seconds. */
import { onScopeDispose, watch } from 'vue';
import type { AudienceLine } from '../../audience/types.ts';
import { type BeatSight, beatEvery, createStalls } from '../../logic/audience/stalls.ts';

export type Seen = Omit<BeatSight, 'at'>;

/** @param seen reactive: what the player, or the room, shows just now */
export function useBeats(line: () => AudienceLine | undefined, seen: () => Seen): void {
  const stalls = createStalls();
  watch(seen, (now) => stalls.look({ ...now, at: performance.now() }), { immediate: true, deep: true });
  const timer = setInterval(() => {
    const open = line();
    if (open) open.beat(stalls.take(performance.now()));
  }, beatEvery);
  onScopeDispose(() => clearInterval(timer));
}
