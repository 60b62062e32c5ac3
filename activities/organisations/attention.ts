/** What waited for a person has been looked at; a refused refund may be asked for again. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type SealingKeys, unseal } from '../../domain/sealed.ts';
import type { OrganisationInput, Resolution, Retry } from '../../workflows/organisations/messages.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';

export type RefundAgain = { orderId: string; key: string; attempt: number };
type Item = { kind: string; key: string; order_id: string | null; resolved: boolean };

export const createAttentionActivities = ({ sealingKeys }: { sealingKeys: SealingKeys }) => ({
  async settleAttention({ resolution, ...asked }: OrganisationInput & Resolution): Promise<void> {
    const { tenantId, by, requestId, itemId } = asked;
    const words = unseal<string>(sealingKeys, resolution);
    await inTransaction(async (tx) => {
      await authorise(tx, asked, 'manageOrders');
      const item = await lockedItem(tx, tenantId, itemId);
      const entry = { tenantId, by, requestId, action: 'resolveAttention', subject: `attention:${itemId}` };
      if (item.resolved || !(await audit(tx, entry, { kind: item.kind, orderId: item.order_id }))) return;
      await tx.execute(
        'update attention_items set resolved_at = now(), resolved_by = ?, resolution = ? where tenant_id = ? and id = ?',
        [...[by, words, tenantId, itemId]],
      );
      await tx.execute(
        `update orders set attention = exists (select 1 from attention_items i where i.tenant_id = orders.tenant_id and i.order_id = orders.id and i.resolved_at is null)
         where tenant_id = ? and id = ?`,
        [tenantId, item.order_id],
      );
    });
  },

  /** Which call to its provider comes next, under a key of its own: the refused one would only be refused again. */
  async nextRefundAttempt(asked: OrganisationInput & Retry): Promise<RefundAgain> {
    const { tenantId, by, requestId, itemId } = asked;
    return inTransaction(async (tx) => {
      await authorise(tx, asked, 'manageOrders');
      const { kind, key, order_id: orderId, resolved } = await lockedItem(tx, tenantId, itemId);
      if (kind !== 'refundRefused' || orderId === null || resolved) throw refused('NotFound');
      const [refund] = await tx.execute<Array<{ attempt: number }>>(
        'select attempt from refunds where tenant_id = ? and key = ?',
        [tenantId, key],
      );
      if (!refund) throw refused('NotFound');
      const attempt = refund.attempt + 1;
      await audit(
        tx,
        { tenantId, by, requestId, action: 'retryRefund', subject: `attention:${itemId}` },
        { orderId, key, attempt },
      );
      return { orderId, key, attempt };
    });
  },
});

async function lockedItem(tx: EntityManager, tenantId: string, itemId: string): Promise<Item> {
  const [item] = await tx.execute<Item[]>(
    'select kind, key, order_id, resolved_at is not null as resolved from attention_items where tenant_id = ? and id = ? for update',
    [tenantId, itemId],
  );
  if (!item) throw refused('NotFound');
  return item;
}
