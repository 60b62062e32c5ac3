/** Reactions on this page: taps sent together, what floats over the picture, and how many there were. */
import { onScopeDispose, ref, shallowRef } from 'vue';
import type { AudienceLine, Reaction, ReactionCounts } from '../../audience/types.ts';
import { createRain, type Drop } from '../../logic/audience/rain.ts';
import { createTaps } from '../../logic/audience/taps.ts';
import { feel } from '../use-telegram.ts';

const still = matchMedia('(prefers-reduced-motion: reduce)');

export function useFeelings(line: () => AudienceLine | undefined) {
  const air = shallowRef<Drop[]>([]);
  /** Since this page came. */
  const counts = ref<ReactionCounts>({});
  const rain = createRain();
  const taps = createTaps({
    send: (kind, count) => line()?.react({ kind, count }),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    now: () => performance.now(),
  });
  let sweep: ReturnType<typeof setInterval> | undefined;
  onScopeDispose(() => {
    clearInterval(sweep);
    taps.stop();
  });

  function add(felt: ReactionCounts): void {
    for (const [kind, count] of Object.entries(felt) as [Reaction, number][])
      counts.value[kind] = (counts.value[kind] ?? 0) + count;
    if (still.matches || document.hidden) return;
    air.value = rain.fall(felt, performance.now());
    sweep ??= setInterval(() => {
      air.value = rain.clear(performance.now());
      if (air.value.length > 0) return;
      clearInterval(sweep);
      sweep = undefined;
    }, 500);
  }
  return {
    ...{ air, counts },
    tap(kind: Reaction): void {
      if (!line() || !taps.tap(kind)) return;
      feel('step');
      add({ [kind]: 1 });
    },
    news(felt: ReactionCounts): void {
      add(taps.others(felt));
    },
  };
}
export type Feelings = ReturnType<typeof useFeelings>;
