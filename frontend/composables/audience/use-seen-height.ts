/** How much of the page is seen: a phone's keyboard lies over it, and some browsers do not say so in any other way. */
import { onBeforeUnmount, onMounted, ref, type ShallowRef } from 'vue';

/** Less is a page with a keyboard, px. */
const low = 560;

/** Sets `--seen` for the styles; `tight`: whoever writes here has a keyboard open. */
export function useSeenHeight(box: Readonly<ShallowRef<HTMLElement | null>>) {
  const tight = ref(false);
  const view = window.visualViewport;
  const writes = () => document.activeElement instanceof HTMLElement && box.value?.contains(document.activeElement) === true;
  function look(): void {
    const seen = Math.round((view?.height ?? innerHeight) * (view?.scale ?? 1));
    document.documentElement.style.setProperty('--seen', `${seen}px`);
    tight.value = seen < low && innerWidth < 900 && writes() && document.activeElement?.matches('input, textarea') === true;
    // The browser scrolls too, some time after the keyboard has come.
    for (const pause of tight.value ? [0, 150, 450] : [])
      setTimeout(() => tight.value && box.value?.scrollIntoView({ block: 'end' }), pause);
  }
  const later = () => requestAnimationFrame(look);
  onMounted(() => {
    look();
    view?.addEventListener('resize', look);
    box.value?.addEventListener('focusin', later);
    box.value?.addEventListener('focusout', later);
  });
  onBeforeUnmount(() => {
    view?.removeEventListener('resize', look);
    document.documentElement.style.removeProperty('--seen');
  });
  return { tight };
}
