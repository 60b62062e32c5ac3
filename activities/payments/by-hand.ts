/** An operator has returned by hand what a provider refused to return: the debt is settled in the books, once. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Currency, money } from '../../domain/money.ts';
import { post } from './ledger.ts';
import type { RefundKey } from './refund-row.ts';

export async function settleByHand(tx: EntityManager, { tenantId, orderId, key }: RefundKey): Promise<void> {
  const [row] = await tx.execute<Array<{ amount: number; currency: Currency }>>(
    `update refunds set state = 'succeeded', provider_refund_id = 'by hand', settled_at = now() where tenant_id = ? and key = ? and state = 'refused'
     returning amount, currency`,
    [tenantId, key],
  );
  if (!row) return;
  await post(tx, {
    // A name of its own: the refund's may stand in the books already, when the bank sent that money back.
    ...{ tenantId, orderId, transaction: `${key}:by-hand`, money: money(row.amount, row.currency) },
    ...{ to: 'owed:buyers', from: 'by-hand' },
  });
}
