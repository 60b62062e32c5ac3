/** The shows of an organisation whose audience gathers, or will. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { audienceOpen, foyerMinutes } from '../../domain/audience.ts';
import type { LocalText } from '../../domain/language.ts';
import type { StageState } from '../../domain/stage.ts';

export type AudienceDate = { id: string; code: string; startsAt: string; timeZone: string; title: LocalText; live: boolean };
type Row = Omit<AudienceDate, 'startsAt' | 'live'> & { startsAt: Date; state: StageState | null; endedAt: Date | null };

/** Soonest first, and none that is over. @param em reads as the organisation */
export async function audienceDates(em: EntityManager, tenantId: string, now = new Date()): Promise<AudienceDate[]> {
  const rows = await em.execute<Row[]>(
    `select s.id, s.code, s.starts_at as "startsAt", s.time_zone as "timeZone", p.title, g.state, g.ended_at as "endedAt"
     from shows s join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id
     left join stages g on g.tenant_id = s.tenant_id and g.show_id = s.id
     where s.tenant_id = ? and s.kind in ('stream', 'immersive') and s.published_at is not null and s.status not in ('draft', 'cancelled')
       and s.starts_at > now() - interval '1 day' order by s.starts_at, s.id limit 200`,
    [tenantId],
  );
  return rows
    .map(({ state, endedAt, startsAt, ...row }) => ({
      ...{ ...row, startsAt: startsAt.toISOString() },
      live: audienceOpen({ state: state ?? 'offline', startsAt, endedAt }, now),
    }))
    .filter(({ live, startsAt }) => live || Date.parse(startsAt) > now.getTime() - foyerMinutes * 60_000);
}
