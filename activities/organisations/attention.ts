/** What waited for a person has been looked at; a refused refund may be asked for again. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type SealingKeys, unseal } from '../../domain/sealed.ts';
import type { OrganisationInput, Resolution, Retry } from '../../workflows/organisations/messages.ts';
import { answeredBefore, audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { settleByHand } from '../payments/by-hand.ts';
import { refused } from '../refused.ts';

export type RefundOf = { orderId: string; key: string };
export type RefundAgain = RefundOf & { attempt: number };
export type RetryEnded = { tenantId: string; itemId: string; by: string; attempt: number; outcome: 'succeeded' | 'refused' };
type Item = { kind: string; order_id: string | null; refund: string; resolved: boolean };

export const createAttentionActivities = ({ sealingKeys }: { sealingKeys: SealingKeys }) => ({
  /** @returns the refund whose debt this settles: a refused one that somebody has dealt with was returned by hand. */
  async settleAttention({ resolution, ...asked }: OrganisationInput & Resolution): Promise<RefundOf | null> {
    const { tenantId, by, requestId, itemId } = asked;
    const words = unseal<string>(sealingKeys, resolution);
    return inTransaction(async (tx) => {
      const item = await lockedItem(tx, tenantId, itemId);
      const entry = { tenantId, by, requestId, action: 'resolveAttention', subject: `attention:${itemId}` };
      const settled = item.kind === 'refundRefused' && item.order_id ? { orderId: item.order_id, key: item.refund } : null;
      // The same request again goes on where it was interrupted; somebody else's later word settles nothing.
      if (await answeredBefore(tx, entry)) return settled;
      await authorise(tx, asked, 'manageOrders');
      if (item.resolved) return null;
      if (settled) await settleDebt(tx, { tenantId, ...settled });
      await audit(tx, entry, { kind: item.kind, orderId: item.order_id });
      await resolve(tx, { tenantId, itemId, by, words, orderId: item.order_id });
      return settled;
    });
  },

  /** Which call to its provider comes next, under a key of its own: the refused one would only be refused again. */
  async nextRefundAttempt(asked: OrganisationInput & Retry): Promise<RefundAgain> {
    const { tenantId, by, requestId, itemId } = asked;
    return inTransaction(async (tx) => {
      const { kind, refund: key, order_id: orderId, resolved } = await lockedItem(tx, tenantId, itemId);
      const entry = { tenantId, by, requestId, action: 'retryRefund', subject: `attention:${itemId}` };
      const before = await answeredBefore(tx, entry);
      if (before) return before as RefundAgain;
      await authorise(tx, asked, 'manageOrders');
      if (kind !== 'refundRefused' || orderId === null || resolved) throw refused('NotFound');
      const [refund] = await tx.execute<Array<{ attempt: number; state: string }>>(
        'select attempt, state from refunds where tenant_id = ? and key = ?',
        [tenantId, key],
      );
      if (!refund) throw refused('NotFound');
      // A second press while the first is under way joins it.
      const again = { orderId, key, attempt: refund.attempt + (refund.state === 'refused' ? 1 : 0) };
      await audit(tx, entry, again);
      return again;
    });
  },

  /** The item has had its answer; a new refusal has an item of its own. */
  async closeRetried({ tenantId, itemId, by, attempt, outcome }: RetryEnded): Promise<void> {
    await inTransaction(async (tx) => {
      const item = await lockedItem(tx, tenantId, itemId);
      if (item.resolved) return;
      // What the house notes is kept as facts: whoever reads them later reads them in their language.
      const facts = { retried: outcome, retriedAttempt: attempt };
      await resolve(tx, { tenantId, itemId, by, words: null, facts, orderId: item.order_id });
    });
  },
});

/** In the same transaction as the person's word: a retry that comes between would return the money a second time. @throws BENIGN RefundUnderWay */
async function settleDebt(tx: EntityManager, refund: { tenantId: string } & RefundOf): Promise<void> {
  const [row] = await tx.execute<Array<{ state: string }>>(
    'select state from refunds where tenant_id = ? and key = ? for update',
    [refund.tenantId, refund.key],
  );
  if (row?.state === 'requested') throw refused('RefundUnderWay');
  await settleByHand(tx, refund);
}

type Resolved = {
  tenantId: string;
  itemId: string;
  by: string;
  /** A person's; null when the house settled it. */
  words: string | null;
  facts?: Record<string, string | number>;
  orderId: string | null;
};

async function resolve(tx: EntityManager, { tenantId, itemId, by, words, facts = {}, orderId }: Resolved): Promise<void> {
  await tx.execute(
    'update attention_items set resolved_at = now(), resolved_by = ?, resolution = ?, details = details || ?::jsonb where tenant_id = ? and id = ?',
    [by, words, JSON.stringify(facts), tenantId, itemId],
  );
  await tx.execute(
    `update orders set attention = exists (select 1 from attention_items i where i.tenant_id = orders.tenant_id and i.order_id = orders.id and i.resolved_at is null)
     where tenant_id = ? and id = ?`,
    [tenantId, orderId],
  );
}

async function lockedItem(tx: EntityManager, tenantId: string, itemId: string): Promise<Item> {
  const [item] = await tx.execute<Item[]>(
    `select kind, order_id, coalesce(details->>'refund', key) as refund, resolved_at is not null as resolved
     from attention_items where tenant_id = ? and id = ? for update`,
    [tenantId, itemId],
  );
  if (!item) throw refused('NotFound');
  return item;
}
