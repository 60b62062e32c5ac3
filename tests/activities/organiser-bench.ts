/** A theatre's staff and sold tickets, for steps that organisers and doors ask for. */
import { randomUUID } from 'node:crypto';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import type { Role } from '../../domain/members.ts';
import { ticketNumber } from '../../domain/uuid.ts';
import { newShow, type TestShow } from '../support/buyers.ts';
import type { Bench } from './support.ts';

export const tenantId = sampleTenantId;

export async function newMember({ db }: Bench, role: Role): Promise<string> {
  const personId = randomUUID();
  await db.sql('insert into members (tenant_id, person_id, role) values ($1, $2, $3)', [tenantId, personId, role]);
  return personId;
}

/** A paid order of so many tickets, as its process leaves it. */
export async function soldOrder({ db }: Bench, show: TestShow, quantity = 1): Promise<{ orderId: string; tickets: string[] }> {
  const orderId = randomUUID();
  const personId = randomUUID();
  await db.sql('update shows set seats_left = seats_left - $1 where id = $2', [quantity, show.id]);
  await db.sql(
    `insert into orders (tenant_id, id, person_id, show_id, phase, surface, provider, account, language, currency, total, seats, paid_at, ticketed_at)
     values ($1, $2, $3, $4, 'paid', 'web', 'stripe', 'platform', 'ru', 'RUB', $5, $6, now(), now())`,
    [tenantId, orderId, personId, show.id, 90_000 * quantity, quantity],
  );
  await db.sql(`insert into seat_holds (tenant_id, order_id, show_id, seats, state) values ($1, $2, $3, $4, 'sold')`, [
    ...[tenantId, orderId, show.id, quantity],
  ]);
  await db.sql(
    'insert into order_lines (tenant_id, order_id, ticket_type_id, person_id, quantity, unit_amount) values ($1, $2, $3, $4, $5, 90000)',
    [tenantId, orderId, show.typeId, personId, quantity],
  );
  await db.sql(
    `insert into payments (tenant_id, id, order_id, person_id, provider, account, payment_id, amount, currency, verdict)
     values ($1, $2, $3, $4, 'stripe', 'platform', $5, $6, 'RUB', 'accepted')`,
    [tenantId, randomUUID(), orderId, personId, `pi_${orderId}`, 90_000 * quantity],
  );
  await db.sql(
    `insert into ledger_entries (tenant_id, "transaction", account, currency, amount, order_id)
     values ($1, $2, 'provider:stripe:platform', 'RUB', $3, $4), ($1, $2, 'sales:tickets', 'RUB', -$3::int, $4)`,
    [tenantId, `payment:${orderId}`, 90_000 * quantity, orderId],
  );
  const tickets = Array.from({ length: quantity }, () => randomUUID() as string);
  for (const [index, id] of tickets.entries())
    await db.sql(
      `insert into tickets (tenant_id, id, order_id, show_id, ticket_type_id, position, person_id, unit_amount, number, state, issued_at)
       values ($1, $2, $3, $4, $5, $6, $7, 90000, $8, 'valid', now() - interval '1 day')`,
      [tenantId, id, orderId, show.id, show.typeId, index + 1, personId, ticketNumber(id)],
    );
  return { orderId, tickets };
}

export { newShow };
