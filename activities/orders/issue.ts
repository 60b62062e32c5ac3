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

type Ticket = Issue & Omit<Line, 'quantity'> & { position: number; holder: string | null };

/** One ticket for each place of the order's lines; `round` is 0, and one more with each exchange. */
export async function issueTickets(tx: EntityManager, { tenantId, orderId }: Issue): Promise<void> {
  const lines = await tx.execute<Line[]>(
    `select l.ticket_type_id, l.quantity, l.unit_amount, o.show_id, o.person_id, o.exchanges from order_lines l
     join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id where l.tenant_id = ? and l.order_id = ?`,
    [tenantId, orderId],
  );
  await insertTickets(
    tx,
    lines.flatMap((line) =>
      Array.from({ length: line.quantity }, (_, index) => ({ tenantId, orderId, ...line, position: index + 1, holder: null })),
    ),
  );
  await tx.execute(
    `update orders set phase = 'paid', reason = null, paid_at = coalesce(paid_at, now()), ticketed_at = now() where tenant_id = ? and id = ?`,
    [tenantId, orderId],
  );
}

export async function issueTicket(tx: EntityManager, ticket: Ticket): Promise<string> {
  await insertTickets(tx, [ticket]);
  return idOf(ticket);
}

// The first round's ids are those of before there were rounds.
const idOf = ({ orderId, ticket_type_id: typeId, position, exchanges }: Ticket): string =>
  nameUuid('ticket', orderId, typeId, position, ...(exchanges > 0 ? [exchanges] : []));

/** All in one statement: a round trip each would cost more than the rows. */
async function insertTickets(tx: EntityManager, tickets: Ticket[]): Promise<void> {
  if (tickets.length === 0) return;
  await tx.execute(
    `insert into tickets (tenant_id, id, order_id, show_id, ticket_type_id, position, round, person_id, holder_person_id, unit_amount, number, state)
     values ${tickets.map(() => `(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'valid')`).join(', ')} on conflict do nothing`,
    tickets.flatMap((ticket) => {
      const id = idOf(ticket);
      const { tenantId, orderId, show_id: showId, ticket_type_id: typeId, position, exchanges, person_id: personId } = ticket;
      return [
        ...[tenantId, id, orderId, showId, typeId, position, exchanges, personId],
        ...[ticket.holder, ticket.unit_amount, ticketNumber(id)],
      ];
    }),
  );
}
