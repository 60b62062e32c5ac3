/** Rings the bells when their minute comes: in a tab behind others too, that is what a bell is for. */
import { onScopeDispose, ref } from 'vue';
import { serverNow } from '../../logic/server-clock.ts';
import { bellsDue, returnBellDue } from '../../logic/watch/bells.ts';
import { ringBell } from './use-house-sound.ts';

/** ISO 8601; what is not known does not ring. */
type Curtain = { startsAt?: string; intervalUntil?: string | null };

/** `bell` is the one that rang last: 1, 2 or 3 before the start, 4 after an interval; for the words beside the countdown. */
export function useBells(curtain: () => Curtain) {
  const bell = ref<0 | 1 | 2 | 3 | 4>(0);
  let before = serverNow();
  const timer = setInterval(() => {
    const now = serverNow();
    const { startsAt, intervalUntil } = curtain();
    const rings = startsAt ? bellsDue(Date.parse(startsAt), before, now) : 0;
    const back = intervalUntil ? returnBellDue(Date.parse(intervalUntil), before, now) : false;
    before = now;
    if (rings === 0 && !back) return;
    bell.value = rings || 4;
    ringBell(rings || 1);
  }, 1000);
  onScopeDispose(() => clearInterval(timer));
  return bell;
}
