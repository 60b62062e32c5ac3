/**
 * One ticket order, from held seats to fourteen days after the curtain.
 *
 *   held → awaitingPayment → paid ──(14 days after the show)──→ closed
 *     │          │             ↑
 *     │          └→ expired ───┘ late money within the hour, if seats remain; else it goes back
 *     └──────────┴→ cancelled   sold out, given up by the buyer, or the provider is away
 */
import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  TemporalFailure,
} from '@temporalio/workflow';
import type { OrderActivities } from '../../activities/orders/index.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { OrderPhase } from '../../domain/orders.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { type OrderView, orderView } from '../payments/messages.ts';
import { Till } from '../payments/till.ts';
import { showPhase } from '../shared/phase.ts';
import { Saga } from '../shared/saga.ts';
import { type Checkout, cancelOrder, checkout, type TicketOrderInput } from './messages.ts';

const HOUR = 3_600_000;
const LATE_MONEY = HOUR;
const AFTER_THE_SHOW = 14 * 24 * HOUR;

// A person is watching: five tries, then a word, rather than retries for hours. Tries and not scheduleToCloseTimeout,
// which local activities that fail quickly were seen to outlive.
const quick = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '2 seconds', maximumAttempts: 5 },
});
// Seats and money on our own Postgres: never give up. A long wait becomes a timer in the history.
const sure = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});
// Telegram's rate is the queue's business; the ticket must reach its person however long that takes.
const messaging = proxyActivities<OrderActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
  summary: 'send the tickets',
});

export async function ticketOrder(input: TicketOrderInput): Promise<OrderView> {
  const { tenantId, orderId } = input;
  const facts = { tenantId, orderId };
  let phase = 'held' as OrderPhase;
  let reason: string | undefined;
  let answer: Checkout | undefined;
  let cancelAsked = false;
  let givingUp = false;
  let waitsFor = 'seats';

  const enter = (next: OrderPhase, waiting: string): void => {
    phase = next;
    waitsFor = waiting;
    showPhase(next, waiting);
  };
  const till = new Till({
    ...facts,
    // Money for an order that its buyer gave up goes back; late money may still buy the seats that remain.
    settle: (payment) => sure.settleOrder({ ...facts, payment, accept: phase !== 'cancelled' }),
  });
  const saga = new Saga();

  setHandler(orderView, () => ({
    phase,
    waitsFor,
    payments: till.seen,
    ...(reason === undefined ? {} : { reason }),
    ...(answer === undefined ? {} : { checkoutUrl: answer.checkoutUrl, holdEndsAt: answer.holdEndsAt }),
  }));
  setHandler(
    checkout,
    async () => {
      await condition(() => answer !== undefined || reason !== undefined);
      if (answer === undefined) throw refusal(codeOf(reason!));
      return answer;
    },
    {
      validator({ asker, digest }) {
        if (asker !== input.asker) throw refusal('OrderNotYours');
        if (digest !== input.digest) throw refusal('OrderDiffers');
      },
    },
  );
  setHandler(
    cancelOrder,
    async () => {
      cancelAsked = true;
      await condition(() => phase !== 'held' && phase !== 'awaitingPayment' && !givingUp);
      // Money was faster.
      if (phase === 'paid') throw refusal('NotAwaitingPayment');
    },
    {
      validator({ personId }) {
        if (personId !== input.personId) throw refusal('OrderNotYours');
        if (phase !== 'held' && phase !== 'awaitingPayment') throw refusal('NotAwaitingPayment');
      },
    },
  );

  try {
    const bought = await purchase();
    if (bought) {
      enter('paid', 'the curtain, and 14 days after it');
      await messaging.deliverTickets(facts);
      await till.take(bought.closesAt);
      await sure.closeOrder(facts);
      enter('closed', 'nothing');
    }
  } catch (error) {
    // A local activity's failure comes as it is, a normal one's inside an ActivityFailure; anything else is a fault of this code.
    if (!(error instanceof TemporalFailure)) throw error;
    if (phase === 'paid') throw error; // tickets stay good whatever becomes of this process
    // Cancelled by an operator, or a step gave up while the person watched: what was taken is returned.
    reason ??= isCancellation(error) ? 'operator' : 'unavailable';
    await CancellationScope.nonCancellable(async () => {
      await giveUp('cancelled');
      await till.takeLate(LATE_MONEY);
    });
    if (isCancellation(error)) throw error;
  }
  await condition(allHandlersFinished);
  return { phase, waitsFor: 'nothing', payments: till.seen, ...(reason === undefined ? {} : { reason }) };

  async function purchase(): Promise<{ closesAt: number } | undefined> {
    saga.onRollback('hold seats', () =>
      sure.releaseSeats({ ...holdRequest(input), phase: phase === 'expired' ? 'expired' : 'cancelled', reason: reason ?? null }),
    );
    const hold = await quick.holdSeats({ ...holdRequest(input), buyer: input.buyer });
    if (!hold.held) {
      reason = hold.reason;
      saga.commit(); // the refusal is on record, and there is nothing to release
      enter('cancelled', 'nothing');
      return undefined;
    }
    saga.onRollback('open payment', () => till.close());
    const { checkoutUrl } = await quick.openPayment(facts);
    answer = { checkoutUrl, total: hold.total, holdEndsAt: hold.holdEndsAt };
    enter('awaitingPayment', `payment until ${hold.holdEndsAt}`);

    const closesAt = Date.parse(hold.startsAt) + AFTER_THE_SHOW;
    if (await till.take(Date.parse(hold.holdEndsAt), () => cancelAsked)) return { closesAt };

    // The window has ended. Close the payment page first: what it says was paid in the last second still buys its seats.
    await till.close();
    if (!cancelAsked && (await till.settleArrived())) return { closesAt };
    if (cancelAsked) reason = 'buyer';
    await giveUp(cancelAsked ? 'cancelled' : 'expired');
    return (await till.takeLate(LATE_MONEY)) ? { closesAt } : undefined;
  }

  async function giveUp(next: 'expired' | 'cancelled'): Promise<void> {
    givingUp = true;
    phase = next; // from now on money is late
    await saga.rollback();
    givingUp = false;
    enter(next, 'an hour for late money');
  }
}

const holdRequest = ({
  tenantId,
  orderId,
  showId,
  personId,
  lines,
  currency,
  provider,
  account,
  surface,
  bot,
  language,
}: TicketOrderInput) => ({
  ...{ tenantId, orderId, showId, personId, lines, currency, provider, account, surface, language },
  bot: bot ?? null,
});

const refusal = (code: ErrorCode): ApplicationFailure =>
  ApplicationFailure.create({ type: code, message: code, nonRetryable: true, category: 'BENIGN' });

/** Why an order ended without a payment link → what the person is told. */
const codeOf = (reason: string): ErrorCode =>
  (
    ({
      soldOut: 'SoldOut',
      notOnSale: 'NotOnSale',
      noSuchTicketType: 'NoSuchTicketType',
      noPriceInCurrency: 'NoPriceInCurrency',
      buyer: 'NotAwaitingPayment',
    }) as const
  )[reason as 'soldOut'] ?? 'PaymentUnavailable';
