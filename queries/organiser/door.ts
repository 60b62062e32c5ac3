/** What a door must know of its show. No names: a ticket proves itself. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import type { ShowStatus } from '../../domain/shows.ts';

export type DoorTicket = { id: string; number: string; typeName: LocalText; state: 'valid' | 'revoked'; usedAt: string | null };
export type DoorListView = {
  show: { id: string; code: string; startsAt: string; timeZone: string; status: ShowStatus; title: LocalText };
  tickets: DoorTicket[];
  at: string;
};
type ShowRow = Omit<DoorListView['show'], 'startsAt'> & { starts_at: Date; at: Date };
type TicketRow = Omit<DoorTicket, 'usedAt'> & { used_at: Date | null };

const tickets = `select k.id, k.number, t.name as "typeName", k.state, k.used_at from tickets k
  join ticket_types t on t.tenant_id = k.tenant_id and t.id = k.ticket_type_id`;

/** Exchanged and returned tickets are on it too: who shows one is told why it is no longer good. */
export async function doorList(em: EntityManager, tenantId: string, showId: string): Promise<DoorListView | undefined> {
  return em.transactional(async (tx) => {
    const [row] = await tx.execute<ShowRow[]>(
      `select s.id, s.code, s.starts_at, s.time_zone as "timeZone", s.status, p.title, now() as at from shows s
       join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id where s.tenant_id = ? and s.id = ?`,
      [tenantId, showId],
    );
    if (!row) return undefined;
    const { starts_at: startsAt, at, ...show } = row;
    const rows = await tx.execute<TicketRow[]>(`${tickets} where k.tenant_id = ? and k.show_id = ? order by k.number`, [
      tenantId,
      showId,
    ]);
    return { show: { ...show, startsAt: startsAt.toISOString() }, tickets: rows.map(ticketOf), at: at.toISOString() };
  });
}

export async function ticketsAtDoor(em: EntityManager, tenantId: string, ids: string[]): Promise<Map<string, DoorTicket>> {
  if (ids.length === 0) return new Map();
  const rows = await em.execute<TicketRow[]>(`${tickets} where k.tenant_id = ? and k.id in (${ids.map(() => '?').join(', ')})`, [
    tenantId,
    ...ids,
  ]);
  return new Map(rows.map((row) => [row.id, ticketOf(row)]));
}

const ticketOf = ({ used_at: usedAt, ...ticket }: TicketRow): DoorTicket => ({
  ...ticket,
  usedAt: usedAt?.toISOString() ?? null,
});
