/** What a server of the house took from its viewers becomes rows, once, in one transaction. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ReactionCounts } from '../../domain/audience.ts';
import { type SealingKeys, unseal } from '../../domain/sealed.ts';
import type {
  AudienceBatch,
  BatchAccepted,
  BatchLine,
  MinuteFigures,
  WatchedFigures,
} from '../../workflows/audience/messages.ts';
import { inTransaction } from '../context.ts';
import { lockAudience, saveSeq } from './row.ts';

type OfShow = { tenantId: string; showId: string };

export const createBatchActivities = ({ sealingKeys }: { sealingKeys: SealingKeys }) => ({
  /** The same batch again is answered as the first time. A line that came in another batch already is told to everybody once more. */
  async storeBatch({ tenantId, showId, batch }: OfShow & { batch: AudienceBatch }): Promise<BatchAccepted> {
    const lines = batch.lines === null ? [] : unseal<BatchLine[]>(sealingKeys, batch.lines);
    return inTransaction(async (tx) => {
      const show = { tenantId, showId };
      const { seq: before } = await lockAudience(tx, show);
      const known = await tx.execute<Array<{ seq: number }>>(
        'select seq from audience_batches where tenant_id = ? and show_id = ? and id = ?',
        [tenantId, showId, batch.id],
      );
      if (known[0]) return { seq: known[0].seq, refused: await ofOthers(tx, show, lines) };
      const refused = await storeLines(tx, show, lines, before);
      const seq = before + lines.length;
      await tx.execute('insert into audience_batches (tenant_id, show_id, id, seq) values (?, ?, ?, ?)', [
        ...[tenantId, showId, batch.id, seq],
      ]);
      for (const minute of batch.minutes) await addMinute(tx, show, batch.hub, minute);
      await addWatched(tx, show, batch.watched);
      await addTotals(tx, show, batch, lines.length - refused.length);
      if (lines.length > 0) await saveSeq(tx, show, seq);
      return { seq, refused };
    });
  },
});

/** Each takes the next number. Whoever was silenced when it was written has it stored and shown to nobody. @returns ids of other people's lines */
async function storeLines(tx: EntityManager, show: OfShow, lines: BatchLine[], before: number): Promise<string[]> {
  if (lines.length === 0) return [];
  const { tenantId, showId } = show;
  await tx.execute(
    `insert into audience_lines (tenant_id, show_id, id, seq, "key", kind, person_id, ticket_id, name, badge, text, at, removed_at)
     select ?, ?, l.id, ? + l.n, l."key", 'line', l."personId", l."ticketId", l.name, l.badge, l.text, l.at,
       (select now() from audience_silences s where s.tenant_id = ? and s.person_id = l."personId" and s.scope in (?, ?) and s.lifted_at is null
          and s.since <= l.at and (s.until is null or s.until > l.at) limit 1)
     from (select row_number() over () as n, x.* from jsonb_to_recordset(?::jsonb)
       as x(id uuid, "key" text, "personId" uuid, "ticketId" uuid, name text, badge text, text text, at timestamptz)) l
     on conflict (tenant_id, show_id, id) do update set seq = excluded.seq where audience_lines.person_id = excluded.person_id`,
    [tenantId, showId, before, tenantId, tenantId, showId, JSON.stringify(lines)],
  );
  return ofOthers(tx, show, lines);
}

async function ofOthers(tx: EntityManager, { tenantId, showId }: OfShow, lines: BatchLine[]): Promise<string[]> {
  if (lines.length === 0) return [];
  const rows = await tx.execute<Array<{ id: string }>>(
    `select l.id from jsonb_to_recordset(?::jsonb) as l(id uuid, "personId" uuid)
     join audience_lines a on a.tenant_id = ? and a.show_id = ? and a.id = l.id where a.person_id <> l."personId"`,
    [JSON.stringify(lines.map(({ id, personId }) => ({ id, personId }))), tenantId, showId],
  );
  return rows.map(({ id }) => id);
}

