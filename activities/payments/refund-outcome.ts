/** What became of a refund after it had looked done: a bank may send the money back days later. */

import type { EntityManager } from '@mikro-orm/postgresql';
import { cancellationSignal } from '@temporalio/activity';
import type { ProviderName } from '../../domain/orders.ts';
import { type PaymentProviders, PaymentRejected } from '../../providers/payments/port.ts';
import { inTransaction } from '../context.ts';
import { asFailure } from './as-failure.ts';
import { askOperator } from './attention.ts';

export type RefundOutcome = {
  tenantId: string;
  orderId: string;
  provider: ProviderName;
  account: string;
  /** The provider's own id of the refund. */
  refundId: string;
  state: 'succeeded' | 'failed';
  why?: string;
};
export type Recorded = 'succeeded' | 'refused' | 'pending' | 'unknown';

type RefundRow = { key: string; payment_id: string; attempt: number; state: 'requested' | 'succeeded' | 'refused' };

export const createRefundOutcomeActivities = ({ providers }: { providers: PaymentProviders }) => ({
  /** Safe to repeat. A provider whose events prove nothing is asked what became of it. */
  async recordRefundOutcome(outcome: RefundOutcome): Promise<Recorded> {
    const { state, why } = await truthOf(providers, outcome);
    if (state === 'pending' || state === 'unknown') return state;
    return inTransaction(async (tx) => {
      const { tenantId, orderId, refundId } = outcome;
      const [refund] = await tx.execute<RefundRow[]>(
        'select key, payment_id, attempt, state from refunds where tenant_id = ? and order_id = ? and provider_refund_id = ? for update',
        [tenantId, orderId, refundId],
      );
      if (!refund) return 'unknown';
      if (state === 'succeeded') return refund.state === 'refused' ? 'refused' : 'succeeded';
      if (refund.state === 'succeeded') await turnBack(tx, outcome, refund, why);
      return 'refused';
    });
  },
});

async function truthOf(
  providers: PaymentProviders,
  { provider, account, refundId, state, why }: RefundOutcome,
): Promise<{ state: 'succeeded' | 'failed' | 'pending' | 'unknown'; why?: string }> {
  const { readRefund } = await asFailure(() => providers.get(provider, account));
  if (!readRefund) return { state, ...(why ? { why } : {}) };
  try {
    return await readRefund(refundId, cancellationSignal());
  } catch (error) {
    if (error instanceof PaymentRejected) return { state: 'unknown' };
    throw error;
  }
}

/** The money is at the provider again and still owed to the buyer; how it gets there now a person decides. */
async function turnBack(
  tx: EntityManager,
  { tenantId, orderId, provider, refundId }: RefundOutcome,
  { key, payment_id: paymentId, attempt }: RefundRow,
  why = 'no reason given',
): Promise<void> {
  await tx.execute(`update refunds set state = 'refused', settled_at = now() where tenant_id = ? and key = ?`, [tenantId, key]);
  // The refund's own entries with the sign turned; what is append-only is set right by another entry.
  await tx.execute(
    `insert into ledger_entries (tenant_id, "transaction", account, currency, amount, order_id)
     select tenant_id, ?, account, currency, -amount, order_id from ledger_entries where tenant_id = ? and "transaction" = ?
     on conflict do nothing`,
    [`failed:${provider}:${refundId}`, tenantId, attempt === 1 ? key : `${key}:${attempt}`],
  );
  await askOperator(tx, {
    ...{ tenantId, orderId, kind: 'refundRefused', key: `failed:${provider}:${refundId}` },
    details: { why, paymentId, refund: key, attempt },
  });
}
