/** What becomes of a stage by what it hears and is told: rules without a clock or a network of their own. Time itself is in `stage-clock.ts`. */
import type { ErrorCode } from '../../domain/errors.ts';
import type { ShowKind } from '../../domain/shows.ts';
import { type ArchiveWindows, hasChannel, onAirStates, type StageState } from '../../domain/stage.ts';
import type { MediaNotice } from '../../providers/media/port.ts';
import type { Direction } from './stage-messages.ts';

const MINUTE = 60_000;
/** A stage manager may begin so early; a video chat in Telegram counts from then on. */
export const opensBefore = 60 * MINUTE;
/** The desk's lights burn for so long after somebody looked. */
const lookLasts = 10 * MINUTE;
/** So many ids of news and requests are remembered, by which what comes twice is known. */
const remembered = 200;

/** What the rows say of a stage when its process begins, or begins again. Times are ms since the epoch. */
export type StageFacts = {
  kind: ShowKind;
  state: StageState;
  startsAt: number;
  minutes: number;
  /** The show is cancelled, or off the playbill: the stage is taken down. */
  off: boolean;
  /** At the media provider; null before it is provisioned. */
  channelId: string | null;
  keyRevision: number;
  startedAt: number | null;
  endedAt: number | null;
  intervalUntil: number | null;
  word: string | null;
  archive: ArchiveWindows;
  recording: { id: string; seconds: number } | null;
  revision: number;
};
export type StageEvent = {
  /** Names it within its show. */
  number: number;
  kind: string;
  at: number;
  details: Record<string, string | number | boolean | null>;
};
/** All that a stage's process remembers. */
export type Broadcast = StageFacts & {
  /** The provider knows the channel as it shall be. */
  provisioned: boolean;
  picture: boolean;
  /** When the newest news about the picture was made. */
  newsAt: number;
  /** Since when there has been no picture on air. */
  lostAt: number | null;
  /** Looked for to the end: there is one, or there is none. */
  recordingKnown: boolean;
  /** The start for which no picture came, and the one that the organiser was told of. */
  noPictureFor: number | null;
  alertedFor: number | null;
  lookUntil: number;
  /** What the provider was told last; null: nothing yet. */
  toldOnAir: boolean | null;
  seen: string[];
  /** Not written yet. */
  events: StageEvent[];
};

export const opened = (facts: StageFacts): Broadcast => ({
  ...facts,
  ...{ provisioned: facts.channelId !== null, picture: false, newsAt: 0, recordingKnown: facts.recording !== null },
  ...{ noPictureFor: null, alertedFor: null, lookUntil: 0, toldOnAir: null, seen: [], events: [] },
  // On air before its process was lost: whether there is a picture is to be found out.
  lostAt: onAirStates.includes(facts.state) ? facts.startedAt : null,
});

export const isOnAir = ({ state }: Pick<Broadcast, 'state'>): boolean => onAirStates.includes(state);
export const isOver = ({ state }: Pick<Broadcast, 'state'>): boolean => ['ended', 'archived', 'closed'].includes(state);
export const plannedEnd = ({ startsAt, minutes }: Pick<Broadcast, 'startsAt' | 'minutes'>): number => startsAt + minutes * MINUTE;
/** What can be watched with a ticket now. */
export const watchable = (stage: Broadcast): 'live' | 'recording' | null => {
  if (!hasChannel(stage.kind)) return null;
  return isOnAir(stage) ? 'live' : stage.state === 'archived' ? 'recording' : null;
};

export function happened(stage: Broadcast, kind: string, at: number, details: StageEvent['details'] = {}): void {
  stage.revision += 1;
  stage.events.push({ number: stage.revision, kind, at, details });
}

export function enter(stage: Broadcast, state: StageState, at: number, why: string = state): void {
  stage.state = state;
  if (isOnAir(stage)) stage.startedAt ??= at;
  if (state === 'ended') {
    stage.endedAt = at;
    stage.lostAt = null;
    stage.intervalUntil = null;
    stage.recordingKnown = stage.off || !hasChannel(stage.kind) || stage.startedAt === null;
  }
  happened(stage, why, at);
}

/** @param id of news or of a request; from now on it is known */
export function isNew(stage: Broadcast, id: string): boolean {
  if (stage.seen.includes(id)) return false;
  stage.seen = [...stage.seen, id].slice(-remembered);
  return true;
}

