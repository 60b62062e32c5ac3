/** Tickets come to be. Ids follow from the order, so issuing again lands on the same rows. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { nameUuid, ticketNumber } from '../../domain/uuid.ts';

type Issue = { tenantId: string; orderId: string };
type Line = {
  ticket_type_id: string;
  quantity: number;
  unit_amount: number;
  show_id: string;
  person_id: string;
  exchanges: number;
};

/** One ticket for each place of the order's lines; `round` is 0, and one more with each exchange. */
export async function issueTickets(tx: EntityManager, { tenantId, orderId }: Issue): Promise<void> {
  const lines = await tx.execute<Line[]>(
    `select l.ticket_type_id, l.quantity, l.unit_amount, o.show_id, o.person_id, o.exchanges from order_lines l
     join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id where l.tenant_id = ? and l.order_id = ?`,
    [tenantId, orderId],
  );
  for (const line of lines)
    for (let position = 1; position <= line.quantity; position += 1)
      await issueTicket(tx, { tenantId, orderId, ...line, position, holder: null });
  await tx.execute(
    `update orders set phase = 'paid', reason = null, paid_at = coalesce(paid_at, now()), ticketed_at = now() where tenant_id = ? and id = ?`,
    [tenantId, orderId],
  );
}

export async function issueTicket(
  tx: EntityManager,
  ticket: Issue & Omit<Line, 'quantity'> & { position: number; holder: string | null },
): Promise<string> {
  const { tenantId, orderId, ticket_type_id: typeId, show_id: showId, person_id: personId, position, exchanges, holder } = ticket;
  // The first round's ids are those of before there were rounds.
  const id = nameUuid('ticket', orderId, typeId, position, ...(exchanges > 0 ? [exchanges] : []));
  await tx.execute(
    `insert into tickets (tenant_id, id, order_id, show_id, ticket_type_id, position, round, person_id, holder_person_id, unit_amount, number, state)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'valid') on conflict do nothing`,
    [tenantId, id, orderId, showId, typeId, position, exchanges, personId, holder, ticket.unit_amount, ticketNumber(id)],
  );
  return id;
}
