/** Tickets of a paid order come back: void at once, then out of the hall, then the money. */
import { condition } from '@temporalio/workflow';
import type { Returned } from '../../activities/orders/return.ts';
import { money } from '../../domain/money.ts';
import { untilKnown } from '../shared/until-known.ts';
import type { Kept } from './kept.ts';
import type { RefundPromise, RefundRequest } from './messages.ts';
import { messaging, once, refunds, sure } from './steps.ts';

/** Access ends before money moves, but a messenger that is away must not keep a buyer's money. */
const accessFirst = '5 minutes';

export class Returning {
  readonly #kept: Kept;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  returnTickets = (request: RefundRequest): Promise<RefundPromise> =>
    this.#kept.inTurn(async () => {
      const returned = await untilKnown(() => once.returnTickets({ ...this.#kept.order, ...request }));
      this.#tellCompanions(returned);
      this.#settle(returned);
      const { back, kept, currency } = returned;
      return { back: money(back, currency), kept: money(kept, currency), ticketIds: returned.ticketIds };
    });

  voidTickets = (request: { personId: string; requestId: string; ticketIds: string[] }): Promise<void> =>
    this.#kept.inTurn(async () => {
      const returned = await untilKnown(() => once.voidTickets({ ...this.#kept.order, ...request }));
      this.#tellCompanions(returned);
      this.#settle(returned);
    });

  async showCancelled(revision: number): Promise<void> {
    const { order } = this.#kept;
    const returned = await sure.returnForCancelledShow({ ...order, revision });
    const { ticketIds, currency } = returned;
    const back = returned.back > 0 ? money(returned.back, currency) : null;
    this.#kept.say('tell that the show is off', () =>
      messaging.tellShowCancelled.executeWithOptions({ summary: 'tell that the show is off' }, [{ ...order, ticketIds, back }]),
    );
    this.#settle(returned);
  }

  #tellCompanions({ ticketIds }: Returned): void {
    this.#kept.say('tell companions', () =>
      messaging.tellTicketsGone.executeWithOptions({ summary: 'tell companions that their tickets are void' }, [
        { ...this.#kept.order, ticketIds },
      ]),
    );
  }

  /** Access first, money second; both are tried until they are done. */
  #settle({ refund, back, currency, closed }: Returned): void {
    const { order } = this.#kept;
    if (closed) this.#kept.over = true;
    this.#kept.endScreens();
    this.#kept.beside(async () => {
      let out = false;
      const leaving = messaging.clearChat
        .executeWithOptions({ summary: 'put out whoever has no ticket any more' }, [{ ...order, over: false }])
        .then(() => {
          out = true;
        });
      if (refund) {
        if (this.#kept.plan.inChat) await condition(() => out, accessFirst);
        await refunds.payRefund.executeWithOptions({ summary: `return ${back} ${currency}` }, [{ ...order, key: refund }]);
      }
      await leaving;
    });
  }
}
