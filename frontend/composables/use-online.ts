/** Whether the browser has a connection, and whether anybody looks at the page. */
import { onScopeDispose, ref } from 'vue';

const online = ref(navigator.onLine);
addEventListener('online', () => {
  online.value = true;
});
addEventListener('offline', () => {
  online.value = false;
});

const visible = ref(document.visibilityState !== 'hidden');
document.addEventListener('visibilitychange', () => {
  visible.value = document.visibilityState !== 'hidden';
});

export const useOnline = () => online;
export const useVisible = () => visible;

/** Runs when the connection returns. */
export function whenOnlineAgain(run: () => void): void {
  addEventListener('online', run);
  onScopeDispose(() => removeEventListener('online', run));
}
