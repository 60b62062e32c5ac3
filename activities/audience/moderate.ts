/** What a moderator asked for: allowed, done once for its request, on record, and told to every server. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type ActionDetails, type ActionKind, type AudienceAction, undoable } from '../../domain/audience-actions.ts';
import { authorOf } from '../../domain/audience-author.ts';
import { type SealingKeys, unseal } from '../../domain/sealed.ts';
import { nameUuid } from '../../domain/uuid.ts';
import type { Moderated, ModerationAsked } from '../../workflows/audience/messages.ts';
import { answeredBefore, audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';
import { type AudienceRow, lockAudience, saveSeq } from './row.ts';

type OfShow = { tenantId: string; showId: string };
type Done = { personId?: string | null; lineId?: string | null; details: ActionDetails };
type LineRow = { person_id: string; name: string; badge: string | null; removed: boolean };
type Doing = { tx: EntityManager; show: OfShow; row: AudienceRow; actionId: string };

export const createModerationActivities = ({ sealingKeys }: { sealingKeys: SealingKeys }) => ({
  /** @throws BENIGN NotAllowed, NoSuchLine, ActionOver; a request that is on record stays done */
  async moderateAudience({ tenantId, showId, by, requestId, action: sent }: OfShow & ModerationAsked): Promise<Moderated> {
    const action: AudienceAction = sent.do === 'words' ? { do: 'words', words: unseal(sealingKeys, sent.words) } : sent;
    return inTransaction(async (tx) => {
      const show = { tenantId, showId };
      const row = await lockAudience(tx, show);
      const entry = { tenantId, by, action: `audience:${action.do}`, requestId, subject: `show:${showId}` };
      const actionId = nameUuid('audience action', showId, requestId);
      const before = await answeredBefore(tx, entry);
      if (before) return { actionId, seq: Number(before['seq']) };
      await authorise(tx, { tenantId, by }, 'moderate');
      const seq = row.seq + 1;
      const doing = { tx, show, row, actionId };
      if (action.do === 'undo') await undo(doing, { actionId: action.actionId, by, seq });
      const done = await orders(doing, action);
      await tx.execute(
        `insert into audience_actions (tenant_id, show_id, id, seq, kind, by_person, person_id, line_id, details)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)`,
        [
          ...[tenantId, showId, actionId, action.do === 'undo' ? seq + 1 : seq, action.do, by],
          ...[done.personId ?? null, done.lineId ?? null, JSON.stringify(done.details)],
        ],
      );
      const last = action.do === 'undo' ? seq + 1 : seq;
      await saveSeq(tx, show, last);
      await audit(tx, entry, { seq: last });
      return { actionId, seq: last };
    });
  },
});

function orders(doing: Doing, action: AudienceAction): Promise<Done> | Done {
  const { row } = doing;
  switch (action.do) {
    case 'delete':
      return removeLine(doing, action.lineId);
    case 'mute':
      return silence(doing, action.lineId, { scope: doing.show.showId, minutes: action.minutes });
    case 'ban':
      return silence(doing, action.lineId, { scope: doing.show.tenantId });
    case 'release':
      return release(doing, action.author);
    case 'pin':
      return pin(doing, action.lineId);
    case 'unpin':
      return set(doing, 'pinned', null, { before: { pinned: row.pinned } });
    case 'slow':
      return set(doing, 'slow_seconds', action.seconds, { seconds: action.seconds, before: { slowSeconds: row.slow_seconds } });
    case 'open':
      return set(doing, 'open', action.on, { on: action.on, before: { open: row.open } });
    case 'links':
      return set(doing, 'links', action.on, { on: action.on, before: { links: row.links } });
    case 'words':
      return set(doing, 'words', JSON.stringify(action.words), { words: action.words.length, before: { words: row.words } });
    case 'undo':
      return { details: { of: action.actionId } };
  }
}

type Setting = 'pinned' | 'slow_seconds' | 'open' | 'links' | 'words';
async function set({ tx, show }: Doing, column: Setting, value: unknown, details: ActionDetails): Promise<Done> {
  await tx.execute(`update audiences set ${column} = ? where tenant_id = ? and show_id = ?`, [value, show.tenantId, show.showId]);
  return { details };
}

/** @throws BENIGN NoSuchLine */
async function lineOf({ tx, show }: Doing, lineId: string): Promise<LineRow> {
  const [line] = await tx.execute<LineRow[]>(
    'select person_id, name, badge, removed_at is not null as removed from audience_lines where tenant_id = ? and show_id = ? and id = ?',
    [show.tenantId, show.showId, lineId],
  );
  if (!line) throw refused('NoSuchLine');
  return line;
}

const whose = ({ show }: Doing, { person_id, name }: LineRow): ActionDetails => ({
  name,
  author: authorOf(show.showId, person_id),
});

