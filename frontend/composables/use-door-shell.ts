/** Registers the worker that opens this page without a network. It sees `/door/` alone, the other pages never meet it. */
import { onMounted, ref } from 'vue';

/** `ready`: a reload without a network will work. */
export function useDoorShell() {
  const ready = ref(false);
  onMounted(async () => {
    if (!import.meta.env.PROD || !navigator.serviceWorker) return;
    try {
      const registered = await navigator.serviceWorker.register('/door-worker.js', { scope: '/door/', updateViaCache: 'none' });
      const worker = registered.active ?? registered.installing ?? registered.waiting;
      const look = () => {
        ready.value = registered.active !== null;
      };
      worker?.addEventListener('statechange', look);
      look();
    } catch {
      // No network yet, or forbidden here: the page works, but only until it is closed.
    }
  });
  return ready;
}
