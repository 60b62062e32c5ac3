/** Counting goods: guarded decrements, and putting back. The callers hold the transaction. */
import type { EntityManager } from '@mikro-orm/postgresql';

export type Goods = Array<{ itemId: string; quantity: number }>;
type OfTenant = { tenantId: string; items: Goods };

// In one order of ids everywhere, so that two orders never wait for each other.
const inOrder = (items: Goods) => items.toSorted((a, b) => a.itemId.localeCompare(b.itemId));

/** Under READ COMMITTED the condition is checked again on the newest row, so the last one is sold once. */
async function takeStock(tx: EntityManager, { tenantId, items }: OfTenant): Promise<boolean> {
  for (const { itemId, quantity } of inOrder(items)) {
    const taken = await tx.execute<unknown[]>(
      `update shop_items set stock = stock - ? where tenant_id = ? and id = ? and active and (stock is null or stock >= ?) returning id`,
      [quantity, tenantId, itemId, quantity],
    );
    if (taken.length === 0) return false;
  }
  return true;
}

/** All or none, inside a transaction that goes on either way. */
export async function tryTakeStock(tx: EntityManager, goods: OfTenant): Promise<boolean> {
  await tx.execute('savepoint before_goods');
  if (await takeStock(tx, goods)) return true;
  await tx.execute('rollback to savepoint before_goods');
  return false;
}

export async function putStockBack(tx: EntityManager, { tenantId, items }: OfTenant): Promise<void> {
  for (const { itemId, quantity } of inOrder(items))
    await tx.execute('update shop_items set stock = stock + ? where tenant_id = ? and id = ?', [quantity, tenantId, itemId]);
}

/** What an order asked for, as it stands in its lines. */
export const goodsOf = (tx: EntityManager, tenantId: string, orderId: string): Promise<Goods> =>
  tx.execute<Goods>('select item_id as "itemId", quantity from shop_lines where tenant_id = ? and order_id = ?', [
    tenantId,
    orderId,
  ]);
