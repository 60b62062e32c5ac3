/** Goods get to their buyer. */
import { answeredBefore, audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { currentEm, inTransaction } from '../context.ts';
import { refused } from '../refused.ts';

type OfOrder = { tenantId: string; orderId: string };

const things = `exists (select 1 from shop_lines l join shop_items i on i.tenant_id = l.tenant_id and i.id = l.item_id
  where l.tenant_id = x.tenant_id and l.order_id = x.order_id and i.kind = 'merchandise')`;

export const createHandOverActivities = () => ({
  /** @throws BENIGN NotAllowed, NotToHandOver. Handed over once, it stays so. */
  async handOverGoods({ tenantId, orderId, by, requestId }: OfOrder & { by: string; requestId: string }): Promise<void> {
    await inTransaction(async (tx) => {
      const [order] = await tx.execute<Array<{ phase: string }>>(
        'select phase from orders where tenant_id = ? and id = ? for update',
        [tenantId, orderId],
      );
      const entry = { tenantId, by, action: 'handOver', subject: `order:${orderId}`, requestId };
      if (await answeredBefore(tx, entry)) return;
      await authorise(tx, { tenantId, by }, 'manageOrders');
      if (order?.phase !== 'paid') throw refused('NotToHandOver');
      const handed = await tx.execute<unknown[]>(
        `update extras x set handed_over_at = coalesce(handed_over_at, now()), handed_over_by = coalesce(handed_over_by, ?), changed_at = now()
         where tenant_id = ? and order_id = ? and ${things} returning order_id`,
        [by, tenantId, orderId],
      );
      if (handed.length === 0) throw refused('NotToHandOver');
      await audit(tx, entry, {});
    });
  },

  /** Something of it is neither read at once nor with its buyer. */
  async waitsForHand({ tenantId, orderId }: OfOrder): Promise<boolean> {
    const rows = await currentEm().execute<unknown[]>(
      `select 1 from extras x where tenant_id = ? and order_id = ? and handed_over_at is null and ${things}`,
      [tenantId, orderId],
    );
    return rows.length > 0;
  },
});