/** @returns false for news that is old or was heard before */
export function hear(stage: Broadcast, notice: MediaNotice, now: number): boolean {
  if (!isNew(stage, notice.id)) return false;
  // A server whose clock runs ahead must not make later news look old.
  const at = Math.min(Date.parse(notice.at), now);
  if (notice.kind === 'refused') happened(stage, 'refused', at, { why: notice.why });
  else if (notice.kind === 'recordingFailed') happened(stage, 'recordingFailed', at, { recordingId: notice.recordingId });
  else if (notice.kind === 'recorded') happened(stage, 'recorded', at, { seconds: notice.seconds });
  else {
    if (at < stage.newsAt) return false;
    stage.newsAt = at;
    pictureIs(stage, notice.kind === 'picture', at);
    // Telegram says so only when somebody ended the video chat; a media server also when an encoder lost its line.
    if (notice.kind === 'ended' && stage.kind === 'telegram' && isOnAir(stage)) enter(stage, 'ended', at);
  }
  return true;
}

export function pictureIs(stage: Broadcast, there: boolean, at: number): void {
  if (stage.picture === there && (there || stage.lostAt !== null || !isOnAir(stage))) return;
  const news = stage.picture !== there;
  stage.picture = there;
  stage.lostAt = there || !isOnAir(stage) ? null : at;
  if (news) happened(stage, there ? 'picture' : 'pictureLost', at);
}

export function look(stage: Broadcast, now: number): void {
  stage.lookUntil = now + lookLasts;
  stage.revision += 1;
}

/** Why it cannot be done now; null when it can. What is so already may be asked for again. */
export function mayDirect(stage: Broadcast, direction: Direction, now: number): ErrorCode | null {
  if (stage.off || stage.state === 'closed') return 'ShowNotOpen';
  const allowed = {
    start: () => isOnAir(stage) || (!isOver(stage) && now >= stage.startsAt - opensBefore),
    interval: () => isOnAir(stage),
    resume: () => isOnAir(stage),
    end: () => isOnAir(stage) || isOver(stage) || now >= stage.startsAt,
    word: () => true,
    settings: () => true,
    rotateKey: () => !isOver(stage),
  }[direction.do]();
  if (!allowed) return 'ShowNotOpen';
  if (direction.do === 'start' && hasChannel(stage.kind) && !stage.picture && !isOnAir(stage)) return 'NoPicture';
  if (direction.do === 'rotateKey' && stage.channelId === null) return 'NoChannel';
  return null;
}

export function direct(stage: Broadcast, direction: Direction, now: number): void {
  switch (direction.do) {
    case 'start':
      if (!isOnAir(stage)) enter(stage, 'live', now);
      return;
    case 'interval':
      stage.intervalUntil = now + direction.minutes * MINUTE;
      enter(stage, 'interval', now);
      return;
    case 'resume':
      if (stage.state === 'interval') endInterval(stage, now);
      return;
    case 'end':
      if (!isOver(stage)) enter(stage, 'ended', now);
      return;
    case 'word':
      stage.word = direction.text;
      happened(stage, direction.text === null ? 'wordTakenBack' : 'word', now, { text: direction.text });
      return;
    case 'settings':
      stage.provisioned &&= direction.archive.availableDays > 0 === stage.archive.availableDays > 0;
      stage.archive = direction.archive;
      happened(stage, 'settings', now);
      return;
    case 'rotateKey':
      stage.keyRevision += 1;
      happened(stage, 'keyRotated', now, { revision: stage.keyRevision });
      return;
  }
}

export function endInterval(stage: Broadcast, now: number): void {
  stage.intervalUntil = null;
  if (!stage.picture && stage.kind !== 'external') stage.lostAt = now;
  enter(stage, 'live', now, 'intervalOver');
}

/** The show's rows have changed: moved, cancelled, off the playbill, or played another way. @returns the kind that it was, when that is another */
export function showIs(
  stage: Broadcast,
  { kind, startsAt, minutes, off }: Pick<StageFacts, 'kind' | 'startsAt' | 'minutes' | 'off'>,
  now: number,
): ShowKind | null {
  const before = stage.kind;
  if (startsAt !== stage.startsAt) happened(stage, 'moved', now, { startsAt: new Date(startsAt).toISOString() });
  Object.assign(stage, { startsAt, minutes, off });
  if (kind === before || isOver(stage)) return null;
  happened(stage, 'kindChanged', now, { from: before, to: kind });
  Object.assign(stage, {
    ...{ kind, state: 'offline', channelId: null, provisioned: false, picture: false, newsAt: 0, lostAt: null },
    ...{ startedAt: null, intervalUntil: null, toldOnAir: null },
  });
  return before;
}
