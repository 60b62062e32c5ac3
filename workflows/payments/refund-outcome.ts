/**
 * A provider says what became of a refund, maybe days after it looked done.
 *
 *   asked → recorded: done as expected, or turned back and put on an operator's list
 */
import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { PaymentActivities } from '../../activities/payments/index.ts';
import type { Recorded, RefundOutcome } from '../../activities/payments/refund-outcome.ts';
import { taskQueues } from '../../domain/task-queues.ts';

// It may have to ask the provider; money is at stake, so it never gives up.
const money = proxyActivities<PaymentActivities>({
  taskQueue: taskQueues.payments,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
  summary: 'record what became of a refund',
});

export async function refundOutcome(outcome: RefundOutcome): Promise<Recorded> {
  setCurrentDetails(`${outcome.provider} refund ${outcome.refundId} of order ${outcome.orderId}: ${outcome.state}`);
  return money.recordRefundOutcome(outcome);
}