async function removeLine(doing: Doing, lineId: string): Promise<Done> {
  const line = await lineOf(doing, lineId);
  if (line.removed) throw refused('NoSuchLine');
  const lines = await remove(doing, 'id = ?', lineId);
  return { personId: line.person_id, lineId, details: { ...whose(doing, line), lines } };
}

async function remove({ tx, show, actionId }: Doing, which: string, value: string): Promise<string[]> {
  const rows = await tx.execute<Array<{ id: string }>>(
    `update audience_lines set removed_at = now(), removed_by = ? where tenant_id = ? and show_id = ? and removed_at is null and ${which} returning id`,
    [actionId, show.tenantId, show.showId, value],
  );
  return rows.map(({ id }) => id);
}

/** The house's own people are not silenced by each other: their role is taken from them. */
async function silence(doing: Doing, lineId: string, { scope, minutes }: { scope: string; minutes?: number }): Promise<Done> {
  const { tx, show, actionId } = doing;
  const line = await lineOf(doing, lineId);
  if (line.badge === 'organiser') throw refused('NotAllowed');
  await tx.execute(
    `insert into audience_silences (tenant_id, person_id, scope, name, until, action_id)
     values (?, ?, ?, ?, case when ?::int is null then null else now() + make_interval(mins => ?::int) end, ?)
     on conflict (tenant_id, person_id, scope) do update set name = excluded.name, until = excluded.until, action_id = excluded.action_id,
       since = case when audience_silences.lifted_at is null then audience_silences.since else now() end, lifted_at = null`,
    [show.tenantId, line.person_id, scope, line.name, minutes ?? null, minutes ?? null, actionId],
  );
  const ban = minutes === undefined;
  const lines = ban ? await remove(doing, 'person_id = ?', line.person_id) : [];
  return {
    personId: line.person_id,
    lineId,
    details: { ...whose(doing, line), ...(ban ? { lines } : { minutes }) },
  };
}

async function release(doing: Doing, author: string): Promise<Done> {
  const { tx, show } = doing;
  const silenced = await tx.execute<Array<{ person_id: string; name: string }>>(
    `select person_id, name from audience_silences where tenant_id = ? and scope in (?, ?) and lifted_at is null and (until is null or until > now())`,
    [show.tenantId, show.tenantId, show.showId],
  );
  const found = silenced.find(({ person_id: personId }) => authorOf(show.showId, personId) === author);
  if (!found) throw refused('ActionOver');
  await lift(doing, 'person_id = ?', found.person_id);
  return { personId: found.person_id, details: { name: found.name, author } };
}

const lift = ({ tx, show }: Doing, which: string, value: string) =>
  tx.execute(
    `update audience_silences set lifted_at = now() where tenant_id = ? and scope in (?, ?) and lifted_at is null and ${which}`,
    [show.tenantId, show.tenantId, show.showId, value],
  );

async function pin(doing: Doing, lineId: string): Promise<Done> {
  const line = await lineOf(doing, lineId);
  if (line.removed) throw refused('NoSuchLine');
  const { details } = await set(doing, 'pinned', lineId, { ...whose(doing, line), before: { pinned: doing.row.pinned } });
  return { personId: line.person_id, lineId, details };
}

type ActionRow = { kind: ActionKind; details: ActionDetails; undone: boolean };

/** What it changed is as it was before it; what it removed is there again. @throws BENIGN ActionOver */
async function undo(doing: Doing, { actionId, by, seq }: { actionId: string; by: string; seq: number }): Promise<void> {
  const { tx, show } = doing;
  const [action] = await tx.execute<ActionRow[]>(
    'select kind, details, undone_at is not null as undone from audience_actions where tenant_id = ? and show_id = ? and id = ?',
    [show.tenantId, show.showId, actionId],
  );
  if (!action || action.undone || !undoable.includes(action.kind)) throw refused('ActionOver');
  const { before = {} } = action.details;
  await tx.execute(
    'update audience_lines set removed_at = null, removed_by = null where tenant_id = ? and show_id = ? and removed_by = ?',
    [show.tenantId, show.showId, actionId],
  );
  await lift(doing, 'action_id = ?', actionId);
  const columns: Array<[Setting, unknown]> = [
    ['pinned', before.pinned],
    ['slow_seconds', before.slowSeconds],
    ['open', before.open],
    ['links', before.links],
    ['words', before.words && JSON.stringify(before.words)],
  ];
  for (const [column, value] of columns) if (value !== undefined) await set(doing, column, value, {});
  await tx.execute(
    'update audience_actions set undone_at = now(), undone_by = ?, seq = ? where tenant_id = ? and show_id = ? and id = ?',
    [...[by, seq, show.tenantId, show.showId, actionId]],
  );
}
