/** Telegram's main button in place of the page's own amber one; a dialog takes it over from the page below and gives it back. */
import { computed, onScopeDispose, shallowRef, watchEffect } from 'vue';
import { useTelegram } from './use-telegram.ts';

type Wanted = { text: string; active: boolean; busy: boolean; visible: boolean };

/** Who wants the button, the uppermost last. */
const claims = shallowRef<symbol[]>([]);

/** `native` is true when Telegram shows the button, so that the page hides its own. */
export function useMainButton(wanted: () => Wanted, press: () => void) {
  const { webApp } = useTelegram();
  const native = computed(() => webApp.value?.MainButton !== undefined);
  const me = Symbol();
  claims.value = [...claims.value, me];
  const mine = computed(() => claims.value.at(-1) === me);

  watchEffect((onCleanup) => {
    const button = webApp.value?.MainButton;
    if (!button || !mine.value) return;
    button.onClick(press);
    onCleanup(() => button.offClick(press));
  });
  watchEffect(() => {
    const button = webApp.value?.MainButton;
    const { text, active, busy, visible } = wanted();
    if (!button || !mine.value) return;
    const colours = active || busy ? { color: '#ffb24d', text_color: '#2a1700' } : { color: '#5b4f60', text_color: '#ffffff' };
    // Hiding the progress makes the button active again, so it comes before the rest.
    if (!busy) button.hideProgress();
    button.setParams({ text, is_active: active && !busy, is_visible: visible, ...colours });
    if (busy) button.showProgress(false);
  });
  onScopeDispose(() => {
    claims.value = claims.value.filter((one) => one !== me);
    if (claims.value.length === 0) webApp.value?.MainButton?.hide();
  });
  return { native };
}
