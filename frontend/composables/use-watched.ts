/** Something that keeps itself up to date while somebody looks; after a lost connection it says from when it is. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { HouseProblem } from '../api/house-problem.ts';
import { createWatch } from '../logic/order-watch.ts';
import { asProblem } from './use-loaded.ts';
import { useOnline, useVisible } from './use-online.ts';

/** @param pace milliseconds until the next look */
export function useWatched<T>(look: () => Promise<T>, pace: (seen: T) => number) {
  const data = shallowRef<T>();
  const problem = shallowRef<HouseProblem>();
  const seenAt = ref<string>();
  const online = useOnline();
  const visible = useVisible();
  let taken = 0;

  const show = (seen: T): void => {
    data.value = seen;
    problem.value = undefined;
    seenAt.value = new Date().toISOString();
  };
  /** What the house answered to something asked of it. */
  const take = (seen: T): void => {
    taken++;
    show(seen);
  };

  const watcher = createWatch<T>({
    async look() {
      const before = taken;
      const seen = await look();
      // Asked before something was done and answered after it: the old news must not undo the new.
      return before === taken ? seen : (data.value ?? seen);
    },
    seen: show,
    failed: (thrown) => {
      problem.value = asProblem(thrown);
    },
    pace,
    askedToWait: (thrown) => (asProblem(thrown).retryAfter ?? 0) * 1000,
  });
  watch([online, visible], ([connected, seen]) => (connected && seen ? watcher.resume() : watcher.pause()), { immediate: true });
  watcher.start();
  if (!online.value) problem.value = new HouseProblem('Offline');
  onScopeDispose(() => watcher.stop());

  /** From when it is, when that is not now. */
  const staleSince = computed(() => (data.value !== undefined && (problem.value || !online.value) ? seenAt.value : undefined));
  return { data, problem, staleSince, take, lookNow: watcher.lookNow };
}
