/** Seats of a show: held, sold, released. Each is one transaction, and each may be repeated. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Language } from '../../domain/language.ts';
import { type Currency, type Money, money } from '../../domain/money.ts';
import type { Contact, OrderLine, ProviderName, Surface } from '../../domain/orders.ts';
import { type Sealed, type SealingKeys, unseal } from '../../domain/sealed.ts';
import { sellingStatuses } from '../../domain/shows.ts';
import { inTransaction } from '../context.ts';

export type HoldRequest = {
  tenantId: string;
  orderId: string;
  showId: string;
  personId: string;
  lines: OrderLine[];
  currency: Currency;
  provider: ProviderName;
  account: string;
  surface: Surface;
  bot: string | null;
  language: Language;
};
export type HoldRefusal = 'soldOut' | 'notOnSale' | 'noSuchTicketType' | 'noPriceInCurrency' | 'released';
export type HoldOutcome =
  | { held: true; total: Money; holdEndsAt: string; startsAt: string }
  | { held: false; reason: HoldRefusal };

type ShowRow = { starts_at: Date; status: string; hold_minutes: number; published: boolean };

export const createSeatActivities = ({ sealingKeys }: { sealingKeys: SealingKeys }) => ({
  /**
   * Takes seats for an order, all or none: `insert … on conflict do nothing` and guarded decrements in one transaction.
   * The order's row is written either way, so that every process has one.
   */
  async holdSeats(request: HoldRequest & { buyer: Sealed }): Promise<HoldOutcome> {
    const contact = unseal<Contact>(sealingKeys, request.buyer);
    return inTransaction(async (tx) => {
      const [show] = await tx.execute<ShowRow[]>(
        'select starts_at, status, hold_minutes, published_at is not null as published from shows where tenant_id = ? and id = ?',
        [request.tenantId, request.showId],
      );
      if (!show) throw new Error(`show ${request.showId} is not of this organisation`);
      const created = await insertOrder(tx, request);
      if (!created) return outcomeOf(tx, request, show);
      await saveContact(tx, request, contact);

      const reason = await reserve(tx, request, show);
      if (reason) {
        await tx.execute(`update orders set phase = 'cancelled', reason = ?, closed_at = now() where tenant_id = ? and id = ?`, [
          reason,
          request.tenantId,
          request.orderId,
        ]);
        return { held: false, reason };
      }
      return outcomeOf(tx, request, show);
    });
  },

  /** Frees an order's seats, unless they are sold. Leaves a tombstone even when there was no hold: a late commit finds it and takes nothing. */
  async releaseSeats(request: HoldRequest & { phase: 'expired' | 'cancelled'; reason: string | null }): Promise<void> {
    const { tenantId, orderId, showId, phase, reason } = request;
    await inTransaction(async (tx) => {
      await insertOrder(tx, request);
      // The order's row is the lock that settling takes too.
      await tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);
      const [fresh] = await tx.execute<unknown[]>(
        `insert into seat_holds (tenant_id, order_id, show_id, seats, state) values (?, ?, ?, 0, 'released')
         on conflict (tenant_id, order_id) do nothing returning order_id`,
        [tenantId, orderId, showId],
      );
      const released = await tx.execute<unknown[]>(
        `update seat_holds set state = 'released', changed_at = now() where tenant_id = ? and order_id = ? and state = 'held' returning order_id`,
        [tenantId, orderId],
      );
      if (released.length > 0) await giveSeatsBack(tx, { tenantId, orderId, showId });
      if (fresh || released.length > 0)
        await tx.execute('update orders set phase = ?, reason = ? where tenant_id = ? and id = ?', [
          phase,
          reason,
          tenantId,
          orderId,
        ]);
    });
  },
});

async function insertOrder(tx: EntityManager, request: HoldRequest): Promise<boolean> {
  const { tenantId, orderId, personId, showId, surface, provider, account, bot, language, currency, lines } = request;
  const seats = lines.reduce((sum, line) => sum + line.quantity, 0);
  const rows = await tx.execute<unknown[]>(
    `insert into orders (tenant_id, id, person_id, show_id, phase, surface, provider, account, bot, language, currency, total, seats)
     values (?, ?, ?, ?, 'held', ?, ?, ?, ?, ?, ?, 0, ?) on conflict (tenant_id, id) do nothing returning id`,
    [tenantId, orderId, personId, showId, surface, provider, account, bot, language, currency, seats],
  );
  return rows.length > 0;
}

async function saveContact(tx: EntityManager, request: HoldRequest, contact: Contact): Promise<void> {
  await tx.execute(
    `insert into contacts (tenant_id, person_id, name, email, telegram_id, language) values (?, ?, ?, ?, ?, ?)
     on conflict (tenant_id, person_id) do update set name = coalesce(excluded.name, contacts.name),
       email = coalesce(excluded.email, contacts.email), telegram_id = coalesce(excluded.telegram_id, contacts.telegram_id),
       language = excluded.language, changed_at = now()`,
    [
      request.tenantId,
      request.personId,
      contact.name ?? null,
      contact.email ?? null,
      contact.telegramId ?? null,
      request.language,
    ],
  );
}