async function addMinute(tx: EntityManager, { tenantId, showId }: OfShow, hub: string, told: MinuteFigures): Promise<void> {
  const { minute, viewers, joins, leaves, lines, stalls, stalledMs, errors, bitrateSum, bitrateCount } = told;
  await tx.execute(
    `insert into audience_minutes as m (tenant_id, show_id, minute, hub, viewers, joins, leaves, lines, reactions, stalls, stalled_ms, errors,
       bitrate_sum, bitrate_count, countries) values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?::jsonb)
     on conflict (tenant_id, show_id, minute, hub) do update set viewers = greatest(m.viewers, excluded.viewers), joins = m.joins + excluded.joins,
       leaves = m.leaves + excluded.leaves, lines = m.lines + excluded.lines, reactions = ${sumOf('m.reactions', 'excluded.reactions')},
       stalls = m.stalls + excluded.stalls, stalled_ms = m.stalled_ms + excluded.stalled_ms, errors = m.errors + excluded.errors,
       bitrate_sum = m.bitrate_sum + excluded.bitrate_sum, bitrate_count = m.bitrate_count + excluded.bitrate_count,
       countries = ${mostOf('m.countries', 'excluded.countries')}`,
    [
      ...[
        tenantId,
        showId,
        minute,
        hub,
        viewers,
        joins,
        leaves,
        lines,
        JSON.stringify(told.reactions),
        stalls,
        stalledMs,
        errors,
      ],
      ...[bitrateSum, bitrateCount, JSON.stringify(told.countries)],
    ],
  );
}

async function addWatched(tx: EntityManager, { tenantId, showId }: OfShow, watched: WatchedFigures[]): Promise<void> {
  if (watched.length === 0) return;
  await tx.execute(
    `insert into watch_times as w (tenant_id, show_id, ticket_id, person_id, seconds, joins, stalls, stalled_ms, errors, lines, reactions, country, first_at, last_at)
     select ?, ?, x."ticketId", x."personId", x.seconds, x.joins, x.stalls, x."stalledMs", x.errors, x.lines, x.reactions, x.country, now(), now()
     from jsonb_to_recordset(?::jsonb) as x("ticketId" uuid, "personId" uuid, seconds int, joins int, stalls int, "stalledMs" int, errors int,
       lines int, reactions int, country text)
     on conflict (tenant_id, show_id, ticket_id, person_id) do update set seconds = w.seconds + excluded.seconds, joins = w.joins + excluded.joins,
       stalls = w.stalls + excluded.stalls, stalled_ms = w.stalled_ms + excluded.stalled_ms, errors = w.errors + excluded.errors,
       lines = w.lines + excluded.lines, reactions = w.reactions + excluded.reactions, country = coalesce(excluded.country, w.country), last_at = now()`,
    [tenantId, showId, JSON.stringify(watched)],
  );
}

async function addTotals(tx: EntityManager, { tenantId, showId }: OfShow, batch: AudienceBatch, lines: number): Promise<void> {
  const reactions: ReactionCounts = {};
  for (const { reactions: some } of batch.minutes)
    for (const [kind, count] of Object.entries(some) as Array<[keyof ReactionCounts, number]>)
      reactions[kind] = (reactions[kind] ?? 0) + count;
  await tx.execute(
    `update audiences a set lines = a.lines + ?, reactions = ${sumOf('a.reactions', '?::jsonb')},
       peak = greatest(a.peak, ?), peak_at = case when ? > a.peak then now() else a.peak_at end where tenant_id = ? and show_id = ?`,
    [lines, JSON.stringify(reactions), batch.viewers, batch.viewers, tenantId, showId],
  );
}

const merged = (how: 'sum' | 'max') => (one: string, other: string) =>
  `(select coalesce(jsonb_object_agg(k, n), '{}'::jsonb) from (select key as k, ${how}(value::int) as n
     from (select * from jsonb_each_text(${one}) union all select * from jsonb_each_text(${other})) pairs group by key) merged)`;
const sumOf = merged('sum');
const mostOf = merged('max');
