/** The organisation's own evenings that have a door: on the playbill, not called off, not over. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';

export type DoorDateView = { id: string; code: string; startsAt: string; timeZone: string; title: LocalText };
type Row = Omit<DoorDateView, 'startsAt'> & { starts_at: Date };

/** Soonest first. An evening is over when its length has passed, or when the hall says so. */
export async function doorDates(em: EntityManager, tenantId: string): Promise<DoorDateView[]> {
  const rows = await em.execute<Row[]>(
    `select s.id, s.code, s.starts_at, s.time_zone as "timeZone", p.title from productions p
     join shows s on s.tenant_id = p.tenant_id and s.production_id = p.id
     where s.tenant_id = ? and s.published_at is not null and s.status not in ('draft', 'cancelled', 'ended', 'archived')
       and (s.status in ('live', 'interrupted') or s.starts_at + make_interval(mins => p.minutes) > now())
     order by s.starts_at, s.id limit 200`,
    [tenantId],
  );
  return rows.map(({ starts_at: startsAt, ...row }) => ({ ...row, startsAt: startsAt.toISOString() }));
}
