/** What is ordered beside a ticket: held, and let go. Each is one transaction, and each may be repeated. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Money, money } from '../../domain/money.ts';
import type { Contact } from '../../domain/orders.ts';
import { type Sealed, type SealingKeys, unseal } from '../../domain/sealed.ts';
import { cleanWords, type ExtraWords, extraMinutes, isDonation, mostUnpaid } from '../../domain/shop.ts';
import { saveContact } from '../contacts.ts';
import { inTransaction } from '../context.ts';
import { holdsTicket, houseOf } from './gathering.ts';
import { type ExtraRequest, insertExtra, insertOrder } from './order-row.ts';
import { goodsOf, putStockBack, tryTakeStock } from './stock.ts';

export type ExtraRefusal =
  | 'audienceClosed'
  | 'ticketNotValid'
  | 'noSuchItem'
  | 'noPriceInCurrency'
  | 'amountOutOfBounds'
  | 'goodsGone'
  | 'tooManyUnpaid'
  | 'released';
export type ExtraHold = { held: true; total: Money; holdEndsAt: string } | { held: false; reason: ExtraRefusal };
type Priced = { total: number; units: number[] };

export const createExtraHoldActivities = ({ sealingKeys }: { sealingKeys: SealingKeys }) => ({
  /** The order's row is written either way, so that every process has one. */
  async holdExtra({ words, buyer, ...request }: ExtraRequest & { words: Sealed; buyer: Sealed }): Promise<ExtraHold> {
    const contact = unseal<Contact>(sealingKeys, buyer);
    const said = cleanWords(unseal<ExtraWords>(sealingKeys, words));
    return inTransaction(async (tx) => {
      if (!(await insertOrder(tx, request))) return outcomeOf(tx, request);
      await saveContact(tx, request, contact);
      const outcome = await reserve(tx, request, said);
      if (!outcome.held)
        await tx.execute(`update orders set phase = 'cancelled', reason = ?, closed_at = now() where tenant_id = ? and id = ?`, [
          ...[outcome.reason, request.tenantId, request.orderId],
        ]);
      return outcome;
    });
  },

  /** Lets go of what is held, unless it is sold. Leaves a tombstone even when nothing was held: a late commit finds it and takes nothing. */
  async releaseExtra(request: ExtraRequest & { phase: 'expired' | 'cancelled'; reason: string | null }): Promise<void> {
    const { tenantId, orderId, phase, reason } = request;
    await inTransaction(async (tx) => {
      await insertOrder(tx, request);
      // The order's row is the lock that settling takes too.
      await tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);
      const fresh = await insertExtra(tx, request, 'released');
      const released = await tx.execute<unknown[]>(
        `update extras set state = 'released', changed_at = now() where tenant_id = ? and order_id = ? and state = 'held' returning order_id`,
        [tenantId, orderId],
      );
      if (released.length > 0) await putStockBack(tx, { tenantId, items: await goodsOf(tx, tenantId, orderId) });
      if (fresh || released.length > 0)
        await tx.execute('update orders set phase = ?, reason = ? where tenant_id = ? and id = ?', [
          ...[phase, reason, tenantId, orderId],
        ]);
    });
  },
});

async function reserve(tx: EntityManager, request: ExtraRequest, said: ExtraWords): Promise<ExtraHold> {
  const { tenantId, orderId, personId, items } = request;
  const no = (reason: ExtraRefusal): ExtraHold => ({ held: false, reason });
  if (!(await houseOf(tx, request)).gathering) return no('audienceClosed');
  if (!(await holdsTicket(tx, request))) return no('ticketNotValid');
  const priced = await priceOf(tx, request);
  if ('refusal' in priced) return no(priced.refusal);
  if (!(await tryTakeStock(tx, request))) return no('goodsGone');
  // Asked under the items' rows, which taking them has locked.
  const crowded = request.kind === 'shop' && (await unpaidOf(tx, request)) >= mostUnpaid;
  if (crowded || !(await insertExtra(tx, request, 'held', said))) {
    await tx.execute('rollback to savepoint before_goods');
    return no(crowded ? 'tooManyUnpaid' : 'released');
  }
  if (items.length > 0)
    await tx.execute(
      `insert into shop_lines (tenant_id, order_id, item_id, person_id, quantity, unit_amount) values ${items.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
      items.flatMap(({ itemId, quantity }, n) => [tenantId, orderId, itemId, personId, quantity, priced.units[n]!]),
    );
  const [held] = await tx.execute<[{ hold_ends_at: Date }]>(
    `update orders set total = ?, hold_ends_at = date_trunc('milliseconds', now()) + make_interval(mins => ?) where tenant_id = ? and id = ?
     returning hold_ends_at`,
    [priced.total, extraMinutes, tenantId, orderId],
  );
  return { held: true, total: money(priced.total, request.currency), holdEndsAt: held.hold_ends_at.toISOString() };
}

/** Prices are today's. */
async function priceOf(tx: EntityManager, request: ExtraRequest): Promise<Priced | { refusal: ExtraRefusal }> {
  const { tenantId, kind, amount, currency, items } = request;
  if (kind === 'donation')
    return amount !== null && items.length === 0 && isDonation(money(amount, currency))
      ? { total: amount, units: [] }
      : { refusal: 'amountOutOfBounds' };
  const rows = await tx.execute<Array<{ id: string; prices: Money[] }>>(
    'select id, prices from shop_items where tenant_id = ? and active and id = any(?::uuid[])',
    [tenantId, `{${items.map(({ itemId }) => itemId).join(',')}}`],
  );
  const found = items.map(({ itemId }) => rows.find(({ id }) => id === itemId));
  if (items.length === 0 || found.includes(undefined)) return { refusal: 'noSuchItem' };
  const units = found.map((item) => item!.prices.find((price) => price.currency === currency)?.amount);
  if (units.includes(undefined)) return { refusal: 'noPriceInCurrency' };
  const known = units as number[];
  return { units: known, total: known.reduce((sum, unit, n) => sum + unit * items[n]!.quantity, 0) };
}

async function unpaidOf(tx: EntityManager, { tenantId, personId, orderId }: ExtraRequest): Promise<number> {
  const [row] = await tx.execute<Array<{ held: number }>>(
    `select count(*)::int as held from extras where tenant_id = ? and person_id = ? and order_id <> ? and kind = 'shop' and state = 'held'`,
    [tenantId, personId, orderId],
  );
  return row!.held;
}

/** What the rows say: a repeated call is answered as the first one was. */
async function outcomeOf(tx: EntityManager, { tenantId, orderId, personId, currency }: ExtraRequest): Promise<ExtraHold> {
  const [row] = await tx.execute<
    Array<{ person_id: string; reason: string | null; total: number; hold_ends_at: Date | null; state: string | null }>
  >(
    `select o.person_id, o.reason, o.total, o.hold_ends_at, x.state from orders o
     left join extras x on x.tenant_id = o.tenant_id and x.order_id = o.id where o.tenant_id = ? and o.id = ?`,
    [tenantId, orderId],
  );
  // Somebody else's order under the same id is nothing to us.
  if (!row || row.person_id !== personId) return { held: false, reason: 'released' };
  if (!row.hold_ends_at || !row.state || row.state === 'released')
    return { held: false, reason: (row.reason ?? 'released') as ExtraRefusal };
  return { held: true, total: money(row.total, currency), holdEndsAt: row.hold_ends_at.toISOString() };
}
