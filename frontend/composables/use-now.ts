/** The house's clock as a ticking number, still while nobody looks. */
import { onScopeDispose, ref, watch } from 'vue';
import { serverNow } from '../logic/server-clock.ts';
import { useVisible } from './use-online.ts';

export function useNow(every = 1000) {
  const now = ref(serverNow());
  const visible = useVisible();
  const tick = () => {
    now.value = serverNow();
  };
  let timer: ReturnType<typeof setInterval> | undefined;
  watch(
    visible,
    (seen) => {
      clearInterval(timer);
      if (!seen) return;
      tick();
      timer = setInterval(tick, every);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearInterval(timer));
  return now;
}
