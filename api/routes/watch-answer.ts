/** What a ticket's holder is told of the stage: what there is to play, or why there is nothing and what to do. */
import type { ErrorCode } from '../../domain/errors.ts';
import { archiveTimes, countryAllowed, hasChannel, onAirStates, type WatchReason, watchReasons } from '../../domain/stage.ts';
import { showsById } from '../../queries/shows/playbill.ts';
import type { Watching } from '../../queries/stage/watch.ts';
import type { ApiDeps } from '../deps.ts';

type What = { what: 'live' | 'recording'; why: null } | { what: null; why: WatchReason };

/** @param country of whoever asks; null when nobody knows it */
export function whatToWatch(found: Watching, country: string | null, now = new Date()): What {
  const why = (reason: WatchReason): What => ({ what: null, why: reason });
  if (found.status === 'cancelled') return why('showCancelled');
  if (found.ticketState !== 'valid') return why('ticketVoid');
  if (!countryAllowed(found.countries, country)) return why('countryRefused');
  if (found.kind === 'telegram') return why('inTelegram');
  if (found.kind === 'external') return why('atAddress');
  if (!hasChannel(found.kind)) return why('notBuilt');
  if (onAirStates.includes(found.state)) return { what: 'live', why: null };
  if (found.state === 'offline' || found.state === 'test') return why('notYet');
  return recordingToWatch(found, now);
}

function recordingToWatch({ state, endedAt, archive, unlockedAt, recordingId }: Watching, now: Date): What {
  const why = (reason: WatchReason): What => ({ what: null, why: reason });
  if (state === 'ended') return why(archive.availableDays > 0 ? 'recordingWriting' : 'recordingNone');
  if (!endedAt || !recordingId)
    return why(state === 'closed' && endedAt && archive.availableDays > 0 ? 'archiveOver' : 'recordingNone');
  const { availableUntil, unlockUntil, watchUntil } = archiveTimes(archive, endedAt, unlockedAt);
  const over = (until: string) => now >= new Date(until);
  if (state === 'closed' || over(availableUntil)) return why('archiveOver');
  if (watchUntil === null && over(unlockUntil)) return why('unlockOver');
  if (watchUntil !== null && over(watchUntil)) return why('watchOver');
  return { what: 'recording', why: null };
}

const refusals: Partial<Record<WatchReason, ErrorCode>> = {
  ...{ ticketVoid: 'TicketNotValid', showCancelled: 'TicketNotValid', countryRefused: 'CountryRefused' },
};

/** Why no screen can be had now; undefined when one can. */
export function watchRefusal(found: Watching, country: string | null): ErrorCode | undefined {
  const { why } = whatToWatch(found, country);
  return why === null ? undefined : (refusals[why] ?? 'WatchClosed');
}

/** @returns the body of WatchView */
export async function watchAnswer({ readers, house }: ApiDeps, found: Watching, country: string | null): Promise<unknown> {
  const { ticketId, showId, number, typeName, state, word, recordingId, endedAt, archive, unlockedAt } = found;
  const { what, why } = whatToWatch(found, country);
  const show = (await showsById(readers.platform(), [showId])).get(showId);
  const bot = why === 'inTelegram' ? await house.botUsername() : null;
  const mayKnow = why !== 'ticketVoid' && why !== 'showCancelled' && why !== 'countryRefused';
  return {
    ...{ ticketId, number, typeName, show, state, what, why, may: what !== null, now: new Date().toISOString() },
    ...{ begins: found.startsAt.toISOString(), plannedEnd: found.plannedEnd.toISOString() },
    ...(why === null ? { message: null, how: null } : watchReasons[why]),
    word: mayKnow ? word : null,
    intervalUntil: state === 'interval' ? (found.intervalUntil?.toISOString() ?? null) : null,
    mark: found.mark ? number : null,
    address: why === 'atAddress' ? found.address : null,
    botUrl: bot ? `https://t.me/${bot}?start=watch` : null,
    recording:
      state === 'archived' && recordingId && endedAt
        ? { seconds: found.recordingSeconds, ...archiveTimes(archive, endedAt, unlockedAt) }
        : null,
  };
}
