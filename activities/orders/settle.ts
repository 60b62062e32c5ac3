/** Money meets its order: one transaction that records it, decides what it is worth, and issues the tickets. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrderPhase } from '../../domain/orders.ts';
import type { PaymentSettled, Verdict } from '../../workflows/payments/messages.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { askOperator } from '../payments/attention.ts';
import { paymentRowId, recordPayment } from '../payments/record.ts';
import { issueTickets } from './issue.ts';
import { linesOf, tryTakeSeats } from './seat-counts.ts';

export type Settlement = {
  tenantId: string;
  orderId: string;
  payment: PaymentSettled /** False for an order that its buyer gave up. */;
  accept: boolean;
};
type OrderRow = {
  person_id: string;
  show_id: string;
  phase: OrderPhase;
  total: number;
  currency: string;
  provider: string;
  account: string;
  hold: 'held' | 'sold' | 'released' | null;
  /** It had its tickets once, whatever became of them. */
  bought: boolean;
  /** What became of this very payment when it came before, and for which order. */
  known: Verdict | null;
  known_order: string | null;
};

export const createSettleActivities = () => ({
  async settleOrder({ tenantId, orderId, payment, accept }: Settlement): Promise<Verdict> {
    return inTransaction(async (tx) => {
      // Locked first, read after: a statement that waited for the lock would still see the hold as it was before.
      await tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);
      const [order] = await tx.execute<OrderRow[]>(
        `select o.person_id, o.show_id, o.phase, o.total, o.currency, o.provider, o.account, o.paid_at is not null as bought,
           (select state from seat_holds h where h.tenant_id = o.tenant_id and h.order_id = o.id) as hold,
           p.verdict as known, p.order_id as known_order
         from orders o left join payments p on p.tenant_id = o.tenant_id and p.id = ? where o.tenant_id = ? and o.id = ?`,
        [paymentRowId(payment), tenantId, orderId],
      );
      if (!order) throw new Error(`order ${orderId} has no row yet`);
      if (order.known && order.known_order === orderId) return order.known;
      // It is on the books of another order: it buys nothing here, and somebody should know.
      if (order.known) return mismatch(tx, { tenantId, orderId, order, payment });

      const verdict = fits(order, payment) ? await decide(tx, { tenantId, orderId, order, accept }) : 'mismatch';
      await recordPayment(tx, { tenantId, orderId, personId: order.person_id }, payment, verdict);
      if (verdict === 'accepted') await issueTickets(tx, { tenantId, orderId });
      return verdict === 'mismatch' ? mismatch(tx, { tenantId, orderId, order, payment }) : verdict;
    });
  },

  /** Complimentary tickets: the seats are held, and nothing is to be paid. */
  async giveTickets({ tenantId, orderId }: { tenantId: string; orderId: string }): Promise<void> {
    await inTransaction(async (tx) => {
      await tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);
      const sold = await tx.execute<unknown[]>(
        `update seat_holds set state = 'sold', changed_at = now() where tenant_id = ? and order_id = ? and state = 'held' returning order_id`,
        [tenantId, orderId],
      );
      if (sold.length === 0) return;
      const [order] = await tx.execute<Array<{ given_by: string }>>(
        'select given_by from orders where tenant_id = ? and id = ?',
        [tenantId, orderId],
      );
      await authorise(tx, { tenantId, by: order!.given_by }, 'manageOrders');
      await issueTickets(tx, { tenantId, orderId });
    });
  },

  /** Fourteen days after the show nothing more can happen to an order. */
  async closeOrder({ tenantId, orderId }: { tenantId: string; orderId: string }): Promise<void> {
    await inTransaction((tx) =>
      tx.execute(
        `update orders set phase = 'closed', closed_at = coalesce(closed_at, now()) where tenant_id = ? and id = ? and phase = 'paid'`,
        [tenantId, orderId],
      ),
    );
  },
});

async function mismatch(
  tx: EntityManager,
  { tenantId, orderId, order, payment }: { tenantId: string; orderId: string; order: OrderRow; payment: PaymentSettled },
): Promise<'mismatch'> {
  const elsewhere = order.known_order ? `:${orderId}` : '';
  await askOperator(tx, {
    ...{ tenantId, orderId, kind: 'paymentMismatch' },
    key: `mismatch:${payment.provider}:${payment.account}:${payment.paymentId}${elsewhere}`,
    details: {
      got: `${payment.amount} ${payment.currency}`,
      expected: `${order.total} ${order.currency}`,
      paymentId: payment.paymentId,
    },
  });
  return 'mismatch';
}

const fits = (order: OrderRow, payment: PaymentSettled): boolean =>
  payment.amount === order.total &&
  payment.currency === order.currency &&
  payment.provider === order.provider &&
  payment.account === order.account;

/** Held seats are the buyer's; free ones are taken again for late money; without seats the money goes back. */
async function decide(
  tx: EntityManager,
  { tenantId, orderId, order, accept }: { tenantId: string; orderId: string; order: OrderRow; accept: boolean },
): Promise<Verdict> {
  // Tickets that were returned have left a released hold behind: their order is not bought a second time.
  if (!accept || order.bought || order.hold === 'sold' || order.hold === null) return 'unearned';
  if (order.hold === 'released' && !(await retakeSeats(tx, { tenantId, orderId, showId: order.show_id }))) return 'unearned';
  await tx.execute(`update seat_holds set state = 'sold', changed_at = now() where tenant_id = ? and order_id = ?`, [
    tenantId,
    orderId,
  ]);
  return 'accepted';
}

async function retakeSeats(
  tx: EntityManager,
  { tenantId, orderId, showId }: { tenantId: string; orderId: string; showId: string },
): Promise<boolean> {
  const lines = await linesOf(tx, tenantId, orderId);
  const [open] = await tx.execute<unknown[]>('select 1 from shows where tenant_id = ? and id = ? and starts_at > now()', [
    tenantId,
    showId,
  ]);
  return lines.length > 0 && open !== undefined && tryTakeSeats(tx, { tenantId, showId, lines });
}
