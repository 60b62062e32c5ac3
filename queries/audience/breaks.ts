/** When nothing was played: intervals and lost pictures, as the stage's own events tell. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OfShow } from './feed.ts';

export type Break = { kind: 'interval' | 'interrupted'; from: Date; until: Date | null };

const ends = ['intervalOver', 'back', 'live', 'ended', 'forgotten', 'off'];

/** Oldest first; one that is not over has no end. @param em reads as the organisation */
export async function breaksOf(em: EntityManager, { tenantId, showId }: OfShow): Promise<Break[]> {
  const events = await em.execute<Array<{ kind: string; at: Date }>>(
    `select kind, at from stage_events where tenant_id = ? and show_id = ? and kind in ('interval', 'interrupted', ${ends.map(() => '?').join(', ')})
     order by at, created_at, id`,
    [tenantId, showId, ...ends],
  );
  return breaksFrom(events);
}

/** @param events oldest first */
export function breaksFrom(events: ReadonlyArray<{ kind: string; at: Date }>): Break[] {
  const breaks: Break[] = [];
  for (const { kind, at } of events) {
    const last = breaks.at(-1);
    const open = last && last.until === null ? last : undefined;
    // An interval that is made longer goes on.
    if (open && open.kind === kind) continue;
    if (open) open.until = at;
    if (kind === 'interval' || kind === 'interrupted') breaks.push({ kind, from: at, until: null });
  }
  return breaks;
}
