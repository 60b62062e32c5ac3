/** From the press on "Buy" to the payment page, and from "once more" to it again. */
import { api, ask } from '../api/client.ts';
import type { NewOrder, Order } from '../api/types.ts';
import { keptOrder } from './use-kept-orders.ts';
import type { OrderParams } from './use-order.ts';
import { usePlacing } from './use-placing.ts';

export type Wish = Omit<NewOrder, 'orderId'>;

export function useBuying() {
  const { busy, problem, order } = usePlacing();

  function buy(wish: Wish): Promise<void> {
    // In other words or at another clock the same seats are the same seats.
    const { language: _, timeZone: __, ...wanted } = wish;
    const { showId, provider, name } = wish;
    return order({
      ...{ about: showId, wanted, showId, provider, name },
      send: (orderId) => ask(api.POST('/api/orders', { body: { ...wish, orderId } })),
    });
  }

  return { busy, problem, buy };
}

/** The same once more when the hold has ended: the old order is the whole wish. */
export function useOrderingAgain(params: OrderParams) {
  const { busy, problem, order } = usePlacing();
  const again = (old: Order): Promise<void> =>
    order({
      ...{
        about: `again:${old.orderId}`,
        wanted: {},
        showId: old.show.id,
        provider: old.provider,
        name: keptOrder(old.orderId)?.name,
      },
      send: (orderId) => ask(api.POST('/api/orders/{id}/again', { params, body: { orderId } })),
    });
  return { busy, problem, again };
}
