/** The rows of a stage: opened, read again, and kept as its process has it. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ShowKind, ShowStatus } from '../../domain/shows.ts';
import { type ArchiveWindows, defaultArchive, hasChannel, type StageState, statusOnStage } from '../../domain/stage.ts';
import { nameUuid } from '../../domain/uuid.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import type { StageEvent, StageFacts } from '../../workflows/shows/stage-story.ts';
import { currentEm, inTransaction } from '../context.ts';
import { askOperator } from '../payments/attention.ts';

type ShowFacts = Pick<StageFacts, 'kind' | 'startsAt' | 'minutes' | 'off'>;
export type StageWrite = {
  revision: number;
  state: StageState;
  kind: ShowKind;
  onAir: boolean;
  keyRevision: number;
  word: string | null;
  /** ISO 8601. */
  plannedEnd: string;
  startedAt: string | null;
  endedAt: string | null;
  intervalUntil: string | null;
};

export const createStageRowActivities = () => ({
  /** Makes sure of the row. One that was taken down is set up anew when its show is on once more. */
  async openStage({ tenantId, showId }: ShowInput): Promise<StageFacts> {
    return inTransaction(async (tx) => {
      const show = await showOf(tx, { tenantId, showId });
      const end = new Date(show.startsAt + show.minutes * 60_000);
      await tx.execute(
        `insert into stages (tenant_id, show_id, kind, state, planned_end, archive) values (?, ?, ?, 'offline', ?, ?::jsonb)
         on conflict (tenant_id, show_id) do update set state = 'offline', kind = excluded.kind, planned_end = excluded.planned_end, channel_id = null,
           playback_url = null, ingest = null, key_revision = stages.key_revision + 1, ended_at = null, torn_down_at = null, revision = stages.revision + 1
         where stages.state = 'closed' and stages.started_at is null and ? and excluded.planned_end > now()`,
        [tenantId, showId, show.kind, end, JSON.stringify(defaultArchive), !show.off],
      );
      const [row] = await tx.execute<Row[]>(`select ${columns} from stages where tenant_id = ? and show_id = ?`, [
        tenantId,
        showId,
      ]);
      return factsOf(show, row!);
    });
  },

  async readShowOfStage({ tenantId, showId }: ShowInput): Promise<ShowFacts> {
    return showOf(currentEm(), { tenantId, showId });
  },

  /** What has happened goes on record once; an older state than the row's changes nothing. */
  async saveStage({ tenantId, showId, stage, events }: ShowInput & { stage: StageWrite; events: StageEvent[] }): Promise<void> {
    await inTransaction(async (tx) => {
      for (const event of events) await recordEvent(tx, { tenantId, showId }, event);
      const written = await tx.execute<unknown[]>(
        `update stages set revision = ?, state = ?, kind = ?, on_air = ?, key_revision = ?, word = ?, planned_end = ?, started_at = ?, ended_at = ?,
           interval_until = ?, changed_at = now() where tenant_id = ? and show_id = ? and revision <= ? returning show_id`,
        [
          ...[stage.revision, stage.state, stage.kind, stage.onAir, stage.keyRevision, stage.word, stage.plannedEnd],
          ...[stage.startedAt, stage.endedAt, stage.intervalUntil, tenantId, showId, stage.revision],
        ],
      );
      if (written.length === 0) return;
      if (['ended', 'closed'].includes(stage.state))
        await tx.execute(
          `update screens set ended_at = now(), end_reason = 'showOver' where tenant_id = ? and show_id = ? and ended_at is null and (what = 'live' or ?)`,
          [tenantId, showId, stage.state === 'closed'],
        );
      await followStatus(tx, { tenantId, showId }, statusOnStage(stage.state));
    });
  },
});

type Row = {
  state: StageState;
  channelId: string | null;
  keyRevision: number;
  startedAt: Date | null;
  endedAt: Date | null;
  intervalUntil: Date | null;
  word: string | null;
  archive: ArchiveWindows;
  recordingId: string | null;
  recordingSeconds: number | null;
  revision: number;
};
const columns = `state, channel_id as "channelId", key_revision as "keyRevision", started_at as "startedAt", ended_at as "endedAt", interval_until as "intervalUntil",
  word, archive, recording_id as "recordingId", recording_seconds as "recordingSeconds", revision`;

const factsOf = (show: ShowFacts, { recordingId, recordingSeconds, ...row }: Row): StageFacts => ({
  ...row,
  ...show,
  channelId: hasChannel(show.kind) ? row.channelId : null,
  startedAt: row.startedAt?.getTime() ?? null,
  endedAt: row.endedAt?.getTime() ?? null,
  intervalUntil: row.intervalUntil?.getTime() ?? null,
  recording: recordingId === null ? null : { id: recordingId, seconds: recordingSeconds ?? 0 },
});

async function showOf(em: EntityManager, { tenantId, showId }: ShowInput): Promise<ShowFacts> {
  const [row] = await em.execute<Array<{ kind: ShowKind; starts_at: Date; minutes: number; off: boolean }>>(
    `select s.kind, s.starts_at, p.minutes, s.status in ('draft', 'cancelled') or s.published_at is null as off
     from shows s join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id where s.tenant_id = ? and s.id = ?`,
    [tenantId, showId],
  );
  if (!row) throw new Error(`show ${showId} has no row`);
  return { kind: row.kind, startsAt: row.starts_at.getTime(), minutes: row.minutes, off: row.off };
}

/** What an organiser must look at. */
const troubles = ['refused', 'recordingFailed'] as const;
const attentionOf = { refused: 'publisherRefused', recordingFailed: 'recordingFailed' } as const;

async function recordEvent(tx: EntityManager, { tenantId, showId }: ShowInput, event: StageEvent): Promise<void> {
  await tx.execute(
    `insert into stage_events (tenant_id, id, show_id, kind, details, at) values (?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing`,
    [
      ...[tenantId, nameUuid('stage event', showId, String(event.number)), showId, event.kind],
      ...[JSON.stringify(event.details), new Date(event.at)],
    ],
  );
  const trouble = troubles.find((kind) => kind === event.kind);
  if (!trouble) return;
  const why = String(event.details['why'] ?? '');
  // Once for each reason: who tries a wrong key a hundred times is one question.
  await askOperator(tx, {
    ...{ tenantId, orderId: null, kind: attentionOf[trouble], key: `stage:${showId}:${trouble}:${why}` },
    details: { showId, ...(why ? { why } : {}) },
  });
}

/** Before its evening a show that was moved says so; what was cancelled or taken off stays as it is. */
async function followStatus(tx: EntityManager, { tenantId, showId }: ShowInput, status: ShowStatus): Promise<void> {
  await tx.execute(
    `update shows set status = ? where tenant_id = ? and id = ? and status <> ? and status not in ('draft', 'cancelled')
       and not (? = 'provisioned' and status = 'rescheduled')`,
    [status, tenantId, showId, status, status],
  );
}
