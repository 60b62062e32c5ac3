/** What there is to watch with a ticket, for whoever holds it. */
import type { LocalText } from '../../domain/language.ts';
import type { ShowKind, ShowStatus } from '../../domain/shows.ts';
import { type ArchiveWindows, type CountryRule, defaultArchive, type StageState } from '../../domain/stage.ts';
import type { Readers } from '../readers.ts';

export type Watching = {
  tenantId: string;
  showId: string;
  ticketId: string;
  number: string;
  personId: string;
  typeName: LocalText;
  ticketState: 'valid' | 'revoked';
  kind: ShowKind;
  status: ShowStatus;
  countries: CountryRule | null;
  startsAt: Date;
  minutes: number;
  /** Of the stage; before it is made, as it will begin. */
  state: StageState;
  provider: string | null;
  channelId: string | null;
  playbackUrl: string | null;
  plannedEnd: Date;
  endedAt: Date | null;
  intervalUntil: Date | null;
  word: string | null;
  recordingId: string | null;
  recordingSeconds: number | null;
  archive: ArchiveWindows;
  address: string | null;
  mark: boolean;
  /** When this ticket's recording was played first. */
  unlockedAt: Date | null;
};
type Row = Omit<Watching, 'state' | 'archive' | 'mark' | 'plannedEnd'> & {
  state: StageState | null;
  archive: ArchiveWindows | null;
  mark: boolean | null;
  plannedEnd: Date | null;
};

/** Only the holder watches: a buyer does not see by a ticket that a companion has claimed. */
export async function findWatch(readers: Readers, personId: string, ticketId: string): Promise<Watching | undefined> {
  const [mine] = await readers
    .person(personId)
    .execute<unknown[]>('select 1 from tickets k where k.id = ? and coalesce(k.holder_person_id, k.person_id) = ?', [
      ticketId,
      personId,
    ]);
  if (!mine) return undefined;
  const [row] = await readers.platform().execute<Row[]>(
    `select k.tenant_id as "tenantId", k.show_id as "showId", k.id as "ticketId", k.number, coalesce(k.holder_person_id, k.person_id) as "personId",
       t.name as "typeName", k.state as "ticketState", s.kind, s.status, s.countries, s.starts_at as "startsAt", p.minutes,
       g.state, g.provider, g.channel_id as "channelId", g.playback_url as "playbackUrl", g.planned_end as "plannedEnd", g.ended_at as "endedAt",
       g.interval_until as "intervalUntil", g.word, g.recording_id as "recordingId", g.recording_seconds as "recordingSeconds", g.archive, g.address, g.mark,
       (select min(c.taken_at) from screens c where c.tenant_id = k.tenant_id and c.ticket_id = k.id and c.what = 'recording') as "unlockedAt"
     from tickets k join shows s on s.tenant_id = k.tenant_id and s.id = k.show_id
     join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id
     join ticket_types t on t.tenant_id = k.tenant_id and t.id = k.ticket_type_id
     left join stages g on g.tenant_id = s.tenant_id and g.show_id = s.id where k.id = ? limit 1`,
    [ticketId],
  );
  if (!row) return undefined;
  return {
    ...row,
    state: row.state ?? 'offline',
    archive: row.archive ?? defaultArchive,
    mark: row.mark ?? false,
    plannedEnd: row.plannedEnd ?? new Date(row.startsAt.getTime() + row.minutes * 60_000),
  };
}

export type CurrentScreen = { version: number; what: 'live' | 'recording' };

/** @returns undefined when the screen has ended, or never was this ticket's */
export async function currentScreen(
  readers: Readers,
  { tenantId, ticketId, personId }: Pick<Watching, 'tenantId' | 'ticketId' | 'personId'>,
  screenId: string,
): Promise<CurrentScreen | undefined> {
  const [row] = await readers
    .platform()
    .execute<CurrentScreen[]>(
      'select version, what from screens where tenant_id = ? and ticket_id = ? and id = ? and person_id = ? and ended_at is null',
      [tenantId, ticketId, screenId, personId],
    );
  return row;
}
