/** The audience of an immersive show, as its desk shows it. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TicketRole } from '../../domain/stage-people.ts';

export type DeskPerson = {
  ticketId: string;
  number: string;
  role: TicketRole;
  handAt: Date | null;
  here: boolean;
  removed: boolean;
};

/**
 * Whoever was invited, raised a hand, is here or was put out: raised hands first (oldest first), then participants, guests, those put out.
 * A ticket that is not good any more is nobody's. @param em reads as the organisation
 */
export const deskPeople = (em: EntityManager, tenantId: string, showId: string): Promise<DeskPerson[]> =>
  em.execute<DeskPerson[]>(
    `select k.id as "ticketId", k.number, coalesce(o.role, 'guest') as role, o.hand_at as "handAt", h.here, b.ticket_id is not null as removed
     from tickets k left join stages g on g.tenant_id = k.tenant_id and g.show_id = k.show_id
     left join stage_people o on o.tenant_id = k.tenant_id and o.show_id = k.show_id and o.ticket_id = k.id
       and o.person_id = coalesce(k.holder_person_id, k.person_id)
     left join stage_people b on b.tenant_id = k.tenant_id and b.show_id = k.show_id and b.ticket_id = k.id and b.removed_at is not null
     cross join lateral (select coalesce(g.present @> jsonb_build_array(jsonb_build_object('personId', k.id)), false) as here) h
     where k.tenant_id = ? and k.show_id = ? and k.state = 'valid'
       and (h.here or b.ticket_id is not null or o.role = 'participant' or o.hand_at is not null)
     order by b.ticket_id is not null, o.hand_at, coalesce(o.role, 'guest') = 'guest', k.number`,
    [tenantId, showId],
  );
