/** Minutes of picture: signed for one screen of one ticket, or for the organiser's eyes. */
import { Refusal } from '../../domain/errors.ts';
import { archiveTimes } from '../../domain/stage.ts';
import type { StageEntrance, StageProviderName } from '../../providers/stage/port.ts';
import type { Desk } from '../../queries/stage/desk.ts';
import { currentScreen, type Watching } from '../../queries/stage/watch.ts';
import type { ApiDeps } from '../deps.ts';
import { watchRefusal, whatToWatch } from './watch-answer.ts';

/** So long a signed address is good, s; asked for again when two thirds of it are over. */
const lasts = 300;
const MINUTE = 60_000;

/** An entrance to a room is used at once: so long it is good, s. */
const entranceLasts = 60;

type Signed = { url: string; token: string | null; kind: 'll-hls' | 'hls' | 'mp4' | StageProviderName; expiresAt: string };
type Playing = Signed & { what: 'live' | 'recording'; renewAt: string };
/** Whose screen it is. */
type Asked = { screenId: string; country: string | null; name?: string | undefined };

/** @throws Refusal ScreenEnded, WatchClosed, CountryRefused, TicketNotValid */
export async function playbackFor(deps: ApiDeps, found: Watching, asked: Asked, now = new Date()): Promise<Playing> {
  const { country, screenId } = asked;
  const refusal = watchRefusal(found, country);
  if (refusal) throw new Refusal(refusal);
  const screen = await currentScreen(deps.readers, found, screenId);
  const { what } = whatToWatch(found, country, now);
  // One that was taken for the evening does not play the recording: its first play has to be on record.
  if (!screen || screen.what !== what) throw new Refusal('ScreenEnded');
  const { version } = screen;
  const signed =
    found.kind === 'immersive' ? entranceOf(deps, found, version, asked, now) : pictureOf(deps, found, version, what, now);
  const { expiresAt, ...rest } = await signed;
  const renewAt = new Date(now.getTime() + ((Date.parse(expiresAt) - now.getTime()) * 2) / 3).toISOString();
  return { ...rest, what: screen.what, expiresAt, renewAt };
}

async function pictureOf(deps: ApiDeps, found: Watching, version: number, what: Playing['what'], now: Date): Promise<Signed> {
  const seconds = what === 'recording' ? Math.min(lasts, left(found, now)) : lasts;
  const { url, kind, expiresAt } = await deps.stage.media.signer.sign({
    ...channelOf(deps, found),
    ...{ viewerId: found.ticketId, version, audience: 'viewer', now, seconds },
    ...(what === 'recording' ? { recordingId: found.recordingId! } : {}),
  });
  return { url, token: null, kind, expiresAt };
}

/** Whoever is in stays in: it is asked for again so that a page learns that its screen has ended. */
async function entranceOf(deps: ApiDeps, found: Watching, version: number, { name }: Asked, now: Date): Promise<Signed> {
  const { channel, signer } = roomOf(deps, found);
  const person = { viewerId: found.ticketId, version, role: found.role, name: name || null };
  const { url, token, kind, expiresAt } = await signer.enter({ ...channel, ...person, now, seconds: entranceLasts });
  return { url, token, kind, expiresAt };
}

/** Off air too: artists rehearse and wait for the curtain. */
export async function artistEntrance(
  deps: ApiDeps,
  desk: Desk,
  personId: string,
  name: string | undefined,
): Promise<StageEntrance> {
  if (desk.kind !== 'immersive') throw new Refusal('NotImmersive');
  const { channel, signer } = roomOf(deps, desk);
  const artist = { viewerId: personId, version: 1, role: 'artist', name: name || null } as const;
  return signer.enter({ ...channel, ...artist, now: new Date(), seconds: entranceLasts });
}

/** Seconds until the recording may no longer be watched. */
function left({ archive, endedAt, unlockedAt }: Watching, now: Date): number {
  const { availableUntil, watchUntil } = archiveTimes(archive, endedAt!, unlockedAt);
  return Math.max(1, Math.floor((Date.parse(watchUntil ?? availableUntil) - now.getTime()) / 1000));
}

export async function previewFor(deps: ApiDeps, desk: Desk, personId: string): Promise<Omit<Signed, 'token'>> {
  const grant = { viewerId: personId, version: 1, audience: 'preview', now: new Date(), seconds: lasts } as const;
  const { url, kind, expiresAt } = await deps.stage.media.signer.sign({ ...channelOf(deps, desk), ...grant });
  return { url, kind, expiresAt };
}

export async function downloadFor(deps: ApiDeps, desk: Desk, personId: string): Promise<{ url: string; expiresAt: string }> {
  const { recordingId } = desk;
  if (recordingId === null || desk.channelId === null) throw new Refusal('NoRecording');
  const grant = { viewerId: personId, version: 1, audience: 'preview', now: new Date(), seconds: (10 * MINUTE) / 1000 } as const;
  const file = await deps.stage.media.signer.download({ ...channelOf(deps, desk), ...grant, recordingId });
  if (!file) throw new Refusal('NoRecording');
  return file;
}

type Place = Pick<Desk, 'channelId' | 'playbackUrl' | 'provider'>;

function roomOf({ stage: { rooms } }: ApiDeps, { channelId, playbackUrl, provider }: Place) {
  if (channelId === null || playbackUrl === null || rooms === null || provider !== rooms.name) throw new Refusal('NoChannel');
  return { channel: { channelId, playbackUrl }, signer: rooms.signer };
}

/** A channel of another provider than the house has now is nobody's to sign for. */
function channelOf({ stage }: ApiDeps, { channelId, playbackUrl, provider }: Place) {
  if (channelId === null || playbackUrl === null || provider !== stage.media.name) throw new Refusal('NoChannel');
  return { channelId, playbackUrl };
}
