/** What happened in an audience since a number, in the order of its numbers; and what holds now. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type AudienceState, firstState, type Line, type LineKind } from '../../domain/audience.ts';
import type { ActionDetails, ActionKind } from '../../domain/audience-actions.ts';
import { authorOf } from '../../domain/audience-author.ts';
import { may, type Role } from '../../domain/members.ts';
import type { Currency } from '../../domain/money.ts';

export type OfShow = { tenantId: string; showId: string };
/** A line, and who wrote it: for the servers' eyes. */
export type FedLine = { line: Line; seq: number; personId: string; removed: boolean };
export type FedAction = { seq: number; kind: ActionKind; details: ActionDetails; undone: boolean };
export type AudienceRules = AudienceState & { seq: number; words: string[] };

type LineRow = Omit<Line, 'author' | 'money' | 'at'> & {
  seq: number;
  personId: string;
  removed: boolean;
  amount: number | null;
  currency: Currency | null;
  kind: LineKind;
  at: Date;
};
const columns = `id, seq, "key", kind, person_id as "personId", name, badge, text, amount, currency, at, removed_at is not null as removed`;

const fed =
  ({ showId }: OfShow) =>
  ({ seq, personId, removed, amount, currency, at, ...row }: LineRow): FedLine => ({
    ...{ seq, personId, removed },
    line: {
      ...row,
      author: authorOf(showId, personId),
      money: amount === null || currency === null ? null : { amount, currency },
      at: at.toISOString(),
    },
  });

/** @param em reads as the organisation. Before anything was said the rules are those of a new audience. */
export async function rulesOf(em: EntityManager, { tenantId, showId }: OfShow): Promise<AudienceRules> {
  const [row] = await em.execute<AudienceRules[]>(
    'select seq, open, slow_seconds as "slowSeconds", links, words, pinned from audiences where tenant_id = ? and show_id = ?',
    [tenantId, showId],
  );
  if (row) return row;
  const [last] = await em.execute<Array<Pick<AudienceRules, 'words' | 'links'>>>(
    'select words, links from audiences where tenant_id = ? order by created_at desc limit 1',
    [tenantId],
  );
  return { ...firstState, seq: 0, words: [], ...last };
}

/** Oldest first, `limit` at most; those that are out of sight too. */
export async function linesSince(em: EntityManager, show: OfShow, seq: number, limit = 500): Promise<FedLine[]> {
  const rows = await em.execute<LineRow[]>(
    `select ${columns} from audience_lines where tenant_id = ? and show_id = ? and seq > ? order by seq limit ?`,
    [show.tenantId, show.showId, seq, limit],
  );
  return rows.map(fed(show));
}

/** The newest, oldest first. @param removed those that are out of sight too */
export async function newestLines(em: EntityManager, show: OfShow, limit: number, removed = false): Promise<FedLine[]> {
  const rows = await em.execute<LineRow[]>(
    `select ${columns} from audience_lines where tenant_id = ? and show_id = ? and (? or removed_at is null) order by seq desc limit ?`,
    [show.tenantId, show.showId, removed, limit],
  );
  return rows.map(fed(show)).reverse();
}

export async function linesById(em: EntityManager, show: OfShow, ids: readonly string[]): Promise<FedLine[]> {
  if (ids.length === 0) return [];
  const rows = await em.execute<LineRow[]>(
    `select ${columns} from audience_lines where tenant_id = ? and show_id = ? and id = any(?::uuid[]) order by seq`,
    [show.tenantId, show.showId, `{${ids.join(',')}}`],
  );
  return rows.map(fed(show));
}

export const actionsSince = (em: EntityManager, { tenantId, showId }: OfShow, seq: number): Promise<FedAction[]> =>
  em.execute<FedAction[]>(
    `select seq, kind, details, undone_at is not null as undone from audience_actions where tenant_id = ? and show_id = ? and seq > ? order by seq`,
    [tenantId, showId, seq],
  );

export type Silence = { personId: string; until: Date | null };
/** Who may not write in this show just now. */
export const silencesOf = (em: EntityManager, { tenantId, showId }: OfShow): Promise<Silence[]> =>
  em.execute<Silence[]>(
    `select person_id as "personId", until from audience_silences
     where tenant_id = ? and scope in (?, ?) and lifted_at is null and (until is null or until > now())`,
    [tenantId, tenantId, showId],
  );

/** Of those tickets, the ones that are good, held by whom the servers think and not put out, as `ticket:person`. */
export async function goodTickets(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<Set<string>> {
  if (ticketIds.length === 0) return new Set();
  const rows = await em.execute<Array<{ id: string; person: string }>>(
    `select k.id, coalesce(k.holder_person_id, k.person_id) as person from tickets k where k.tenant_id = ? and k.id = any(?::uuid[]) and k.state = 'valid'
       and not exists (select 1 from stage_people b where b.tenant_id = k.tenant_id and b.show_id = k.show_id and b.ticket_id = k.id and b.removed_at is not null)`,
    [tenantId, `{${ticketIds.join(',')}}`],
  );
  return new Set(rows.map(({ id, person }) => `${id}:${person}`));
}

/** Of those people, the ones who may moderate for the theatre. */
export async function moderatorsOf(em: EntityManager, tenantId: string, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await em.execute<Array<{ personId: string; role: Role }>>(
    `select person_id as "personId", role from members where tenant_id = ? and person_id = any(?::uuid[]) and removed_at is null`,
    [tenantId, `{${personIds.join(',')}}`],
  );
  return new Set(rows.filter(({ role }) => may(role, 'moderate')).map(({ personId }) => personId));
}
