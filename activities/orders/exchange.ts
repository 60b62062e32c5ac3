/** All tickets of an order for another date of the same production: one transaction, seats taken before the old ones are free. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import { type RefundPolicy, refundPercent } from '../../domain/refund-policy.ts';
import { exchangeUntil } from '../../domain/refunds.ts';
import { sellingStatuses } from '../../domain/shows.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';
import { issueTicket } from './issue.ts';
import { currentPlan, type OrderPlan } from './plan.ts';
import { revoke } from './return.ts';
import { tryTakeSeats } from './seat-counts.ts';

export type Exchange = { tenantId: string; orderId: string; personId: string; requestId: string; showId: string };
type Held = {
  id: string;
  ticket_type_id: string;
  position: number;
  unit_amount: number;
  used_at: Date | null;
  holder_person_id: string | null;
  name: LocalText;
};
type OrderRow = {
  person_id: string;
  phase: string;
  currency: string;
  given_by: string | null;
  exchanges: number;
  show_id: string;
  starts_at: Date;
  status: string;
  production_id: string;
  refund_policy: RefundPolicy;
  refund_ceiling: number | null;
  /** Moved after it was chosen: it could be returned whole. */
  moved: boolean;
};
type Target = { id: string; status: string; starts_at: Date; production_id: string; published: boolean };

export const createExchangeActivities = () => ({
  /** @throws a BENIGN refusal. A repeated request finds the order on its new date and answers the same. */
  async exchangeOrder({ tenantId, orderId, showId }: Exchange): Promise<OrderPlan> {
    await inTransaction(async (tx) => {
      await lock(tx, { tenantId, orderId, showId });
      const order = await orderOf(tx, tenantId, orderId);
      if (order.show_id === showId) return; // done before
      const held = await heldTickets(tx, tenantId, orderId);
      if (order.phase !== 'paid' || held.length === 0) throw refused('NotPaid');
      // The money for a show that is off is on its way back already.
      const off = order.status === 'cancelled' || exchangeUntil(order.starts_at) <= new Date();
      if (off || held.some((ticket) => ticket.used_at)) throw refused('ExchangeClosed');
      const target = await targetOf(tx, tenantId, showId, order.production_id);
      const swaps = await matched(tx, { tenantId, showId, order, held });
      const lines = countsOf(swaps);
      if (!(await tryTakeSeats(tx, { tenantId, showId: target.id, lines }))) throw refused('SoldOut');
      await revoke(tx, { tenantId, orderId, ids: held.map(({ id }) => id), why: 'exchanged' });
      await rewrite(tx, { tenantId, orderId, showId, order, swaps });
    });
    return currentPlan({ tenantId, orderId });
  },
});

/** The order, then both dates in one order of ids: two orders that change places would else wait for each other. */
async function lock(
  tx: EntityManager,
  { tenantId, orderId, showId }: Pick<Exchange, 'tenantId' | 'orderId' | 'showId'>,
): Promise<void> {
  await tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);
  await tx.execute(
    `select 1 from shows where tenant_id = ? and id in (?, (select show_id from orders where tenant_id = ? and id = ?))
     order by id for no key update`,
    [tenantId, showId, tenantId, orderId],
  );
}

async function orderOf(tx: EntityManager, tenantId: string, orderId: string): Promise<OrderRow> {
  const [row] = await tx.execute<OrderRow[]>(
    `select o.person_id, o.phase, o.currency, o.given_by, o.exchanges, o.show_id, o.refund_ceiling, s.starts_at, s.status, s.production_id,
       s.refund_policy, coalesce(case when o.exchanges > 0 then o.ticketed_at else o.created_at end < s.moved_at, false) as moved
     from orders o join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id where o.tenant_id = ? and o.id = ?`,
    [tenantId, orderId],
  );
  if (!row) throw new Error(`order ${orderId} has no row`);
  return row;
}

const heldTickets = (tx: EntityManager, tenantId: string, orderId: string): Promise<Held[]> =>
  tx.execute<Held[]>(
    `select k.id, k.ticket_type_id, k.position, k.unit_amount, k.used_at, k.holder_person_id, t.name from tickets k
     join ticket_types t on t.tenant_id = k.tenant_id and t.id = k.ticket_type_id
     where k.tenant_id = ? and k.order_id = ? and k.state = 'valid' order by t.position, k.position for update of k`,
    [tenantId, orderId],
  );

