/** From the press on "Buy" to the payment page: one order id for one wish, however often it is pressed. */
import { ref, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { api, ask } from '../api/client.ts';
import type { HouseProblem } from '../api/house-problem.ts';
import type { NewOrder } from '../api/types.ts';
import { attemptId, forgetAttempt } from '../logic/order-attempt.ts';
import { tabStorage } from './storage.ts';
import { keepOrder, keptOrder } from './use-kept-orders.ts';
import { asProblem } from './use-loaded.ts';
import { usePaying } from './use-paying.ts';
import { feel } from './use-telegram.ts';

export type Wish = Omit<NewOrder, 'orderId'>;

// With these the id is spent, and nothing was taken: the same wish goes on under a new one.
const spent = ['OrderClosed', 'OrderNotYours', 'OrderDiffers'];

const pageShown = () => new Promise<unknown>((done) => addEventListener('pageshow', done, { once: true }));

export function useBuying() {
  const router = useRouter();
  const { openPayment } = usePaying();
  const busy = ref(false);
  const problem = shallowRef<HouseProblem>();

  /** Language is left out of what makes a wish: the same seats in other words are the same seats. */
  const idOf = ({ language: _, ...wanted }: Wish) => attemptId(tabStorage, wanted.showId, wanted, () => crypto.randomUUID());

  async function place(wish: Wish) {
    const orderId = idOf(wish);
    try {
      return await ask(api.POST('/api/orders', { body: { ...wish, orderId } }));
    } catch (thrown) {
      if (!spent.includes(asProblem(thrown).code)) throw thrown;
      forgetAttempt(tabStorage, wish.showId);
      return ask(api.POST('/api/orders', { body: { ...wish, orderId: idOf(wish) } }));
    }
  }

  async function buy(wish: Wish): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      const placed = await place(wish);
      keepOrder({ orderId: placed.orderId, token: placed.orderToken, ...(wish.name ? { name: wish.name } : {}) });
      const status = await openPayment({ orderId: placed.orderId, checkoutUrl: placed.checkoutUrl, provider: wish.provider });
      // The payment page takes a moment to come; who returns with "back" finds the button alive again.
      if (status === 'left') await Promise.race([new Promise((done) => setTimeout(done, 8000)), pageShown()]);
    } catch (thrown) {
      const told = asProblem(thrown);
      const orderId = idOf(wish);
      if (told.code === 'NotAwaitingPayment' && keptOrder(orderId)) {
        await router.push({ name: 'order', params: { id: orderId } }); // bought already: its page says where it stands
      } else {
        problem.value = told;
        feel('error');
      }
    }
    busy.value = false;
  }

  return { busy, problem, buy };
}
