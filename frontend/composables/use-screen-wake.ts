/** Keeps the screen awake while it is needed: at the door a phone that sleeps between two guests is a queue. */
import { onScopeDispose, watch } from 'vue';
import { useVisible } from './use-online.ts';

type Lock = { release(): Promise<void> };

export function useScreenWake(wanted: () => boolean): void {
  const visible = useVisible();
  let lock: Promise<Lock | undefined> | undefined;
  const release = () => {
    void lock?.then((held) => held?.release()).catch(() => {});
    lock = undefined;
  };
  // The browser takes the lock away whenever the page is hidden.
  watch(
    () => wanted() && visible.value,
    (on) => {
      release();
      if (on) lock = navigator.wakeLock?.request('screen').catch(() => undefined);
    },
    { immediate: true },
  );
  onScopeDispose(release);
}
