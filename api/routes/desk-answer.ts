/** The desk of a stage, as its organiser reads it. */
import { adviceOn, hasChannel, onAirStates } from '../../domain/stage.ts';
import { type Desk, deskEvents } from '../../queries/stage/desk.ts';
import { eventWords } from '../../queries/stage/event-words.ts';
import type { ApiDeps } from '../deps.ts';

const HOUR = 3_600_000;

/** @returns the body of StageDesk */
export async function deskAnswer({ readers, stage, processes }: ApiDeps, desk: Desk): Promise<unknown> {
  const { tenantId, showId, title, code, timeZone, kind, status, state, picture } = desk;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const events = await deskEvents(readers.member(tenantId), tenantId, showId);
  const channelReady = desk.channelId !== null;
  return {
    show: {
      ...{ id: showId, code, title, timeZone, kind, status, startsAt: desk.startsAt.toISOString() },
      posterUrl: `/api/productions/${desk.slug}/poster.svg`,
    },
    ...{ now: new Date().toISOString(), state, onAir: desk.onAir, word: desk.word, provider: desk.provider, channelReady },
    ...{ plannedEnd: desk.plannedEnd.toISOString(), startedAt: iso(desk.startedAt), endedAt: iso(desk.endedAt) },
    intervalUntil: iso(desk.intervalUntil),
    ingest: desk.ingest === null ? [] : stage.vault.open({ tenantId, showId }, desk.ingest),
    ...{ keyRevision: desk.keyRevision, picture, screens: desk.screens },
    advice: hasChannel(kind) ? adviceOn(picture) : [],
    can: mayDo(desk, new Date()),
    settings: { countries: desk.countries, mark: desk.mark, archive: desk.archive, address: desk.address },
    recording:
      desk.recordingId !== null && desk.archiveUntil
        ? {
            ...{ recordingId: desk.recordingId, seconds: desk.recordingSeconds, availableUntil: desk.archiveUntil.toISOString() },
            canDownload: channelReady && desk.provider === stage.media.name,
          }
        : null,
    events: events.map((event) => ({ id: event.id, kind: event.kind, at: event.at.toISOString(), ...eventWords(event) })),
    temporalUrl: processes.stagePage(showId),
  };
}

/** What the process would do, as the rows have it: buttons that would be refused are not offered. */
function mayDo({ kind, state, status, startsAt, picture, channelId }: Desk, now: Date) {
  const over = ['ended', 'archived', 'closed'].includes(state) || ['draft', 'cancelled'].includes(status);
  const onAir = onAirStates.includes(state);
  const seen = !hasChannel(kind) || picture?.publishing === true;
  return {
    start: !over && !onAir && seen && now.getTime() >= startsAt.getTime() - HOUR,
    ...{ interval: onAir, resume: state === 'interval', preview: channelId !== null },
    end: onAir || (!over && now >= startsAt),
    rotateKey: !over && channelId !== null,
    changeKind: !over && !onAir,
  };
}
