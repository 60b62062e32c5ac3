/** Minutes of picture: signed for one screen of one ticket, or for the organiser's eyes. */
import { Refusal } from '../../domain/errors.ts';
import { archiveTimes } from '../../domain/stage.ts';
import type { Desk } from '../../queries/stage/desk.ts';
import { currentScreen, type Watching } from '../../queries/stage/watch.ts';
import type { ApiDeps } from '../deps.ts';
import { watchRefusal, whatToWatch } from './watch-answer.ts';

/** So long a signed address is good, s; asked for again when two thirds of it are over. */
const lasts = 300;
const MINUTE = 60_000;

type Playing = { url: string; kind: 'll-hls' | 'hls' | 'mp4'; what: 'live' | 'recording'; expiresAt: string; renewAt: string };

/** @throws Refusal ScreenEnded, WatchClosed, CountryRefused, TicketNotValid */
export async function playbackFor(
  deps: ApiDeps,
  found: Watching,
  screenId: string,
  country: string | null,
  now = new Date(),
): Promise<Playing> {
  const refusal = watchRefusal(found, country);
  if (refusal) throw new Refusal(refusal);
  const screen = await currentScreen(deps.readers, found, screenId);
  const { what } = whatToWatch(found, country, now);
  // One that was taken for the evening does not play the recording: its first play has to be on record.
  if (!screen || screen.what !== what) throw new Refusal('ScreenEnded');
  const { signer } = deps.stage.media;
  const seconds = what === 'recording' ? Math.min(lasts, left(found, now)) : lasts;
  const { url, kind, expiresAt } = await signer.sign({
    ...channelOf(deps, found),
    ...{ viewerId: found.ticketId, version: screen.version, audience: 'viewer', now, seconds },
    ...(what === 'recording' ? { recordingId: found.recordingId! } : {}),
  });
  const renewAt = new Date(now.getTime() + ((Date.parse(expiresAt) - now.getTime()) * 2) / 3).toISOString();
  return { url, kind, what, expiresAt, renewAt };
}

/** Seconds until the recording may no longer be watched. */
function left({ archive, endedAt, unlockedAt }: Watching, now: Date): number {
  const { availableUntil, watchUntil } = archiveTimes(archive, endedAt!, unlockedAt);
  return Math.max(1, Math.floor((Date.parse(watchUntil ?? availableUntil) - now.getTime()) / 1000));
}

export async function previewFor(deps: ApiDeps, desk: Desk, personId: string): Promise<Omit<Playing, 'what' | 'renewAt'>> {
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

/** A channel of another provider than the house has now is nobody's to sign for. */
function channelOf(
  { stage }: ApiDeps,
  { channelId, playbackUrl, provider }: Pick<Desk, 'channelId' | 'playbackUrl' | 'provider'>,
) {
  if (channelId === null || playbackUrl === null || provider !== stage.media.name) throw new Refusal('NoChannel');
  return { channelId, playbackUrl };
}
