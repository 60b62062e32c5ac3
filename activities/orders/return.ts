/** Tickets come back: void at once, their seats free, their money owed; the money itself moves in a step of its own. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Currency } from '../../domain/money.ts';
import { money } from '../../domain/money.ts';
import type { OrderPhase, ProviderName, RevokeReason } from '../../domain/orders.ts';
import type { RefundPolicy } from '../../domain/refund-policy.ts';
import { isBroken, planRefund, type RefundPlan, refundCapability } from '../../domain/refunds.ts';
import type { ShowStatus } from '../../domain/shows.ts';
import { nameUuid } from '../../domain/uuid.ts';
import { answeredBefore, audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { post } from '../payments/ledger.ts';
import { refused } from '../refused.ts';
import { giveSeatsBack } from './seat-counts.ts';

type OfOrder = { tenantId: string; orderId: string };
export type ReturnRequest = OfOrder & {
  personId: string;
  requestId: string;
  /** Null: every ticket that is still good. */
  ticketIds: string[] | null;
  whole: boolean;
  /** Asked by a member of the organisation, who need not be the buyer. */
  byMember: boolean;
};
export type Returned = {
  /** The refund's key; null when no money has to move. */
  refund: string | null;
  /** Minor units. */
  back: number;
  kept: number;
  currency: Currency;
  ticketIds: string[];
  /** Nothing of the order is left. */
  closed: boolean;
};

type Row = {
  phase: OrderPhase;
  provider: ProviderName;
  currency: Currency;
  /** When the present date was chosen: by the order, or by its last exchange. */
  chosen_at: Date;
  refund_ceiling: number | null;
  starts_at: Date;
  status: ShowStatus;
  moved_at: Date | null;
  refund_policy: RefundPolicy;
  given_by: string | null;
};
type Ticket = {
  id: string;
  unit_amount: number;
  used_at: Date | null;
  state: 'valid' | 'revoked';
  revoke_reason: RevokeReason | null;
};

export const createReturnActivities = () => ({
  /** @throws a BENIGN refusal by the refund policy, or for tickets that are not there. A repeated request answers the same. */
  async returnTickets({ requestId, ...request }: ReturnRequest): Promise<Returned> {
    const key = `return:${request.orderId}:${request.personId}:${requestId}`;
    return inTransaction(async (tx) => {
      const row = await lock(tx, request);
      const before = await returnedBy(tx, request.tenantId, key);
      if (before) return { ...before, closed: row.phase === 'refunded' };
      // The whole price is the organisation's to give.
      if (request.byMember || request.whole) await byHand(tx, { ...request, requestId, action: 'returnTickets' });
      const { plan } = planned(row, await ticketsOf(tx, request), request);
      return giveBack(tx, { ...request, key, row, plan, why: 'refunded' });
    });
  },

  /** The show is off: every ticket is void, all the money is owed. Does nothing the second time. */
  async returnForCancelledShow(request: OfOrder & { revision: number }): Promise<Returned> {
    const key = `return:${request.orderId}:show:${request.revision}`;
    return inTransaction(async (tx) => {
      const row = await lock(tx, request);
      await tx.execute('update orders set show_revision = greatest(show_revision, ?) where tenant_id = ? and id = ?', [
        request.revision,
        request.tenantId,
        request.orderId,
      ]);
      const before = await returnedBy(tx, request.tenantId, key);
      if (before) return { ...before, closed: true };
      const all = await ticketsOf(tx, request);
      const valid = all.filter(({ state }) => state === 'valid');
      const tickets = valid.map(({ id, unit_amount: back }) => ({ id, back, kept: 0 }));
      const plan = { percent: 100, tickets, back: tickets.reduce((sum, { back }) => sum + back, 0), kept: 0 };
      const given = await giveBack(tx, { ...request, key, row, plan, why: 'showCancelled', personId: null });
      return { ...given, ticketIds: voidBecause('showCancelled', all) };
    });
  },

  /** The organisation makes tickets void without money. @throws BENIGN NoSuchTicket, or TicketUsed: whoever is inside stays on record */
  async voidTickets({
    ticketIds,
    personId,
    requestId,
    ...request
  }: OfOrder & { personId: string; requestId: string; ticketIds: string[] }): Promise<Returned> {
    return inTransaction(async (tx) => {
      const row = await lock(tx, request);
      await byHand(tx, { ...request, personId, requestId, ticketIds, action: 'voidTickets' });
      const tickets = (await ticketsOf(tx, request)).filter(({ id }) => ticketIds.includes(id));
      if (tickets.length !== ticketIds.length) throw refused('NoSuchTicket');
      const valid = tickets.filter(({ state }) => state === 'valid');
      if (valid.some(({ used_at: used }) => used !== null)) throw refused('TicketUsed');
      const kept = valid.map(({ id, unit_amount: unit }) => ({ id, back: 0, kept: unit }));
      const plan = { percent: 0, tickets: kept, back: 0, kept: kept.reduce((sum, ticket) => sum + ticket.kept, 0) };
      const key = `void:${request.orderId}:${nameUuid('void', ...valid.map(({ id }) => id).sort())}`;
      const given = await giveBack(tx, { ...request, key, row, plan, why: 'organiser', personId });
      return { ...given, ticketIds: voidBecause('organiser', tickets) };
    });
  },
});

