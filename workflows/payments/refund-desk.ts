/**
 * Money that found no open order: recorded, given back, told.
 *
 *   recorded → given back
 *        └→ already counted (a late copy of money that bought its tickets): nothing to do
 */
import { proxyLocalActivities, setCurrentDetails } from '@temporalio/workflow';
import type { PaymentActivities } from '../../activities/payments/index.ts';
import type { PaymentSettled, Verdict } from './messages.ts';
import { giveBack } from './till.ts';

export type RefundDeskInput = { tenantId: string; orderId: string; payment: PaymentSettled };

// A step on our own Postgres; money is at stake, so it never gives up.
const local = proxyLocalActivities<PaymentActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});

export async function refundDesk({ tenantId, orderId, payment }: RefundDeskInput): Promise<Verdict> {
  setCurrentDetails(`money for the closed order ${orderId}: ${payment.amount} ${payment.currency}`);
  const verdict = await local.recordUnexpectedPayment({ tenantId, orderId, payment });
  if (verdict === 'unearned') await giveBack({ tenantId, orderId }, payment);
  return verdict;
}
