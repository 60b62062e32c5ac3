/** Places an order under one id for one wish and opens its payment, however often it is pressed. */
import { ref, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { api, ask } from '../api/client.ts';
import type { HouseProblem } from '../api/house-problem.ts';
import type { Order, PlacedOrder } from '../api/types.ts';
import { attemptId, forgetAttempt } from '../logic/order-attempt.ts';
import { isUndecided } from '../logic/undecided.ts';
import { tabStorage } from './storage.ts';
import { keepOrder, keptOrder } from './use-kept-orders.ts';
import { asProblem } from './use-loaded.ts';
import { usePaying } from './use-paying.ts';
import { feel } from './use-telegram.ts';

type Placing = {
  /** The place of the wish: a show, or an order that is asked for again. */
  about: string;
  /** Everything that makes two presses the same wish. */
  wanted: Record<string, unknown>;
  showId: string;
  provider: Order['provider'];
  name?: string | undefined;
  send: (orderId: string) => Promise<PlacedOrder>;
};
type Placed = { pay: PlacedOrder } | { bought: string };

// The id is spent, or somebody else's: the same wish goes on under a new one.
const spent = ['OrderClosed', 'OrderNotYours', 'OrderDiffers', 'NotAwaitingPayment'];

const pageShown = () => new Promise<unknown>((done) => addEventListener('pageshow', done, { once: true }));

/** What has become of an order that was placed before; undefined when it cannot be seen. */
async function phaseOf(orderId: string): Promise<Order['phase'] | undefined> {
  const token = keptOrder(orderId)?.token;
  const seen = ask(api.GET('/api/orders/{id}', { params: { path: { id: orderId }, query: token ? { token } : {} } }));
  return seen.then(
    (order) => order.phase,
    () => undefined,
  );
}

const isUnpaid = (phase: Order['phase'] | undefined): boolean => phase === 'held' || phase === 'awaitingPayment';
const isBought = (phase: Order['phase'] | undefined): boolean => phase === 'paid' || phase === 'closed';

export function usePlacing() {
  const router = useRouter();
  const { openPayment } = usePaying();
  const busy = ref(false);
  const problem = shallowRef<HouseProblem>();

  async function place(wish: Placing, repeated = false): Promise<Placed> {
    const { about, wanted, showId, name, send } = wish;
    const { orderId, fresh } = attemptId(tabStorage, about, wanted, () => crypto.randomUUID());
    let refused: HouseProblem | undefined;
    const placed = await send(orderId).catch((thrown) => {
      refused = asProblem(thrown);
      return undefined;
    });
    if (refused && isUndecided(refused.code)) throw refused;
    if (placed) {
      keepOrder({ orderId, token: placed.orderToken, showId, ...(name ? { name } : {}) });
      if (fresh) return { pay: placed };
    }
    if (refused && !spent.includes(refused.code)) {
      forgetAttempt(tabStorage, about);
      throw refused;
    }
    // A repeated press: the house answers as it did before, whatever has happened to the order since.
    const phase = await phaseOf(orderId);
    if (placed && (isUnpaid(phase) || phase === undefined)) return { pay: placed };
    if (isBought(phase)) return { bought: orderId };
    forgetAttempt(tabStorage, about);
    if (repeated && refused) throw refused;
    return place(wish, true);
  }

  async function order(wish: Placing): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      const placed = await place(wish);
      if ('bought' in placed) {
        const token = keptOrder(placed.bought)?.token;
        await router.push({ name: 'order', params: { id: placed.bought }, query: token ? { token } : {} });
      } else {
        const { orderId, checkoutUrl } = placed.pay;
        const status = await openPayment({ orderId, checkoutUrl, provider: wish.provider });
        // The payment page takes a moment to come; who returns with "back" finds the button alive again.
        if (status === 'left') await Promise.race([new Promise((done) => setTimeout(done, 8000)), pageShown()]);
      }
    } catch (thrown) {
      problem.value = asProblem(thrown);
      feel('error');
    }
    busy.value = false;
  }

  return { busy, problem, order };
}
