/**
 * What is paid beside a ticket, until nothing more can happen to it.
 *
 *   paid ──(14 days after the show; goods: when they are handed over, 90 days at most)──→ closed
 *     └→ refunded   given back by the organisation, or the show is off and nothing was handed over
 */
import { ActivityFailure, CancellationScope, condition, log } from '@temporalio/workflow';
import type { OrderPlan } from '../../activities/orders/plan.ts';
import type { ExtraReturned } from '../../activities/shop/return.ts';
import { money } from '../../domain/money.ts';
import { handOverDays } from '../../domain/shop.ts';
import type { RefundPromise, RefundRequest, ShowChanged } from '../payments/messages.ts';
import { untilKnown } from '../shared/until-known.ts';
import type { Paying } from './paying.ts';
import { asTickets, messaging, once, refunds, sure } from './steps.ts';

const DAY = 86_400_000;
const afterTheShow = 14;

export class Keeping {
  open = false;
  readonly #paying: Paying;
  readonly #goods: boolean;
  #plan!: OrderPlan;
  /** Nothing waits to be handed over. */
  #handed = true;
  /** Over before its time, and why. */
  #over: 'refunded' | 'closed' | undefined;
  #beside = 0;
  readonly #requests: Array<() => Promise<void>> = [];

  /** @param goods something was bought, not given */
  constructor(paying: Paying, goods: boolean) {
    this.#paying = paying;
    this.#goods = goods;
  }

  async run(): Promise<void> {
    const { till, order } = this.#paying;
    this.#plan = await asTickets.readPlan(order);
    this.open = true;
    if (this.#goods) {
      this.#handed = !(await sure.waitsForHand(order));
      this.#aside('send what was bought', () => messaging.tellBought(order));
    }
    if (!this.#plan.on) await this.#showOff();
    while (!this.#over) {
      await till.settleArrived(); // what comes twice goes back
      const request = this.#requests.shift();
      if (request) {
        await request();
        continue;
      }
      const left = this.#closesAt() - Date.now();
      if (left <= 0) break;
      this.#paying.enter('paid', this.#handed ? 'two weeks after the show' : 'goods to be handed over');
      await condition(() => this.#requests.length > 0 || till.waiting, left);
    }
    this.open = false;
    await till.settleUntil(() => this.#beside === 0);
    for (const request of this.#requests.splice(0)) await request();
    if (this.#over === 'refunded') return this.#paying.enter('refunded', 'nothing');
    await asTickets.closeOrder(order);
    this.#paying.enter('closed', 'nothing');
  }

  refund = ({ personId, requestId }: RefundRequest): Promise<RefundPromise> =>
    this.#inTurn(async () => {
      const returned = await untilKnown(() => once.returnExtra({ ...this.#paying.order, by: personId, requestId }));
      this.#settle(returned);
      const { back, currency } = returned;
      return { back: money(back, currency), kept: money(0, currency), ticketIds: [] };
    });

  handOver = (request: { by: string; requestId: string }): Promise<void> =>
    this.#inTurn(async () => {
      await untilKnown(() => once.handOverGoods({ ...this.#paying.order, ...request }));
      this.#handed = true;
    });

  showChanged({ revision }: ShowChanged): void {
    void this.#inTurn(async () => {
      if (this.#over || revision <= this.#plan.revision) return;
      this.#plan = await asTickets.acknowledgeShow({ ...this.#paying.order, revision });
      if (!this.#plan.on) await this.#showOff();
    });
  }

  /** What was handed over stays with its buyer, and its money with the theatre. */
  async #showOff(): Promise<void> {
    const returned = await sure.returnExtraForCancelledShow({ ...this.#paying.order, revision: this.#plan.revision });
    if (returned) this.#settle(returned);
    else this.#over = 'closed';
  }

  #settle({ refund, back, currency }: ExtraReturned): void {
    this.#over = 'refunded';
    this.#aside('pay it back', () =>
      refunds.payRefund.executeWithOptions({ summary: `return ${back} ${currency}` }, [{ ...this.#paying.order, key: refund }]),
    );
  }

  #closesAt(): number {
    return Date.parse(this.#plan.startsAt) + (this.#handed ? afterTheShow : handOverDays) * DAY;
  }

  /** One after another, each with its answer. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#requests.push(() => work().then(resolve, reject));
    });
  }

  /** Goes on beside the story, and is waited for before the end. */
  #aside(what: string, work: () => Promise<unknown>): void {
    this.#beside += 1;
    void CancellationScope.nonCancellable(work)
      .catch((error: unknown) => {
        if (!(error instanceof ActivityFailure)) throw error;
        log.error('a step beside the order failed', { what, error });
      })
      .finally(() => {
        this.#beside -= 1;
      });
  }
}
