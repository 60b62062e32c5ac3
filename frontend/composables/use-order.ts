/** An order that keeps itself up to date while somebody looks at it. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { api, ask } from '../api/client.ts';
import { HouseProblem } from '../api/house-problem.ts';
import type { Order } from '../api/types.ts';
import { nextLook, orderScene } from '../logic/order-scene.ts';
import { createWatch } from '../logic/order-watch.ts';
import { asProblem } from './use-loaded.ts';
import { useNow } from './use-now.ts';
import { useOnline, useVisible } from './use-online.ts';

/** How the house is asked about one order: a guest's token goes with every request. */
export type OrderParams = { path: { id: string }; query: { token?: string } };

type Options = { id: string; token: string | undefined; returned: () => boolean };

export function useOrder({ id, token, returned }: Options) {
  const order = shallowRef<Order>();
  const problem = shallowRef<HouseProblem>();
  const seenAt = ref<number>();
  const online = useOnline();
  const visible = useVisible();
  const now = useNow();
  const params: OrderParams = { path: { id }, query: token ? { token } : {} };

  let taken = 0;

  const show = (seen: Order): void => {
    order.value = seen;
    problem.value = undefined;
    seenAt.value = Date.now();
  };
  /** What the house answered to something asked of the order. */
  const take = (seen: Order): void => {
    taken++;
    show(seen);
  };

  const watcher = createWatch<Order>({
    async look() {
      const before = taken;
      const seen = await ask(api.GET('/api/orders/{id}', { params }));
      // Asked before something was done and answered after it: the old news must not undo the new.
      return before === taken ? seen : (order.value ?? seen);
    },
    seen: show,
    failed: (thrown) => {
      problem.value = asProblem(thrown);
    },
    pace: nextLook,
    askedToWait: (thrown) => (asProblem(thrown).retryAfter ?? 0) * 1000,
  });

  watch([online, visible], ([connected, seen]) => (connected && seen ? watcher.resume() : watcher.pause()), { immediate: true });
  watcher.start();
  if (!online.value) problem.value = new HouseProblem('Offline');
  onScopeDispose(() => watcher.stop());

  const scene = computed(() => (order.value ? orderScene(order.value, returned(), now.value) : undefined));
  // The moment the time is up is worth a look of its own.
  watch(scene, (after, before) => before === 'waiting' && after === 'late' && watcher.lookNow());

  /** @throws HouseProblem */
  const cancel = async (): Promise<void> => take(await ask(api.POST('/api/orders/{id}/cancel', { params })));

  return { order, problem, seenAt, scene, now, params, take, cancel, lookNow: watcher.lookNow };
}
