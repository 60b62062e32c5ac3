/**
 * One ticket order, from held seats to fourteen days after the curtain.
 *
 *   held → awaitingPayment → paid ──(14 days after the show)──→ closed      `purchase.ts`, then `keeping.ts`
 *     │          │             ↑ └→ refunded
 *     │          └→ expired ───┘ late money within the hour, if seats remain; else it goes back
 *     └──────────┴→ cancelled   sold out, given up, the show is off, or the provider is away
 */

import type { UpdateDefinition } from '@temporalio/common';
import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  TemporalFailure,
} from '@temporalio/workflow';
import type { OrderActivities } from '../../activities/orders/index.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { refusalBecause } from '../../domain/orders.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { type OrderView, orderView, paymentDeclined } from '../payments/messages.ts';
import { Keeping } from './keeping.ts';
import * as messages from './messages.ts';
import { Purchase } from './purchase.ts';

// For orders from before they were whole: see `finishAsBefore`.
const sure = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});
const messaging = proxyActivities<OrderActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
  summary: 'send the tickets',
});

export async function ticketOrder(input: messages.TicketOrderInput): Promise<OrderView> {
  const facts = { tenantId: input.tenantId, orderId: input.orderId };
  const whole = patched('whole-order');
  const purchase = new Purchase(input, whole);
  const { till, enter } = purchase;
  const keeping = new Keeping({ ...facts, till, enter });

  setHandler(orderView, () => ({
    phase: purchase.phase,
    waitsFor: purchase.waitsFor,
    payments: till.seen,
    ...(purchase.reason === undefined ? {} : { reason: purchase.reason }),
    ...(purchase.answer === undefined
      ? {}
      : { checkoutUrl: purchase.answer.checkoutUrl, holdEndsAt: purchase.answer.holdEndsAt }),
  }));
  answerWhileUnpaid(input, purchase);
  answerWhenPaid(facts, purchase, keeping);

  try {
    const bought = await purchase.run();
    if (bought) {
      enter('paid', 'the curtain, and 14 days after it');
      if (whole) await keeping.run({ gift: input.givenBy !== undefined });
      else await finishAsBefore(bought.closesAt);
    }
  } catch (error) {
    // A local activity's failure comes as it is, a normal one's inside an ActivityFailure; anything else is a fault of this code.
    if (!(error instanceof TemporalFailure)) throw error;
    const moneyIsBack = () => CancellationScope.nonCancellable(() => till.finish());
    if (!purchase.waiting && purchase.phase !== 'expired' && purchase.phase !== 'cancelled') {
      await moneyIsBack();
      throw error; // tickets stay good whatever becomes of this process
    }
    await purchase.rollback(error);
    if (isCancellation(error)) {
      await moneyIsBack();
      throw error;
    }
  }
  do {
    await condition(allHandlersFinished);
    await till.finish();
  } while (!allHandlersFinished());
  const { phase, reason } = purchase;
  return { phase, waitsFor: 'nothing', payments: till.seen, ...(reason === undefined ? {} : { reason }) };

  async function finishAsBefore(closesAt: number): Promise<void> {
    await messaging.deliverTickets(facts);
    await till.take(closesAt);
    await sure.closeOrder(facts);
    enter('closed', 'nothing');
  }
}

/** The buyer's own requests before the money: the payment link, and giving up. */
function answerWhileUnpaid(input: messages.TicketOrderInput, purchase: Purchase): void {
  setHandler(
    messages.checkout,
    async () => {
      await condition(() => purchase.answer !== undefined || purchase.reason !== undefined);
      if (purchase.answer === undefined) throw refusal(codeOf(purchase.reason!));
      return purchase.answer;
    },
    {
      validator({ asker, digest }) {
        if (asker !== input.asker) throw refusal('OrderNotYours');
        if (digest !== input.digest) throw refusal('OrderDiffers');
      },
    },
  );
  setHandler(paymentDeclined, () => {
    if (purchase.waiting) purchase.end('declined');
  });
  setHandler(
    messages.cancelOrder,
    async () => {
      purchase.end('buyer');
      await condition(() => !purchase.waiting && !purchase.givingUp);
      // Money was faster.
      if (purchase.phase === 'paid') throw refusal('NotAwaitingPayment');
    },
    {
      validator({ personId }) {
        if (personId !== input.personId) throw refusal('OrderNotYours');
        if (!purchase.waiting) throw refusal('NotAwaitingPayment');
      },
    },
  );
}

/** What can be asked of an order that has its tickets. The doors have checked who asks; the steps check what may be done. */
function answerWhenPaid(facts: { tenantId: string; orderId: string }, purchase: Purchase, keeping: Keeping): void {
  const serve = <Answer, Request>(update: UpdateDefinition<Answer, [Request]>, handler: (request: Request) => Promise<Answer>) =>
    setHandler(update, handler, {
      validator(_: Request) {
        if (!keeping.open) throw refusal(purchase.waiting ? 'NotPaid' : 'OrderOver');
      },
    });
  const { requests, returning } = keeping;
  serve(messages.requestRefund, returning.returnTickets);
  serve(messages.revokeTickets, returning.voidTickets);
  serve(messages.exchangeTickets, requests.exchange);
  serve(messages.claimTicket, requests.claim);
  serve(messages.bringToTelegram, (request) => requests.bring({ ...facts, ...request }));
  serve(messages.rateShow, requests.rate);
  serve(messages.invite, requests.invite);
  serve(messages.resendTickets, async (request) => requests.resend(request));
  setHandler(messages.joinAsked, (knock) => requests.knock(knock));
  setHandler(messages.showChanged, async (change) => {
    if (purchase.waiting) await purchase.showChanged(change);
    else if (keeping.open) keeping.showChanged(change);
  });
}

const refusal = (code: ErrorCode): ApplicationFailure =>
  ApplicationFailure.create({ type: code, message: code, nonRetryable: true, category: 'BENIGN' });

/** Why an order ended without a payment link → what the person is told. */
const codeOf = (reason: string): ErrorCode =>
  refusalBecause(reason) ??
  ({ showCancelled: 'NotOnSale', buyer: 'NotAwaitingPayment' } as const)[reason as 'buyer'] ??
  'PaymentUnavailable';
