/** Rings the bells when their minute comes, while the page is open. */
import { ref, watch } from 'vue';
import { bellsDue, returnBellDue } from '../../logic/watch/bells.ts';
import { ringBell } from './use-house-sound.ts';

type Curtain = { startsAt: string | undefined; intervalUntil: string | null | undefined };

/** `bell` is the one that rang last: 1, 2 or 3 before the start, 4 after an interval; for the words beside the countdown. */
export function useBells(now: () => number, curtain: () => Curtain) {
  const bell = ref<0 | 1 | 2 | 3 | 4>(0);
  watch(now, (after, before) => {
    const { startsAt, intervalUntil } = curtain();
    const rings = startsAt ? bellsDue(Date.parse(startsAt), before, after) : 0;
    if (rings > 0) bell.value = rings;
    else if (intervalUntil && returnBellDue(Date.parse(intervalUntil), before, after)) bell.value = 4;
    else return;
    ringBell(bell.value === 4 ? 1 : bell.value);
  });
  return bell;
}