type ByHand = OfOrder & { personId: string; requestId: string; ticketIds: string[] | null; action: string };

/** A member's hand: allowed at the moment at which it was first done, and on record. Call it under the order's lock. @throws BENIGN NotAllowed */
async function byHand(
  tx: EntityManager,
  { tenantId, orderId, personId: by, requestId, ticketIds, action }: ByHand,
): Promise<void> {
  const entry = { tenantId, by, action, subject: `order:${orderId}`, requestId };
  const tickets = ticketIds?.join(' ') ?? 'all';
  // What was done is done, whoever they are by now: something may still have to follow.
  if ((await answeredBefore(tx, entry))?.['tickets'] === tickets) return;
  await authorise(tx, { tenantId, by }, 'manageOrders');
  await audit(tx, entry, { tickets });
}

/** Those void by this step, now or before: who died between the rows and the word to their holders hears of them again. */
const voidBecause = (why: RevokeReason, tickets: Ticket[]): string[] =>
  tickets.filter((ticket) => ticket.state === 'valid' || ticket.revoke_reason === why).map(({ id }) => id);

async function lock(tx: EntityManager, { tenantId, orderId }: OfOrder): Promise<Row> {
  // Locked first, read after: a statement that waited for the lock would still see the order as it was before.
  await tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);
  const [row] = await tx.execute<Row[]>(
    `select o.phase, o.provider, o.currency, case when o.exchanges > 0 then o.ticketed_at else o.created_at end as chosen_at, o.refund_ceiling, o.given_by, s.starts_at, s.status, s.moved_at, s.refund_policy
     from orders o join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id where o.tenant_id = ? and o.id = ?`,
    [tenantId, orderId],
  );
  if (!row) throw new Error(`order ${orderId} has no row`);
  return row;
}

const ticketsOf = (tx: EntityManager, { tenantId, orderId }: OfOrder): Promise<Ticket[]> =>
  tx.execute<Ticket[]>(
    'select id, unit_amount, used_at, state, revoke_reason from tickets where tenant_id = ? and order_id = ? order by id for update',
    [tenantId, orderId],
  );

async function returnedBy(tx: EntityManager, tenantId: string, key: string): Promise<Omit<Returned, 'closed'> | undefined> {
  const [row] = await tx.execute<Array<{ amount: number; kept: number; currency: Currency; ticket_ids: string[] }>>(
    'select amount, kept, currency, ticket_ids from refunds where tenant_id = ? and key = ?',
    [tenantId, key],
  );
  return row && { refund: key, back: row.amount, kept: row.kept, currency: row.currency, ticketIds: row.ticket_ids };
}

function planned(
  row: Row,
  tickets: Ticket[],
  { ticketIds, whole }: Pick<ReturnRequest, 'ticketIds' | 'whole'>,
): { plan: RefundPlan } {
  if (row.phase !== 'paid') throw refused('NotPaid');
  const now = new Date();
  const outcome = planRefund({
    policy: row.refund_policy,
    startsAt: row.starts_at,
    now,
    broken: isBroken({ status: row.status, movedAt: row.moved_at, chosenAt: row.chosen_at, startsAt: row.starts_at, now }),
    ceiling: row.refund_ceiling,
    capability: refundCapability[row.provider],
    valid: tickets
      .filter(({ state }) => state === 'valid')
      .map(({ id, unit_amount: unitAmount, used_at: used }) => ({ id, unitAmount, used: used !== null })),
    returnedBefore: tickets.some((ticket) => ticket.revoke_reason === 'refunded'),
    chosen: ticketIds,
    whole,
  });
  if ('refusal' in outcome) throw refused(outcome.refusal);
  return outcome;
}

