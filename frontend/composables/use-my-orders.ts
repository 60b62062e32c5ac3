/** A person's orders: from the house when signed in, and those that this browser has the keys of. */
import { ref } from 'vue';
import { api, ask } from '../api/client.ts';
import type { Order } from '../api/types.ts';
import { useKeptOrders } from './use-kept-orders.ts';
import { useLoaded } from './use-loaded.ts';
import { useSession } from './use-session.ts';

/** A guest with more than these opens the others by their links. */
const mostAsked = 12;

export function useMyOrders() {
  const { isGuest } = useSession();
  const kept = useKeptOrders();
  /** Some of the guest's orders did not answer. */
  const some = ref(false);

  async function ofBrowser(known: Order[]): Promise<Order[]> {
    const answers = await Promise.allSettled(
      kept.value
        .filter(({ orderId }) => !known.some((order) => order.orderId === orderId))
        .slice(0, mostAsked)
        .map(({ orderId, token }) => ask(api.GET('/api/orders/{id}', { params: { path: { id: orderId }, query: { token } } }))),
    );
    const orders = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed && orders.length === 0 && known.length === 0) throw failed.reason;
    some.value = failed !== undefined;
    return orders;
  }

  const loaded = useLoaded(async () => {
    const own = isGuest.value ? [] : (await ask(api.GET('/api/orders'))).orders;
    // What was bought before the sign-in stays in this browser's hands.
    return [...own, ...(await ofBrowser(own))];
  });
  return { ...loaded, some, isGuest };
}