async function targetOf(tx: EntityManager, tenantId: string, showId: string, productionId: string): Promise<Target> {
  const [target] = await tx.execute<Target[]>(
    'select id, status, starts_at, production_id, published_at is not null as published from shows where tenant_id = ? and id = ?',
    [tenantId, showId],
  );
  if (target?.production_id !== productionId) throw refused('ExchangeUnfit');
  const selling = (sellingStatuses as string[]).includes(target.status);
  if (!target.published || !selling || target.starts_at <= new Date()) throw refused('NotOnSale');
  return target;
}

type Swap = { ticket: Held; typeId: string };

/** The same kind of ticket at the same price, by its name: dates have types of their own. */
async function matched(
  tx: EntityManager,
  { tenantId, showId, order, held }: { tenantId: string; showId: string; order: OrderRow; held: Held[] },
): Promise<Swap[]> {
  const types = await tx.execute<Array<{ id: string; name: LocalText; open_price: boolean; amount: number | null }>>(
    `select t.id, t.name, t.open_price, p.amount from ticket_types t
     left join ticket_prices p on p.tenant_id = t.tenant_id and p.ticket_type_id = t.id and p.currency = ?
     where t.tenant_id = ? and t.show_id = ?`,
    [order.currency, tenantId, showId],
  );
  return held.map((ticket) => {
    const type = types.find(({ name }) => name.ru === ticket.name.ru);
    const price = type?.amount ?? null;
    const fits =
      order.given_by !== null ||
      price === ticket.unit_amount ||
      (type?.open_price && price !== null && price <= ticket.unit_amount);
    if (!type || !fits) throw refused('ExchangeUnfit');
    return { ticket, typeId: type.id };
  });
}

function countsOf(swaps: Swap[]) {
  const counts = new Map<string, number>();
  for (const { typeId } of swaps) counts.set(typeId, (counts.get(typeId) ?? 0) + 1);
  return [...counts].map(([ticketTypeId, quantity]) => ({ ticketTypeId, quantity }));
}

/** An exchange opens no new free return: what the old date would have given stays the most. */
function ceilingOf({ moved, refund_policy: policy, starts_at: startsAt, refund_ceiling: before }: OrderRow): number {
  return moved ? 100 : Math.min(refundPercent(policy, startsAt, new Date()), before ?? 100);
}

type Rewriting = { tenantId: string; orderId: string; showId: string; order: OrderRow; swaps: Swap[] };

/** The order stands on its new date: lines, hold, and new tickets in the same hands. */
async function rewrite(tx: EntityManager, { tenantId, orderId, showId, order, swaps }: Rewriting): Promise<void> {
  const exchanges = order.exchanges + 1;
  await tx.execute('update order_lines set quantity = 0 where tenant_id = ? and order_id = ?', [tenantId, orderId]);
  for (const { ticketTypeId, quantity } of countsOf(swaps)) {
    const unit = swaps.find(({ typeId }) => typeId === ticketTypeId)!.ticket.unit_amount;
    await tx.execute(
      `insert into order_lines (tenant_id, order_id, ticket_type_id, person_id, quantity, unit_amount) values (?, ?, ?, ?, ?, ?)
       on conflict (tenant_id, order_id, ticket_type_id) do update set quantity = excluded.quantity, unit_amount = excluded.unit_amount`,
      [tenantId, orderId, ticketTypeId, order.person_id, quantity, unit],
    );
  }
  await tx.execute(
    `update seat_holds set show_id = ?, seats = ?, state = 'sold', changed_at = now() where tenant_id = ? and order_id = ?`,
    [showId, swaps.length, tenantId, orderId],
  );
  await tx.execute(
    `update orders set show_id = ?, exchanges = ?, refund_ceiling = ?, ticketed_at = now(), delivered_at = null,
       show_revision = (select revision from shows s where s.tenant_id = orders.tenant_id and s.id = ?) where tenant_id = ? and id = ?`,
    [showId, exchanges, ceilingOf(order), showId, tenantId, orderId],
  );
  const places = new Map<string, number>();
  for (const { ticket, typeId } of swaps) {
    const position = (places.get(typeId) ?? 0) + 1;
    places.set(typeId, position);
    await issueTicket(tx, {
      ...{ tenantId, orderId, ticket_type_id: typeId, unit_amount: ticket.unit_amount, show_id: showId },
      ...{ person_id: order.person_id, exchanges, position, holder: ticket.holder_person_id },
    });
  }
}
