/** A donation or a purchase on a clock that jumps, with fakes at the activities' port that write down what they were asked. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { OrderPlan } from '../../activities/orders/plan.ts';
import type { ExtraHold } from '../../activities/shop/hold.ts';
import type { ExtraReturned } from '../../activities/shop/return.ts';
import type { Sealed } from '../../domain/sealed.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { checkout, type PaymentSettled, type Verdict } from '../../workflows/payments/messages.ts';
import type { donationOrder } from '../../workflows/shop/donation-order.ts';
import type { ExtraInput } from '../../workflows/shop/messages.ts';
import type { shopOrder } from '../../workflows/shop/shop-order.ts';
import { withWorkers } from '../support/workers.ts';
import { minute } from './order-house.ts';

export type Handle = WorkflowHandle<typeof donationOrder | typeof shopOrder>;

/** What the fakes answer; a test changes what it is about. */
export function extraHouse(now: number) {
  const calls: Array<[name: string, input: any]> = [];
  const note =
    <T>(name: string, answer: (input: any) => T) =>
    async (input: any) => {
      calls.push([name, input]);
      return answer(input);
    };
  const state = { accepted: false, handed: false, lateIsGood: true };
  const plan: OrderPlan = {
    ...{ showId: randomUUID(), startsAt: new Date(now + 30 * minute).toISOString(), minutes: 120 },
    ...{ revision: 0, on: true, inChat: false, paidAt: new Date(now).toISOString() },
  };
  const returned: ExtraReturned = { refund: 'return:1', back: 5000, currency: 'RUB' };
  return {
    ...{ calls, plan, state },
    named: (name: string) => calls.filter(([called]) => called === name).map(([, input]) => input),
    order: () => calls.map(([name]) => name),
    activities: {
      holdExtra: note('holdExtra', (): ExtraHold => {
        const holdEndsAt = new Date(now + 10 * minute).toISOString();
        return { held: true, total: { amount: 5000, currency: 'RUB' }, holdEndsAt };
      }),
      openPayment: note('openPayment', () => ({ checkoutUrl: 'https://pay.example/1' })),
      settleExtra: note('settleExtra', ({ accept, payment }: { accept: boolean; payment: PaymentSettled }): Verdict => {
        if (payment.amount !== 5000) return 'mismatch';
        if (!accept || state.accepted || !state.lateIsGood) return 'unearned';
        state.accepted = true;
        return 'accepted';
      }),
      releaseExtra: note('releaseExtra', () => undefined),
      readPlan: note('readPlan', (): OrderPlan => ({ ...plan })),
      acknowledgeShow: note('acknowledgeShow', ({ revision }: { revision: number }): OrderPlan => ({ ...plan, revision })),
      waitsForHand: note('waitsForHand', () => !state.handed),
      tellBought: note('tellBought', () => undefined),
      handOverGoods: note('handOverGoods', () => {
        state.handed = true;
      }),
      returnExtra: note('returnExtra', (): ExtraReturned => returned),
      returnExtraForCancelledShow: note('returnExtraForCancelledShow', () => (state.handed ? null : returned)),
      closeOrder: note('closeOrder', () => undefined),
      closePayment: note('closePayment', (): { paid?: PaymentSettled } => ({})),
      reportUnclosed: note('reportUnclosed', () => undefined),
      refundPayment: note('refundPayment', () => 'succeeded'),
      payRefund: note('payRefund', () => 'succeeded'),
    },
  };
}

/** Asks for it, as `commands/shop/extras.ts` does, and hands over the running order; a refusal is an answer. */
export async function place(
  server: TestWorkflowEnvironment,
  fakes: ReturnType<typeof extraHouse>,
  kind: 'donation' | 'shop',
  then: (order: Handle, input: ExtraInput) => Promise<void>,
): Promise<void> {
  const input: ExtraInput = {
    ...{ tenantId: randomUUID(), orderId: randomUUID(), showId: fakes.plan.showId, ticketId: randomUUID() },
    ...{ personId: randomUUID(), asker: 'asker', digest: 'digest', kind, amount: kind === 'shop' ? null : 5000 },
    items: kind === 'shop' ? [{ itemId: randomUUID(), quantity: 2 }] : [],
    ...{ currency: 'RUB', provider: 'stripe', account: 'platform', surface: 'web', language: 'ru' },
    ...{ words: 's1.words' as Sealed, buyer: 's1.buyer' as Sealed },
  };
  await withWorkers(server, fakes.activities, async () => {
    const order: Handle = await server.client.workflow.start<typeof donationOrder>(
      kind === 'shop' ? 'shopOrder' : 'donationOrder',
      {
        ...{ workflowId: `order:${input.orderId}`, taskQueue: taskQueues.workflows, args: [input] },
      },
    );
    const answered = await order
      .executeUpdate(checkout, { args: [{ asker: 'asker', digest: 'digest' }], updateId: 'checkout' })
      .catch((error: Error) => error);
    if (answered instanceof Error) fakes.calls.push(['refused', (answered.cause as ApplicationFailure).type]);
    else assert.equal(answered.checkoutUrl, 'https://pay.example/1');
    try {
      await then(order, input);
    } finally {
      await order.terminate().catch(() => undefined);
    }
  });
}
