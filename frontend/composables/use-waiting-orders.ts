/** Orders for one date that hold seats and wait for money: after "back" from the payment page they are easily forgotten. */
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { api, ask } from '../api/client.ts';
import type { Order } from '../api/types.ts';
import { createWatch } from '../logic/order-watch.ts';
import { useKeptOrders } from './use-kept-orders.ts';
import { useNow } from './use-now.ts';
import { useVisible } from './use-online.ts';
import { useSession } from './use-session.ts';

/** Of a guest's orders for the date only the newest can still be waiting. */
const mostAsked = 4;

export function useWaitingOrders(showId: () => string | undefined) {
  const { isGuest } = useSession();
  const kept = useKeptOrders();
  const now = useNow();
  const visible = useVisible();
  const found = shallowRef<Order[]>([]);

  async function asGuest(): Promise<Order[]> {
    const asked = kept.value.filter((order) => order.showId === undefined || order.showId === showId()).slice(0, mostAsked);
    const answers = await Promise.allSettled(
      asked.map(({ orderId, token }) =>
        ask(api.GET('/api/orders/{id}', { params: { path: { id: orderId }, query: { token } } })),
      ),
    );
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  }

  const stillWaits = (order: Order): boolean =>
    order.show.id === showId() &&
    order.phase === 'awaitingPayment' &&
    order.holdEndsAt !== null &&
    Date.parse(order.holdEndsAt) > now.value;

  const watcher = createWatch<Order[]>({
    look: async () => (isGuest.value ? asGuest() : (await ask(api.GET('/api/orders'))).orders),
    seen(orders) {
      found.value = orders.filter(stillWaits);
      if (found.value.length === 0) watcher.stop(); // nothing to follow until somebody comes back to the page
    },
    failed: () => {},
    pace: () => 5000,
  });
  watch([showId, visible], ([id, seen]) => (id && seen ? watcher.start() : watcher.stop()), { immediate: true });
  onScopeDispose(() => watcher.stop());

  return computed(() => found.value.filter(stillWaits));
}
