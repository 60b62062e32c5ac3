/** Whether the audience of a show may gather just now. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { audienceOpen } from '../../domain/audience.ts';
import type { ShowKind } from '../../domain/shows.ts';
import { hasChannel, type StageState } from '../../domain/stage.ts';
import type { OfShow } from './feed.ts';

/** @param em reads as the organisation */
export async function isGathering(em: EntityManager, { tenantId, showId }: OfShow, now = new Date()): Promise<boolean> {
  const [row] = await em.execute<
    Array<{ state: StageState | null; startsAt: Date; endedAt: Date | null; kind: ShowKind; off: boolean }>
  >(
    `select g.state, s.starts_at as "startsAt", g.ended_at as "endedAt", s.kind, s.status in ('draft', 'cancelled') as off
     from shows s left join stages g on g.tenant_id = s.tenant_id and g.show_id = s.id where s.tenant_id = ? and s.id = ?`,
    [tenantId, showId],
  );
  if (!row || row.off || !hasChannel(row.kind)) return false;
  return audienceOpen({ ...row, state: row.state ?? 'offline' }, now);
}
