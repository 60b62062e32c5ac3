/** What a moderator sees beside the lines: what was done by whom, and who may not write. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type ActionDetails, type ActionKind, undoable } from '../../domain/audience-actions.ts';
import { authorOf } from '../../domain/audience-author.ts';
import type { OfShow } from './feed.ts';

export type DoneAction = {
  id: string;
  kind: ActionKind;
  /** The member's name; null when they never gave one. */
  by: string | null;
  lineId: string | null;
  details: ActionDetails;
  at: Date;
  undoneAt: Date | null;
  undoneBy: string | null;
  mayUndo: boolean;
};
/** Newest first, `limit` at most. @param em reads as the organisation */
export async function doneActions(em: EntityManager, { tenantId, showId }: OfShow, limit = 200): Promise<DoneAction[]> {
  const rows = await em.execute<Array<Omit<DoneAction, 'mayUndo'>>>(
    `select a.id, a.kind, m.name as by, a.line_id as "lineId", a.details, a.at, a.undone_at as "undoneAt", u.name as "undoneBy"
     from audience_actions a left join members m on m.tenant_id = a.tenant_id and m.person_id = a.by_person
     left join members u on u.tenant_id = a.tenant_id and u.person_id = a.undone_by
     where a.tenant_id = ? and a.show_id = ? order by a.at desc, a.seq desc limit ?`,
    [tenantId, showId, limit],
  );
  return rows.map((row) => ({ ...row, mayUndo: row.undoneAt === null && undoable.includes(row.kind) }));
}

export type SilencedPerson = { author: string; name: string; until: Date | null; everywhere: boolean };
export async function silencedPeople(em: EntityManager, { tenantId, showId }: OfShow): Promise<SilencedPerson[]> {
  const rows = await em.execute<Array<{ personId: string; name: string; until: Date | null; everywhere: boolean }>>(
    `select person_id as "personId", name, until, scope = tenant_id as everywhere from audience_silences
     where tenant_id = ? and scope in (?, ?) and lifted_at is null and (until is null or until > now()) order by since desc`,
    [tenantId, tenantId, showId],
  );
  return rows.map(({ personId, ...row }) => ({ ...row, author: authorOf(showId, personId) }));
}
