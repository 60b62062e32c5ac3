/** Counting seats: guarded decrements, and giving back. The callers hold the transaction. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrderLine } from '../../domain/orders.ts';
import { sellingStatuses } from '../../domain/shows.ts';

export type SeatCounts = { tenantId: string; showId: string; lines: Array<Pick<OrderLine, 'ticketTypeId' | 'quantity'>> };

const seatsOf = (lines: SeatCounts['lines']) => lines.reduce((sum, line) => sum + line.quantity, 0);
// In one order of ids everywhere, so that two orders never wait for each other.
const inOrder = (lines: SeatCounts['lines']) => lines.toSorted((a, b) => a.ticketTypeId.localeCompare(b.ticketTypeId));

/**
 * Guarded decrements: under READ COMMITTED the condition is checked again on the newest row, so the last seat is sold once,
 * and a show that is being cancelled or moved either sees this order or is seen by it.
 */
export async function takeSeats(tx: EntityManager, { tenantId, showId, lines }: SeatCounts): Promise<boolean> {
  const seats = seatsOf(lines);
  const taken = await tx.execute<unknown[]>(
    `update shows set seats_left = seats_left - ? where tenant_id = ? and id = ? and seats_left >= ?
       and status in (${sellingStatuses.map(() => '?').join(', ')}) returning id`,
    [seats, tenantId, showId, seats, ...sellingStatuses],
  );
  if (taken.length === 0) return false;
  for (const { ticketTypeId, quantity } of inOrder(lines)) {
    const left = await tx.execute<unknown[]>(
      `update ticket_types set quota_left = quota_left - ? where tenant_id = ? and id = ? and (quota is null or quota_left >= ?) returning id`,
      [quantity, tenantId, ticketTypeId, quantity],
    );
    if (left.length === 0) return false;
  }
  return true;
}

/** All or none, inside a transaction that goes on either way. */
export async function tryTakeSeats(tx: EntityManager, counts: SeatCounts): Promise<boolean> {
  await tx.execute('savepoint before_seats');
  if (await takeSeats(tx, counts)) return true;
  await tx.execute('rollback to savepoint before_seats');
  return false;
}

export async function giveSeatsBack(tx: EntityManager, { tenantId, showId, lines }: SeatCounts): Promise<void> {
  await tx.execute('update shows set seats_left = seats_left + ? where tenant_id = ? and id = ?', [
    seatsOf(lines),
    tenantId,
    showId,
  ]);
  for (const { ticketTypeId, quantity } of inOrder(lines))
    await tx.execute('update ticket_types set quota_left = quota_left + ? where tenant_id = ? and id = ?', [
      quantity,
      tenantId,
      ticketTypeId,
    ]);
}

/** What an order asked for, as it stands in its lines. */
export const linesOf = (tx: EntityManager, tenantId: string, orderId: string): Promise<SeatCounts['lines']> =>
  tx.execute<SeatCounts['lines']>(
    `select ticket_type_id as "ticketTypeId", quantity from order_lines where tenant_id = ? and order_id = ? and quantity > 0`,
    [tenantId, orderId],
  );
