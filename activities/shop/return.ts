/** A donation or a purchase comes back whole: its goods are on the shelf again, its money is owed; the money itself moves in a step of its own. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Currency, money } from '../../domain/money.ts';
import type { ExtraKind, OrderPhase } from '../../domain/orders.ts';
import { nameUuid } from '../../domain/uuid.ts';
import { answeredBefore, audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { post } from '../payments/ledger.ts';
import { salesOf } from '../payments/record.ts';
import { refused } from '../refused.ts';
import { goodsOf, putStockBack } from './stock.ts';

type OfOrder = { tenantId: string; orderId: string };
export type ExtraReturned = {
  /** The refund's key. */
  refund: string;
  /** Minor units. */
  back: number;
  currency: Currency;
};
type Row = { kind: ExtraKind; phase: OrderPhase; total: number; currency: Currency; handed: boolean };

const keyOf = (orderId: string) => `return:${orderId}:extra`;

export const createExtraReturnActivities = () => ({
  /** @throws BENIGN NotAllowed, NotPaid. What came back already is answered as it was, whoever asks again. */
  async returnExtra({ by, requestId, ...order }: OfOrder & { by: string; requestId: string }): Promise<ExtraReturned> {
    return inTransaction(async (tx) => {
      const row = await lock(tx, order);
      const entry = { tenantId: order.tenantId, by, action: 'returnExtra', subject: `order:${order.orderId}`, requestId };
      if (!(await answeredBefore(tx, entry))) await authorise(tx, { tenantId: order.tenantId, by }, 'manageOrders');
      const before = await returnedBefore(tx, order);
      if (before) return before;
      if (row.phase !== 'paid') throw refused('NotPaid');
      await audit(tx, entry, { kind: row.kind });
      return giveBack(tx, { ...order, row, why: 'refunded', by });
    });
  },

  /** @returns null when its goods are with their buyer: they stay there, and the money here. Does nothing the second time. */
  async returnExtraForCancelledShow({ revision, ...order }: OfOrder & { revision: number }): Promise<ExtraReturned | null> {
    return inTransaction(async (tx) => {
      const row = await lock(tx, order);
      await tx.execute('update orders set show_revision = greatest(show_revision, ?) where tenant_id = ? and id = ?', [
        ...[revision, order.tenantId, order.orderId],
      ]);
      const before = await returnedBefore(tx, order);
      if (before) return before;
      return row.handed || row.phase !== 'paid' ? null : giveBack(tx, { ...order, row, why: 'showCancelled', by: null });
    });
  },
});

async function lock(tx: EntityManager, { tenantId, orderId }: OfOrder): Promise<Row> {
  await tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);
  const [row] = await tx.execute<Row[]>(
    `select o.kind, o.phase, o.total, o.currency, x.handed_over_at is not null as handed
     from orders o join extras x on x.tenant_id = o.tenant_id and x.order_id = o.id where o.tenant_id = ? and o.id = ?`,
    [tenantId, orderId],
  );
  if (!row) throw new Error(`order ${orderId} has no row`);
  return row;
}

async function returnedBefore(tx: EntityManager, { tenantId, orderId }: OfOrder): Promise<ExtraReturned | undefined> {
  const [row] = await tx.execute<Array<{ amount: number; currency: Currency }>>(
    'select amount, currency from refunds where tenant_id = ? and key = ?',
    [tenantId, keyOf(orderId)],
  );
  return row && { refund: keyOf(orderId), back: row.amount, currency: row.currency };
}

type GivingBack = OfOrder & { row: Row; why: 'refunded' | 'showCancelled'; by: string | null };

async function giveBack(tx: EntityManager, { tenantId, orderId, row, why, by }: GivingBack): Promise<ExtraReturned> {
  const key = keyOf(orderId);
  const { kind, total, currency, handed } = row;
  const owed = await tx.execute<unknown[]>(
    `insert into refunds (tenant_id, id, key, payment_id, order_id, person_id, amount, currency, state, reason, requested_by)
     select tenant_id, ?, ?, id, order_id, person_id, ?, currency, 'requested', ?, ? from payments
     where tenant_id = ? and order_id = ? and verdict = 'accepted' limit 1 returning id`,
    [nameUuid('refund', tenantId, key), key, total, why, by, tenantId, orderId],
  );
  if (owed.length === 0) throw new Error(`order ${orderId} is paid and has no accepted payment`);
  await post(tx, {
    ...{ tenantId, orderId, transaction: `${key}:owed`, money: money(total, currency) },
    ...{ to: salesOf[kind], from: 'owed:buyers' },
  });
  if (!handed) await putStockBack(tx, { tenantId, items: await goodsOf(tx, tenantId, orderId) });
  await tx.execute(`update extras set state = 'released', changed_at = now() where tenant_id = ? and order_id = ?`, [
    tenantId,
    orderId,
  ]);
  await tx.execute(`update orders set phase = 'refunded', reason = ?, refunded_at = now() where tenant_id = ? and id = ?`, [
    ...[why, tenantId, orderId],
  ]);
  return { refund: key, back: total, currency };
}
