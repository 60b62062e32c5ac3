/** Money meets its donation or purchase: one transaction that records it, decides what it is worth, and says thanks over the picture. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Currency } from '../../domain/money.ts';
import type { ExtraKind } from '../../domain/orders.ts';
import { nameUuid } from '../../domain/uuid.ts';
import type { PaymentSettled, Verdict } from '../../workflows/payments/messages.ts';
import { inTransaction } from '../context.ts';
import { fits, mismatch } from '../payments/fits.ts';
import { paymentRowId, recordPayment } from '../payments/record.ts';
import { houseOf } from './gathering.ts';
import { goodsOf, tryTakeStock } from './stock.ts';

type OfOrder = { tenantId: string; orderId: string };
export type ExtraSettlement = OfOrder & {
  payment: PaymentSettled;
  /** False for an order that its buyer gave up. */
  accept: boolean;
};
/** What stands over the picture of everybody; `id` follows from the order, so that it is said once. */
type Said = OfOrder & {
  showId: string;
  id: string;
  personId: string;
  ticketId: string | null;
  name: string;
  text: string;
  amount: number;
  currency: Currency;
};
export type ExtraSettleDeps = {
  /** Part of the given transaction. */
  appendDonation: (tx: EntityManager, said: Said) => Promise<boolean>;
};
type Row = {
  kind: ExtraKind;
  person_id: string;
  show_id: string;
  ticket_id: string;
  total: number;
  currency: Currency;
  provider: string;
  account: string;
  state: 'held' | 'sold' | 'released';
  name: string;
  text: string;
  /** It was paid once, whatever became of it. */
  bought: boolean;
  /** What became of this very payment when it came before, and for which order. */
  known: Verdict | null;
  known_order: string | null;
};

export const createExtraSettleActivities = ({ appendDonation }: ExtraSettleDeps) => ({
  async settleExtra({ tenantId, orderId, payment, accept }: ExtraSettlement): Promise<Verdict> {
    return inTransaction(async (tx) => {
      const order = await lockedOrder(tx, { tenantId, orderId }, payment);
      if (order.known && order.known_order === orderId) return order.known;
      // It is on the books of another order: it buys nothing here, and somebody should know.
      if (order.known) return mismatch(tx, { tenantId, orderId, order, payment });

      const verdict = fits(order, payment) ? await decide(tx, { tenantId, orderId, order, accept }) : 'mismatch';
      await recordPayment(tx, { tenantId, orderId, personId: order.person_id }, payment, verdict, order.kind);
      if (verdict === 'mismatch') return mismatch(tx, { tenantId, orderId, order, payment });
      if (verdict !== 'accepted') return verdict;
      await tx.execute(
        `update orders set phase = 'paid', reason = null, paid_at = coalesce(paid_at, now()) where tenant_id = ? and id = ?`,
        [tenantId, orderId],
      );
      if (order.kind === 'donation') await appendDonation(tx, await saidBy(tx, { tenantId, orderId, order }));
      return verdict;
    });
  },
});

async function lockedOrder(tx: EntityManager, { tenantId, orderId }: OfOrder, payment: PaymentSettled): Promise<Row> {
  // Locked first, read after: a statement that waited for the lock would still see the row as it was before.
  await tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);
  const [order] = await tx.execute<Row[]>(
    `select o.kind, o.person_id, o.show_id, x.ticket_id, o.total, o.currency, o.provider, o.account, x.state, x.name, x.text,
       o.paid_at is not null as bought, p.verdict as known, p.order_id as known_order
     from orders o join extras x on x.tenant_id = o.tenant_id and x.order_id = o.id
     left join payments p on p.tenant_id = o.tenant_id and p.id = ? where o.tenant_id = ? and o.id = ?`,
    [paymentRowId(payment), tenantId, orderId],
  );
  if (!order) throw new Error(`order ${orderId} has no row yet`);
  return order;
}

/** What is held is the buyer's. Late money buys goods that are left; it thanks nobody when the audience has gone, so it goes back. */
async function decide(
  tx: EntityManager,
  { tenantId, orderId, order, accept }: OfOrder & { order: Row; accept: boolean },
): Promise<'accepted' | 'unearned'> {
  // What was given back has left a released row behind: it is not bought a second time.
  if (!accept || order.bought || order.state === 'sold') return 'unearned';
  const house = await houseOf(tx, { tenantId, showId: order.show_id });
  if (!house.on) return 'unearned';
  if (order.state === 'released' && !(await stillWanted(tx, { tenantId, orderId, order, gathering: house.gathering })))
    return 'unearned';
  await tx.execute(`update extras set state = 'sold', changed_at = now() where tenant_id = ? and order_id = ?`, [
    tenantId,
    orderId,
  ]);
  return 'accepted';
}

async function stillWanted(
  tx: EntityManager,
  { tenantId, orderId, order, gathering }: OfOrder & { order: Row; gathering: boolean },
): Promise<boolean> {
  if (order.kind === 'donation') return gathering;
  const items = await goodsOf(tx, tenantId, orderId);
  return items.length > 0 && tryTakeStock(tx, { tenantId, items });
}

/** Whoever may not write gives without a word. */
async function saidBy(tx: EntityManager, { tenantId, orderId, order }: OfOrder & { order: Row }): Promise<Said> {
  const { show_id: showId, person_id: personId, ticket_id: ticketId, total: amount, currency, name, text } = order;
  const silenced = await tx.execute<unknown[]>(
    `select 1 from audience_silences where tenant_id = ? and person_id = ? and scope in (?, ?) and lifted_at is null and (until is null or until > now())`,
    [tenantId, personId, tenantId, showId],
  );
  const words = silenced.length > 0 ? { name: '', text: '' } : { name, text };
  const id = nameUuid('donation line', orderId);
  return { tenantId, orderId, showId, id, personId, ticketId, amount, currency, ...words };
}
