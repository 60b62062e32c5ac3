/**
 * A provider whose events prove nothing says that money came: its own answer is asked for, and only that reaches the order.
 *
 *   asked ⇄ not yet (five times within half an hour) → failed: the same notice may come again
 *     ├→ settled → the order is told, or the refund desk when the order is closed
 *     └→ nothing there for this order: let go, cancelled, of another
 */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ApplicationFailure,
  getExternalWorkflowHandle,
  isCancellation,
  ParentClosePolicy,
  proxyActivities,
  setCurrentDetails,
  sleep,
  startChild,
  TemporalFailure,
} from '@temporalio/workflow';
import type { Confirmed, NoticedPayment } from '../../activities/payments/confirm.ts';
import type { PaymentActivities } from '../../activities/payments/index.ts';
import { orderWorkflowId } from '../../domain/orders.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { type PaymentSettled, paymentDeclined, paymentSettled } from './messages.ts';
import { refundDesk } from './refund-desk.ts';

/** Between askings while the provider does not yet say what its notice said. */
const PATIENCE = ['2 seconds', '20 seconds', '3 minutes', '20 minutes'] as const;

// The buyer's money is set aside and waits for days: never give up on a provider that is away.
const money = proxyActivities<PaymentActivities>({
  taskQueue: taskQueues.payments,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '1 minute' },
  summary: 'ask the provider, and take what waits',
});

export async function paymentNotice(notice: NoticedPayment): Promise<Confirmed['state']> {
  setCurrentDetails(`${notice.provider} payment ${notice.paymentId} for order ${notice.orderId}`);
  for (const pause of [...PATIENCE, undefined]) {
    const confirmed = await money.confirmPayment(notice);
    if (confirmed.state === 'settled') await handOver(notice, confirmed.payment);
    if (confirmed.state === 'nothing' && confirmed.why === 'canceled') await tellDeclined(notice);
    if (confirmed.state !== 'pending') return confirmed.state;
    if (pause) await sleep(pause);
  }
  // Failed rather than done, so that the same notice, when it becomes true, is not taken for a repetition.
  throw ApplicationFailure.create({
    ...{ type: 'NotConfirmed', message: 'the provider does not say what its notice said' },
    ...{ nonRetryable: true, category: 'BENIGN' },
  });
}

async function handOver({ tenantId, orderId }: NoticedPayment, payment: PaymentSettled): Promise<void> {
  try {
    await getExternalWorkflowHandle(orderWorkflowId(orderId)).signal(paymentSettled, payment);
  } catch (error) {
    if (!(error instanceof TemporalFailure) || isCancellation(error)) throw error;
    await openRefundDesk({ tenantId, orderId, payment });
  }
}

/** An order that is over needs no word. */
async function tellDeclined({ orderId }: NoticedPayment): Promise<void> {
  try {
    await getExternalWorkflowHandle(orderWorkflowId(orderId)).signal(paymentDeclined);
  } catch (error) {
    if (!(error instanceof TemporalFailure) || isCancellation(error)) throw error;
  }
}

async function openRefundDesk(input: Parameters<typeof refundDesk>[0]): Promise<void> {
  const { provider, account, paymentId, amount, currency } = input.payment;
  try {
    await startChild(refundDesk, {
      // One desk for one payment, however its money became known.
      workflowId: `refund-desk:${provider}:${account}:${paymentId}`,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [input],
      staticSummary: `money for a closed order: ${amount} ${currency}`,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
