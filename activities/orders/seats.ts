/** Seats of a show: held, sold, released. Each is one transaction, and each may be repeated. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Language } from '../../domain/language.ts';
import { type Currency, type Money, money } from '../../domain/money.ts';
import { type Contact, maxUnpaidGuestSeats, type OrderLine, type ProviderName, type Surface } from '../../domain/orders.ts';
import { type Sealed, type SealingKeys, unseal } from '../../domain/sealed.ts';
import { sellingStatuses } from '../../domain/shows.ts';
import { inTransaction } from '../context.ts';
import { saveContact } from './contacts.ts';
import { type PriceRefusal, pricesOf } from './prices.ts';
import { giveSeatsBack, linesOf, tryTakeSeats } from './seat-counts.ts';

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
  /** Complimentary: nothing is paid. */
  givenBy?: string | null;
  /** Of a guest: keyed hash of the network that they ask from. */
  network?: string | null;
};
export type HoldRefusal = PriceRefusal | 'soldOut' | 'tooManyHeld' | 'notOnSale' | 'released';
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

      const outcome = await reserve(tx, request, show);
      if (!outcome.held)
        await tx.execute(`update orders set phase = 'cancelled', reason = ?, closed_at = now() where tenant_id = ? and id = ?`, [
          outcome.reason,
          request.tenantId,
          request.orderId,
        ]);
      return outcome;
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
      if (released.length > 0) await giveSeatsBack(tx, { tenantId, showId, lines: await linesOf(tx, tenantId, orderId) });
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
    `insert into orders (tenant_id, id, person_id, show_id, phase, surface, provider, account, bot, language, currency, total, seats, given_by, network)
     values (?, ?, ?, ?, 'held', ?, ?, ?, ?, ?, ?, 0, ?, ?, ?) on conflict (tenant_id, id) do nothing returning id`,
    [
      ...[tenantId, orderId, personId, showId, surface, provider, account, bot, language, currency, seats],
      ...[request.givenBy ?? null, request.network ?? null],
    ],
  );
  return rows.length > 0;
}

async function reserve(tx: EntityManager, request: HoldRequest, show: ShowRow): Promise<HoldOutcome> {
  const { tenantId, orderId, showId, personId, lines } = request;
  const no = (reason: HoldRefusal): HoldOutcome => ({ held: false, reason });
  if (!show.published || !(sellingStatuses as string[]).includes(show.status) || show.starts_at <= new Date())
    return no('notOnSale');

  const priced = await pricesOf(tx, request);
  if ('refusal' in priced) return no(priced.refusal);
  const { unit } = priced;
  if (!(await tryTakeSeats(tx, { tenantId, showId, lines }))) return no('soldOut');
  // Asked under the show's row, which taking seats has locked: whoever came before is counted, whoever comes after waits.
  if (await wouldHoldTooMany(tx, request)) {
    await tx.execute('rollback to savepoint before_seats');
    return no('tooManyHeld');
  }
  const claimed = await tx.execute<unknown[]>(
    `insert into seat_holds (tenant_id, order_id, show_id, seats, state) values (?, ?, ?, ?, 'held') on conflict (tenant_id, order_id) do nothing returning order_id`,
    [tenantId, orderId, showId, lines.reduce((sum, line) => sum + line.quantity, 0)],
  );
  if (claimed.length === 0) {
    await tx.execute('rollback to savepoint before_seats');
    return no('released'); // the tombstone was here first
  }
  await tx.execute(
    `insert into order_lines (tenant_id, order_id, ticket_type_id, person_id, quantity, unit_amount)
     values ${lines.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
    lines.flatMap((line) => [tenantId, orderId, line.ticketTypeId, personId, line.quantity, unit.get(line.ticketTypeId)!]),
  );
  const [held] = await tx.execute<[{ total: number; hold_ends_at: Date }]>(
    `update orders set total = (select sum(quantity * unit_amount) from order_lines l where l.tenant_id = orders.tenant_id and l.order_id = orders.id),
       hold_ends_at = date_trunc('milliseconds', now()) + make_interval(mins => ?) where tenant_id = ? and id = ? returning total, hold_ends_at`,
    [show.hold_minutes, tenantId, orderId],
  );
  return heldAs(request, show, held);
}

const heldAs = ({ currency }: HoldRequest, show: ShowRow, row: { total: number; hold_ends_at: Date }): HoldOutcome => ({
  held: true,
  total: money(row.total, currency),
  holdEndsAt: row.hold_ends_at.toISOString(),
  startsAt: show.starts_at.toISOString(),
});

/** Guests are as many as they have addresses, so their unpaid seats are counted by network; whoever pays is counted no more. */
async function wouldHoldTooMany(tx: EntityManager, { tenantId, showId, network, lines }: HoldRequest): Promise<boolean> {
  if (!network) return false;
  const [row] = await tx.execute<Array<{ held: number }>>(
    `select coalesce(sum(h.seats), 0)::int as held from orders o join seat_holds h on h.tenant_id = o.tenant_id and h.order_id = o.id
     where o.tenant_id = ? and o.show_id = ? and o.network = ? and h.state = 'held'`,
    [tenantId, showId, network],
  );
  return row!.held + lines.reduce((sum, line) => sum + line.quantity, 0) > maxUnpaidGuestSeats;
}

/** What the rows say: a repeated call is answered as the first one was. */
async function outcomeOf(tx: EntityManager, request: HoldRequest, show: ShowRow): Promise<HoldOutcome> {
  const { tenantId, orderId, personId } = request;
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
  return heldAs(request, show, { total: row.total, hold_ends_at: row.hold_ends_at });
}
