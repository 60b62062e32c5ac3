/** What the rows say of a ticket on an immersive stage, under the ticket's lock: hands, orders and screens come one after another. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TicketRole } from '../../domain/stage-people.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';

type OfTicket = ShowInput & { ticketId: string };
export type PersonRow = {
  /** Of the ticket. */
  state: string;
  holder: string;
  role: TicketRole;
  handAt: Date | null;
  handRequests: string[];
  /** Holds for the ticket, whoever has it. */
  removedAt: Date | null;
};

/** @returns undefined for a ticket of another show. Whoever has the ticket from somebody else begins as a guest. */
export async function personOf(tx: EntityManager, { tenantId, showId, ticketId }: OfTicket): Promise<PersonRow | undefined> {
  const [ticket] = await tx.execute<Array<{ state: string; holder: string }>>(
    `select state, coalesce(holder_person_id, person_id) as holder from tickets where tenant_id = ? and id = ? and show_id = ? for no key update`,
    [tenantId, ticketId, showId],
  );
  if (!ticket) return undefined;
  const [row] = await tx.execute<Array<Omit<PersonRow, 'state' | 'holder'> & { personId: string }>>(
    `select person_id as "personId", role, hand_at as "handAt", hand_requests as "handRequests", removed_at as "removedAt" from stage_people
     where tenant_id = ? and show_id = ? and ticket_id = ?`,
    [tenantId, showId, ticketId],
  );
  const fresh = { role: 'guest' as const, handAt: null, handRequests: [], removedAt: row?.removedAt ?? null };
  const { personId, ...known } = row ?? { ...fresh, personId: ticket.holder };
  return { ...ticket, ...(personId === ticket.holder ? known : fresh) };
}

export async function keepPerson(tx: EntityManager, { tenantId, showId, ticketId }: OfTicket, row: PersonRow): Promise<void> {
  const { holder, role, handAt, handRequests, removedAt } = row;
  await tx.execute(
    `insert into stage_people (tenant_id, show_id, ticket_id, person_id, role, hand_at, hand_requests, removed_at) values (?, ?, ?, ?, ?, ?, ?::jsonb, ?)
     on conflict (tenant_id, show_id, ticket_id) do update set person_id = excluded.person_id, role = excluded.role, hand_at = excluded.hand_at,
       hand_requests = excluded.hand_requests, removed_at = excluded.removed_at, changed_at = now()`,
    [tenantId, showId, ticketId, holder, role, handAt, JSON.stringify(handRequests), removedAt],
  );
}
