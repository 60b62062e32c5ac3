/** A ticket order on a clock that jumps, with fakes at the activities' port that write down what they were asked. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Client, WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import type { ApplicationFailure } from '@temporalio/common';
import type { OrderPlan } from '../../activities/orders/plan.ts';
import type { Returned } from '../../activities/orders/return.ts';
import type { HoldOutcome } from '../../activities/orders/seats.ts';
import type { Sealed } from '../../domain/sealed.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { checkout, type TicketOrderInput } from '../../workflows/orders/messages.ts';
import type { ticketOrder } from '../../workflows/orders/ticket-order.ts';
import type { Verdict } from '../../workflows/payments/messages.ts';
import { orderView, type PaymentSettled } from '../../workflows/payments/messages.ts';
import { eventually } from '../support/http.ts';
import { type Place, withWorkers } from '../support/workers.ts';

export type Handle = WorkflowHandle<typeof ticketOrder>;
export type Calls = Array<[name: string, input: any]>;
export const minute = 60_000;
export const day = 24 * 60 * minute;

/** What the fakes answer; a test changes what it is about. */
export function house(now: number) {
  const calls: Calls = [];
  const note =
    <T>(name: string, answer: (input: any) => T) =>
    async (input: any) => {
      calls.push([name, input]);
      return answer(input);
    };
  const state = { accepted: false };
  /** The show as the rows have it; a test moves or cancels it here. */
  const plan: OrderPlan = {
    ...{ showId: randomUUID(), startsAt: new Date(now + 3 * day).toISOString(), minutes: 120 },
    ...{ revision: 0, on: true, inChat: false, paidAt: new Date(now).toISOString() },
  };
  const returned: Returned = { refund: 'return:1', back: 2500, kept: 0, currency: 'RUB', ticketIds: ['t1'], closed: false };
  return {
    calls,
    plan,
    returned,
    named: (name: string) => calls.filter(([called]) => called === name).map(([, input]) => input),
    order: () => calls.map(([name]) => name),
    activities: {
      holdSeats: note('holdSeats', (): HoldOutcome => {
        const holdEndsAt = new Date(now + 15 * minute).toISOString();
        return {
          held: true,
          total: { amount: 5000, currency: 'RUB' },
          holdEndsAt,
          startsAt: new Date(now + 3 * day).toISOString(),
        };
      }),
      openPayment: note('openPayment', () => ({ checkoutUrl: 'https://pay.example/1' })),
      settleOrder: note('settleOrder', ({ accept, payment }: { accept: boolean; payment: PaymentSettled }): Verdict => {
        if (payment.amount !== 5000) return 'mismatch';
        if (!accept || state.accepted) return 'unearned';
        state.accepted = true;
        return 'accepted';
      }),
      releaseSeats: note('releaseSeats', () => undefined),
      deliverTickets: note('deliverTickets', () => ({ telegram: 1, email: 0, nobody: 0, unknown: 0 })),
      readPlan: note('readPlan', (): OrderPlan => ({ ...plan })),
      acknowledgeShow: note('acknowledgeShow', ({ revision }: { revision: number }): OrderPlan => ({ ...plan, revision })),
      tellHoldEnded: note('tellHoldEnded', () => undefined),
      remind: note('remind', () => undefined),
      askForRating: note('askForRating', () => undefined),
      giveTickets: note('giveTickets', () => undefined),
      returnTickets: note('returnTickets', (): Returned => returned),
      returnForCancelledShow: note('returnForCancelledShow', (): Returned => ({ ...returned, closed: true })),
      voidTickets: note('voidTickets', (): Returned => ({ ...returned, refund: null, back: 0 })),
      payRefund: note('payRefund', () => 'succeeded'),
      clearChat: note('clearChat', () => ({ removed: 0 })),
      revokeScreens: note('revokeScreens', () => ({ ended: 0 })),
      tellWayChanged: note('tellWayChanged', () => undefined),
      exchangeOrder: note('exchangeOrder', ({ showId }: { showId: string }): OrderPlan => Object.assign(plan, { showId })),
      claimTicket: note('claimTicket', () => ({ fresh: true })),
      bringOrder: note('bringOrder', () => ({ fresh: true })),
      saveRating: note('saveRating', () => undefined),
      openInvitation: note('openInvitation', () => ({ invitation: 'row-1' })),
      inviteHolders: note('inviteHolders', () => undefined),
      answerKnock: note('answerKnock', () => 'admitted'),
      tellShowMoved: note('tellShowMoved', () => undefined),
      tellShowCancelled: note('tellShowCancelled', () => undefined),
      tellExchanged: note('tellExchanged', () => undefined),
      tellTicketTaken: note('tellTicketTaken', () => undefined),
      tellTicketsGone: note('tellTicketsGone', () => undefined),
      closeOrder: note('closeOrder', () => undefined),
      closePayment: note('closePayment', (): { paid?: PaymentSettled } => ({})),
      reportUnclosed: note('reportUnclosed', () => undefined),
      refundPayment: note('refundPayment', () => 'succeeded'),
    },
  };
}

