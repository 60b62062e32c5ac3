/**
 * A refund that its provider refused, asked for once more by an operator.
 *
 *   asking ──(the provider says yes)──→ succeeded
 *      └──(it says no again)──→ refused: an item of its own waits for the operator
 */
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { OrganisationActivities } from '../../activities/organisations/index.ts';
import type { PaymentActivities } from '../../activities/payments/index.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { showPhase } from '../shared/phase.ts';

export type RefundRetryInput = { tenantId: string; orderId: string; key: string; attempt: number; itemId: string; by: string };

// Money must move back however long the provider is away; its rate is the queue's business.
const refunds = proxyActivities<PaymentActivities>({
  taskQueue: taskQueues.refunds,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
  summary: 'return the money',
});
const sure = proxyLocalActivities<OrganisationActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});

export async function refundRetry(input: RefundRetryInput): Promise<'succeeded' | 'refused'> {
  const { tenantId, orderId, key, attempt, itemId, by } = input;
  showPhase('asking', `attempt ${attempt}`);
  const outcome = await refunds.retryRefund({ tenantId, orderId, key, attempt });
  await sure.closeRetried({ tenantId, itemId, by, attempt, outcome });
  showPhase(outcome, `attempt ${attempt}`);
  return outcome;
}

const keyword = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');
const keys = { kind: keyword('kind'), tenantId: keyword('tenantId') };

export const retryAttributes = ({ tenantId }: RefundRetryInput): SearchAttributePair[] => [
  { key: keys.kind, value: 'refundRetry' },
  { key: keys.tenantId, value: tenantId },
];
