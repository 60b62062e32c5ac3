/** The stage as its organiser's desk shows it. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import type { ShowKind, ShowStatus } from '../../domain/shows.ts';
import { type ArchiveWindows, type CountryRule, defaultArchive, type PictureFacts, type StageState } from '../../domain/stage.ts';

export type Desk = {
  tenantId: string;
  showId: string;
  code: string;
  title: LocalText;
  slug: string;
  startsAt: Date;
  timeZone: string;
  kind: ShowKind;
  status: ShowStatus;
  countries: CountryRule | null;
  state: StageState;
  onAir: boolean;
  plannedEnd: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  intervalUntil: Date | null;
  word: string | null;
  provider: string | null;
  channelId: string | null;
  playbackUrl: string | null;
  /** Locked. */
  ingest: string | null;
  keyRevision: number;
  picture: PictureFacts | null;
  mark: boolean;
  archive: ArchiveWindows;
  address: string | null;
  recordingId: string | null;
  recordingSeconds: number | null;
  archiveUntil: Date | null;
  screens: number;
};
export type DeskEvent = { id: string; kind: string; details: Record<string, string | number | boolean | null>; at: Date };

/** A show whose stage is not made yet has a desk too, with nothing on it. @param em reads as the organisation */
export async function findDesk(em: EntityManager, tenantId: string, showId: string): Promise<Desk | undefined> {
  const [row] = await em.execute<Array<Omit<Desk, 'archive'> & { archive: ArchiveWindows | null }>>(
    `select s.tenant_id as "tenantId", s.id as "showId", s.code, p.title, p.slug, s.starts_at as "startsAt", s.time_zone as "timeZone", s.kind, s.status,
       s.countries, coalesce(g.state, 'offline') as state, coalesce(g.on_air, false) as "onAir",
       coalesce(g.planned_end, s.starts_at + make_interval(mins => p.minutes)) as "plannedEnd", g.started_at as "startedAt", g.ended_at as "endedAt",
       g.interval_until as "intervalUntil", g.word, g.provider, g.channel_id as "channelId", g.playback_url as "playbackUrl", g.ingest,
       coalesce(g.key_revision, 1) as "keyRevision", g.picture, coalesce(g.mark, false) as mark, g.archive, g.address, g.recording_id as "recordingId",
       g.recording_seconds as "recordingSeconds", g.archive_until as "archiveUntil",
       (select count(*)::int from screens c where c.tenant_id = s.tenant_id and c.show_id = s.id and c.ended_at is null) as screens
     from shows s join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id
     left join stages g on g.tenant_id = s.tenant_id and g.show_id = s.id where s.tenant_id = ? and s.id = ?`,
    [tenantId, showId],
  );
  return row && { ...row, archive: row.archive ?? defaultArchive };
}

/** Newest first, a hundred at most. */
export const deskEvents = (em: EntityManager, tenantId: string, showId: string): Promise<DeskEvent[]> =>
  em.execute<DeskEvent[]>(
    'select id, kind, details, at from stage_events where tenant_id = ? and show_id = ? order by at desc, created_at desc, id limit 100',
    [tenantId, showId],
  );
