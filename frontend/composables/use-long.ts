/** Whether something that is under way takes longer than usual, so that the page can say so. */
import { onScopeDispose, type Ref, ref, watch } from 'vue';

/** @param after ms that nobody wonders about */
export function useLong(busy: Ref<boolean>, after = 4000): Ref<boolean> {
  const long = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(busy, (now) => {
    clearTimeout(timer);
    long.value = false;
    if (now)
      timer = setTimeout(() => {
        long.value = true;
      }, after);
  });
  onScopeDispose(() => clearTimeout(timer));
  return long;
}