/** @returns why not, or undefined when the seats are held. */
async function reserve(tx: EntityManager, request: HoldRequest, show: ShowRow): Promise<HoldRefusal | undefined> {
  const { tenantId, orderId, showId, personId, lines, currency } = request;
  if (!show.published || !(sellingStatuses as string[]).includes(show.status) || show.starts_at <= new Date()) return 'notOnSale';

  const types = await tx.execute<Array<{ id: string; amount: number | null }>>(
    `select t.id, p.amount from ticket_types t
     left join ticket_prices p on p.tenant_id = t.tenant_id and p.ticket_type_id = t.id and p.currency = ?
     where t.tenant_id = ? and t.show_id = ? and t.id in (${lines.map(() => '?').join(', ')})`,
    [currency, tenantId, showId, ...lines.map((line) => line.ticketTypeId)],
  );
  const unit = new Map(types.map(({ id, amount }) => [id, amount]));
  if (lines.some((line) => !unit.has(line.ticketTypeId))) return 'noSuchTicketType';
  if (lines.some((line) => unit.get(line.ticketTypeId) === null)) return 'noPriceInCurrency';

  await tx.execute('savepoint before_seats');
  if (!(await takeSeats(tx, { tenantId, showId, lines }))) {
    await tx.execute('rollback to savepoint before_seats');
    return 'soldOut';
  }
  const claimed = await tx.execute<unknown[]>(
    `insert into seat_holds (tenant_id, order_id, show_id, seats, state) values (?, ?, ?, ?, 'held') on conflict (tenant_id, order_id) do nothing returning order_id`,
    [tenantId, orderId, showId, lines.reduce((sum, line) => sum + line.quantity, 0)],
  );
  if (claimed.length === 0) {
    await tx.execute('rollback to savepoint before_seats');
    return 'released'; // the tombstone was here first
  }
  for (const line of lines)
    await tx.execute(
      'insert into order_lines (tenant_id, order_id, ticket_type_id, person_id, quantity, unit_amount) values (?, ?, ?, ?, ?, ?)',
      [tenantId, orderId, line.ticketTypeId, personId, line.quantity, unit.get(line.ticketTypeId)!],
    );
  await tx.execute(
    `update orders set total = (select sum(quantity * unit_amount) from order_lines l where l.tenant_id = orders.tenant_id and l.order_id = orders.id),
       hold_ends_at = date_trunc('milliseconds', now()) + make_interval(mins => ?) where tenant_id = ? and id = ?`,
    [show.hold_minutes, tenantId, orderId],
  );
  return undefined;
}

/** Guarded decrements: under READ COMMITTED the condition is checked again on the newest row, so the last seat is sold once. */
export async function takeSeats(
  tx: EntityManager,
  { tenantId, showId, lines }: { tenantId: string; showId: string; lines: OrderLine[] },
): Promise<boolean> {
  const seats = lines.reduce((sum, line) => sum + line.quantity, 0);
  const taken = await tx.execute<unknown[]>(
    'update shows set seats_left = seats_left - ? where tenant_id = ? and id = ? and seats_left >= ? returning id',
    [seats, tenantId, showId, seats],
  );
  if (taken.length === 0) return false;
  // In one order of ids everywhere, so that two orders never wait for each other.
  for (const { ticketTypeId, quantity } of lines.toSorted((a, b) => a.ticketTypeId.localeCompare(b.ticketTypeId))) {
    const left = await tx.execute<unknown[]>(
      `update ticket_types set quota_left = quota_left - ? where tenant_id = ? and id = ? and (quota is null or quota_left >= ?) returning id`,
      [quantity, tenantId, ticketTypeId, quantity],
    );
    if (left.length === 0) return false;
  }
  return true;
}

async function giveSeatsBack(
  tx: EntityManager,
  { tenantId, orderId, showId }: { tenantId: string; orderId: string; showId: string },
): Promise<void> {
  await tx.execute(
    `update shows set seats_left = seats_left + (select coalesce(sum(quantity), 0) from order_lines where tenant_id = ? and order_id = ?) where tenant_id = ? and id = ?`,
    [tenantId, orderId, tenantId, showId],
  );
  const lines = await tx.execute<Array<{ ticket_type_id: string; quantity: number }>>(
    'select ticket_type_id, quantity from order_lines where tenant_id = ? and order_id = ? order by ticket_type_id',
    [tenantId, orderId],
  );
  for (const line of lines)
    await tx.execute('update ticket_types set quota_left = quota_left + ? where tenant_id = ? and id = ?', [
      line.quantity,
      tenantId,
      line.ticket_type_id,
    ]);
}

/** What the rows say: the same answer for the first call and for a repeated one. */
async function outcomeOf(
  tx: EntityManager,
  { tenantId, orderId, personId, currency }: HoldRequest,
  show: ShowRow,
): Promise<HoldOutcome> {
  const [row] = await tx.execute<
    Array<{ person_id: string; reason: string | null; total: number; hold_ends_at: Date | null; state: string | null }>
  >(
    `select o.person_id, o.reason, o.total, o.hold_ends_at, h.state from orders o
     left join seat_holds h on h.tenant_id = o.tenant_id and h.order_id = o.id where o.tenant_id = ? and o.id = ?`,
    [tenantId, orderId],
  );
  // Somebody else's order under the same id is nothing to us.
  if (row && row.person_id !== personId) return { held: false, reason: 'released' };
  if (!row?.hold_ends_at || row.state === 'released') return { held: false, reason: (row?.reason ?? 'released') as HoldRefusal };
  return {
    held: true,
    total: money(row.total, currency),
    holdEndsAt: row.hold_ends_at.toISOString(),
    startsAt: show.starts_at.toISOString(),
  };
}