export const money = (paymentId: string, amount = 5000): PaymentSettled => ({
  provider: 'stripe',
  account: 'platform',
  paymentId,
  amount,
  currency: 'RUB',
});

/** A server with a clock that jumps, or the real one for what is over at once. */
type Server = Place & { client: Client };

type Asked = { order: Handle; answered: unknown };

/** Starts the order and asks for its payment link, as `commands/orders/checkout.ts` does; a refusal is an answer. */
async function askedFor(server: Server, input: TicketOrderInput): Promise<Asked> {
  const start = { workflowId: `order:${input.orderId}`, taskQueue: taskQueues.workflows, args: [input] as [TicketOrderInput] };
  const update = { args: [{ asker: 'asker', digest: 'digest' }] as [{ asker: string; digest: string }], updateId: 'checkout' };
  const refusal = (error: unknown) => error;
  if ('currentTimeMs' in server) {
    // One after the other: asked for both at once, the jumping server forgets the update when the first task takes it
    // longer than a call may last, and answers the repeated call with a NullPointerException of its own.
    const order = await server.client.workflow.start<typeof ticketOrder>('ticketOrder', start);
    return { order, answered: await order.executeUpdate(checkout, update).catch(refusal) };
  }
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof ticketOrder>('ticketOrder', {
    ...start,
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const answered = await server.client.workflow
    .executeUpdateWithStart(checkout, { ...update, startWorkflowOperation })
    .catch(refusal);
  return { order: await startWorkflowOperation.workflowHandle(), answered };
}

/** Presses «buy» and hands over the running order. */
export async function buy(
  server: Server,
  fakes: ReturnType<typeof house>,
  then: (order: Handle, input: TicketOrderInput) => Promise<void>,
  given: Partial<TicketOrderInput> = {},
): Promise<void> {
  const input: TicketOrderInput = {
    ...{
      tenantId: randomUUID(),
      orderId: randomUUID(),
      showId: randomUUID(),
      personId: randomUUID(),
      asker: 'asker',
      digest: 'digest',
    },
    ...{
      lines: [{ ticketTypeId: randomUUID(), quantity: 2 }],
      currency: 'RUB',
      provider: 'stripe',
      account: 'platform',
      surface: 'web',
    },
    ...{ language: 'ru', buyer: 's1.sealed' as Sealed },
    ...given,
  };
  await withWorkers(server, fakes.activities, async () => {
    const { order, answered } = await askedFor(server, input);
    if (answered instanceof Error)
      fakes.calls.push(['refused', (answered.cause as ApplicationFailure | undefined)?.type ?? answered]);
    else assert.equal((answered as { checkoutUrl: string }).checkoutUrl, input.givenBy ? '' : 'https://pay.example/1');
    try {
      await then(order, input);
    } finally {
      // One that lives on would go on in the middle of the next test.
      await order.terminate().catch(() => undefined);
    }
  });
}
export const phaseIs = (order: Handle, phase: string) =>
  eventually(async () => (await order.query(orderView)).phase === phase, `phase ${phase}`);
