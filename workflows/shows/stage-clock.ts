/** What becomes of a stage by time alone, and when to look again. */
import { hasChannel } from '../../domain/stage.ts';
import { type Broadcast, endInterval, enter, happened, isOnAir, isOver, opensBefore, plannedEnd } from './stage-story.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A picture that is away for so long is an interruption. */
const patience = 5 * SECOND;
/** No picture so long after the start: somebody must look. */
const alertAfter = 2 * MINUTE;
/** Without a picture so long after the planned end, the show is over. */
export const grace = 15 * MINUTE;
/** An encoder that was left running does not play for ever. */
const forgottenAfter = 6 * HOUR;
/** From so long before the start the picture is watched. */
const watchBefore = 30 * MINUTE;

/** Lets the stage become what it is by now. */
export function pass(stage: Broadcast, now: number): void {
  while (step(stage, now));
}

/** @returns true when something changed, and the next rule may hold */
function step(stage: Broadcast, now: number): boolean {
  const { state } = stage;
  const becomes = (...[next, why]: [Broadcast['state'], string?]): true => {
    enter(stage, next, now, why);
    return true;
  };
  if (stage.off && !isOver(stage)) return becomes('ended', 'off');
  if (state === 'offline' || state === 'test') {
    if (begins(stage, now)) return becomes('live');
    if (now >= endsAt(stage) && !stage.picture) return becomes('ended', stage.kind === 'external' ? 'ended' : 'neverBegan');
    if (alertAt(stage) <= now) {
      stage.noPictureFor = stage.startsAt;
      happened(stage, 'noPicture', now);
      return true;
    }
    if (stage.picture === (state === 'offline')) return becomes(stage.picture ? 'test' : 'offline');
  }
  if (state === 'live' && stage.lostAt !== null && now >= stage.lostAt + patience) return becomes('interrupted');
  if (state === 'interrupted' && stage.picture) return becomes('live', 'back');
  if (state === 'interval' && stage.intervalUntil !== null && now >= stage.intervalUntil) {
    endInterval(stage, now);
    return true;
  }
  if (isOnAir(stage) && !stage.picture && now >= endsAt(stage)) return becomes('ended');
  if (isOnAir(stage) && now >= plannedEnd(stage) + forgottenAfter) return becomes('ended', 'forgotten');
  if (state === 'ended' && stage.kind === 'telegram' && stage.picture && now < endsAt(stage)) return becomes('live', 'back');
  if (state === 'ended' && stage.recording && stage.recordingKnown && now < archiveEnds(stage)) return becomes('archived');
  return false;
}

/** A picture at its time, the door of a video chat a little before; elsewhere nobody tells us, so it is the clock. */
function begins({ kind, picture, startsAt, ...stage }: Broadcast, now: number): boolean {
  if (now >= endsAt({ startsAt, ...stage })) return false;
  if (kind === 'external') return now >= startsAt;
  return picture && now >= (kind === 'telegram' ? startsAt - opensBefore : startsAt);
}

const endsAt = (stage: Pick<Broadcast, 'startsAt' | 'minutes' | 'lostAt' | 'intervalUntil'>): number =>
  Math.max(plannedEnd(stage), stage.lostAt ?? 0, stage.intervalUntil ?? 0) + grace;

const alertAt = ({ kind, picture, startsAt, noPictureFor }: Broadcast): number =>
  (kind === 'stream' || kind === 'telegram') && !picture && noPictureFor !== startsAt
    ? startsAt + alertAfter
    : Number.POSITIVE_INFINITY;

const archiveEnds = ({ endedAt, archive }: Broadcast): number => (endedAt ?? 0) + archive.availableDays * DAY;

/** Nothing is left to be watched: recording and channel may go. A video chat may be opened again for a while. */
export function isDone(stage: Broadcast, now: number): boolean {
  if (stage.state === 'archived') return now >= archiveEnds(stage);
  if (stage.state !== 'ended' || !stage.recordingKnown) return false;
  return stage.off || stage.kind !== 'telegram' || now >= endsAt(stage);
}

/** Whether the media server is asked, again and again, what it sees. */
export const isWatched = (stage: Broadcast, now: number): boolean =>
  hasChannel(stage.kind) &&
  stage.channelId !== null &&
  !isOver(stage) &&
  (stage.picture || isOnAir(stage) || now >= stage.startsAt - watchBefore || now < stage.lookUntil);

/** When time alone may change something next, ms since the epoch; infinity: never. */
export function nextLook(stage: Broadcast, now: number): number {
  const { startsAt, state, intervalUntil, lostAt } = stage;
  const before = state === 'offline' || state === 'test';
  const moments = [
    ...(before ? [startsAt - opensBefore, startsAt - watchBefore, startsAt, alertAt(stage), endsAt(stage)] : []),
    ...(isOnAir(stage) ? [endsAt(stage), plannedEnd(stage) + forgottenAfter] : []),
    ...(state === 'live' && lostAt !== null ? [lostAt + patience] : []),
    ...(state === 'interval' && intervalUntil !== null ? [intervalUntil] : []),
    ...(state === 'ended' ? [endsAt(stage)] : []),
    ...(state === 'archived' ? [archiveEnds(stage)] : []),
  ];
  return Math.min(Number.POSITIVE_INFINITY, ...moments.filter((moment) => moment > now));
}