type GivingBack = OfOrder & { key: string; row: Row; plan: RefundPlan; why: RevokeReason; personId: string | null };

/** Access first: the tickets are void and their seats free before any money moves. */
async function giveBack(tx: EntityManager, { tenantId, orderId, key, row, plan, why, personId }: GivingBack): Promise<Returned> {
  const ids = plan.tickets.map(({ id }) => id);
  const { currency } = row;
  const left = await revoke(tx, { tenantId, orderId, ids, why });
  if (plan.back > 0) await owe(tx, { tenantId, orderId, key, plan, why, personId, currency });
  if (plan.kept > 0)
    await post(tx, {
      ...{ tenantId, orderId, transaction: `${key}:kept`, money: money(plan.kept, currency) },
      ...{ to: 'sales:tickets', from: 'sales:kept' },
    });
  if (left === 0)
    await tx.execute(
      `update orders set phase = ?, reason = ?, refunded_at = case when ? then now() else refunded_at end where tenant_id = ? and id = ? and phase = 'paid'`,
      [row.given_by === null ? 'refunded' : 'cancelled', why, plan.back > 0, tenantId, orderId],
    );
  return { refund: plan.back > 0 ? key : null, back: plan.back, kept: plan.kept, currency, ticketIds: ids, closed: left === 0 };
}

/** @returns how many tickets of the order are still good. */
export async function revoke(
  tx: EntityManager,
  { tenantId, orderId, ids, why }: OfOrder & { ids: string[]; why: RevokeReason },
): Promise<number> {
  for (const id of ids) {
    const [gone] = await tx.execute<Array<{ showId: string; ticketTypeId: string }>>(
      `update tickets set state = 'revoked', revoked_at = now(), revoke_reason = ? where tenant_id = ? and id = ? and state = 'valid'
       returning show_id as "showId", ticket_type_id as "ticketTypeId"`,
      [why, tenantId, id],
    );
    if (!gone) continue;
    await giveSeatsBack(tx, { tenantId, showId: gone.showId, lines: [{ ticketTypeId: gone.ticketTypeId, quantity: 1 }] });
    await tx.execute(
      `update seat_holds set seats = seats - 1, state = case when seats = 1 then 'released' else state end, changed_at = now() where tenant_id = ? and order_id = ?`,
      [tenantId, orderId],
    );
  }
  const [row] = await tx.execute<Array<{ left: number }>>(
    `select count(*)::int as left from tickets where tenant_id = ? and order_id = ? and state = 'valid'`,
    [tenantId, orderId],
  );
  return row!.left;
}

type Owing = OfOrder & { key: string; plan: RefundPlan; why: RevokeReason; personId: string | null; currency: Currency };

async function owe(tx: EntityManager, { tenantId, orderId, key, plan, why, personId, currency }: Owing): Promise<void> {
  const inserted = await tx.execute<unknown[]>(
    `insert into refunds (tenant_id, id, key, payment_id, order_id, person_id, amount, currency, state, reason, ticket_ids, kept, requested_by)
     select tenant_id, ?, ?, id, order_id, person_id, ?, currency, 'requested', ?, ?::jsonb, ?, ? from payments
     where tenant_id = ? and order_id = ? and verdict = 'accepted' limit 1 returning id`,
    [
      ...[nameUuid('refund', tenantId, key), key, plan.back, why, JSON.stringify(plan.tickets.map(({ id }) => id)), plan.kept],
      ...[personId, tenantId, orderId],
    ],
  );
  if (inserted.length === 0) throw new Error(`order ${orderId} has tickets with a price and no accepted payment`);
  await post(tx, {
    ...{ tenantId, orderId, transaction: `${key}:owed`, money: money(plan.back, currency) },
    ...{ to: 'sales:tickets', from: 'owed:buyers' },
  });
}
