/** Giving and buying beside the show: what is offered, the order under way, and what was bought. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { AudienceCalls } from '../../api/audience-calls.ts';
import type { HouseProblem } from '../../api/house-problem.ts';
import { extraScene } from '../../logic/audience/extra-wish.ts';
import type { ExtraOrder, Extras, NewDonation, NewPurchase } from '../../logic/audience/extras.ts';
import { attemptId, forgetAttempt } from '../../logic/order-attempt.ts';
import { createWatch } from '../../logic/order-watch.ts';
import { tabStorage } from '../storage.ts';
import { asProblem } from '../use-loaded.ts';
import { useOnline, useVisible } from '../use-online.ts';
import { feel } from '../use-telegram.ts';
import { openExtraPayment } from './open-extra-payment.ts';

type Kind = ExtraOrder['kind'];
type Options = { calls: AudienceCalls; ticketId: string; here: () => boolean; name: { readonly value: string | undefined } };

// The id is spent, or was used for something else.
const spent = ['OrderDiffers', 'OrderClosed', 'OrderNotYours', 'NotAwaitingPayment'];

export function useExtras({ calls, ticketId, here, name }: Options) {
  const offered = shallowRef<Extras>();
  const problem = shallowRef<HouseProblem>();
  const busy = ref(false);
  const asking = ref<Kind>();
  const order = shallowRef<ExtraOrder>();
  const [online, visible] = [useOnline(), useVisible()];
  const place = (kind: Kind) => `${kind}:${ticketId}`;
  let follows: ReturnType<typeof createWatch<ExtraOrder>> | undefined;

  async function look(): Promise<void> {
    // A house without a shop has an audience all the same.
    offered.value = await calls.extras().catch(() => offered.value);
  }
  // Whoever comes back after a cut has been told already.
  watch(here, (now) => now && !offered.value && void look());

  function take(now: ExtraOrder): void {
    const before = order.value;
    order.value = now;
    if (extraScene(now) === 'waiting') return;
    follows?.stop();
    forgetAttempt(tabStorage, place(now.kind), now.orderId);
    if (extraScene(now) !== 'paid' || (before?.orderId === now.orderId && extraScene(before) === 'paid')) return;
    feel('success');
    void look();
  }
  function follow({ orderId }: ExtraOrder): void {
    follows?.stop();
    follows = createWatch<ExtraOrder>({
      look: () => calls.order(orderId),
      seen: take,
      failed: () => {},
      pace: () => 2000,
      askedToWait: (thrown) => (asProblem(thrown).retryAfter ?? 0) * 1000,
    });
    follows.start();
  }
  watch([online, visible], ([connected, seen]) => (connected && seen ? follows?.resume() : follows?.pause()));
  onScopeDispose(() => follows?.stop());

  async function placed(
    kind: Kind,
    wanted: Record<string, unknown>,
    send: (orderId: string) => Promise<ExtraOrder>,
    again = false,
  ): Promise<ExtraOrder> {
    const { orderId } = attemptId(tabStorage, place(kind), wanted, () => crypto.randomUUID());
    try {
      const made = await send(orderId);
      if (extraScene(made) !== 'over' || again) return made;
    } catch (thrown) {
      if (again || !spent.includes(asProblem(thrown).code)) throw thrown;
    }
    forgetAttempt(tabStorage, place(kind));
    return placed(kind, wanted, send, true);
  }
  async function ask(
    kind: Kind,
    wanted: Record<string, unknown>,
    send: (orderId: string) => Promise<ExtraOrder>,
    provider: NewDonation['provider'],
  ) {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      const made = await placed(kind, wanted, send);
      order.value = undefined;
      take(made);
      if (extraScene(made) === 'waiting') {
        follow(made);
        if (made.checkoutUrl) void openExtraPayment(made.checkoutUrl, provider).then((told) => told && follows?.lookNow());
      }
    } catch (thrown) {
      problem.value = asProblem(thrown);
      feel('error');
      // What was offered may be gone.
      void look();
    }
    busy.value = false;
  }

  return {
    ...{ offered, problem, busy, asking, order, name },
    give: (wish: Omit<NewDonation, 'orderId'>) =>
      ask('donation', wish, (orderId) => calls.give({ ...wish, orderId }), wish.provider),
    buy: (wish: Omit<NewPurchase, 'orderId'>) => ask('shop', wish, (orderId) => calls.buy({ ...wish, orderId }), wish.provider),
    async cancel(): Promise<void> {
      const now = order.value;
      if (!now || busy.value) return;
      busy.value = true;
      try {
        take(await calls.cancel(now.orderId));
        order.value = undefined;
      } catch (thrown) {
        problem.value = asProblem(thrown);
      }
      busy.value = false;
    },
    open(kind: Kind): void {
      asking.value = kind;
      problem.value = undefined;
      if (order.value && (order.value.kind !== kind || extraScene(order.value) !== 'waiting')) order.value = undefined;
      void look();
    },
    /** What is under way is followed on. */
    close(): void {
      asking.value = undefined;
    },
    /** Another one, after this. */
    anew(): void {
      follows?.stop();
      order.value = undefined;
      problem.value = undefined;
    },
  };
}
export type ExtrasDesk = ReturnType<typeof useExtras>;
