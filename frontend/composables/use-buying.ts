/** From the press on "Buy" to the payment page: one order id for one wish, however often it is pressed. */
import { ref, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { api, ask } from '../api/client.ts';
import type { HouseProblem } from '../api/house-problem.ts';
import type { NewOrder, Order, PlacedOrder } from '../api/types.ts';
import { attemptId, forgetAttempt } from '../logic/order-attempt.ts';
import { tabStorage } from './storage.ts';
import { keepOrder, keptOrder } from './use-kept-orders.ts';
import { asProblem } from './use-loaded.ts';
import { usePaying } from './use-paying.ts';
import { feel } from './use-telegram.ts';

export type Wish = Omit<NewOrder, 'orderId'>;
type Placed = { pay: PlacedOrder } | { bought: string };

// Nobody knows what became of the request: only the same id makes the next press the same order.
const undecided = ['Offline', 'Unreachable', 'Busy', 'Internal', 'TooManyRequests'];
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

export function useBuying() {
  const router = useRouter();
  const { openPayment } = usePaying();
  const busy = ref(false);
  const problem = shallowRef<HouseProblem>();

  /** Language is left out of what makes a wish: the same seats in other words are the same seats. */
  const idOf = ({ language: _, ...wanted }: Wish) => attemptId(tabStorage, wanted.showId, wanted, () => crypto.randomUUID());

  async function place(wish: Wish, repeated = false): Promise<Placed> {
    const { orderId, fresh } = idOf(wish);
    let refused: HouseProblem | undefined;
    const placed = await ask(api.POST('/api/orders', { body: { ...wish, orderId } })).catch((thrown) => {
      refused = asProblem(thrown);
      return undefined;
    });
    if (refused && undecided.includes(refused.code)) throw refused;
    if (placed) {
      keepOrder({ orderId, token: placed.orderToken, showId: wish.showId, ...(wish.name ? { name: wish.name } : {}) });
      if (fresh) return { pay: placed };
    }
    if (refused && !spent.includes(refused.code)) {
      forgetAttempt(tabStorage, wish.showId);
      throw refused;
    }
    // A repeated press: the house answers as it did before, whatever has happened to the order since.
    const phase = await phaseOf(orderId);
    if (placed && (isUnpaid(phase) || phase === undefined)) return { pay: placed };
    if (isBought(phase)) return { bought: orderId };
    forgetAttempt(tabStorage, wish.showId);
    if (repeated && refused) throw refused;
    return place(wish, true);
  }

  async function buy(wish: Wish): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      const placed = await place(wish);
      if ('bought' in placed) {
        await router.push({ name: 'order', params: { id: placed.bought } });
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

  return { busy, problem, buy };
}
