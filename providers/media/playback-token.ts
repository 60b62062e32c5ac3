/** What opens a picture where we check by ourselves: the house's own token, for what a grant names. */
import type { PlaybackTokens } from '../../domain/playback-token.ts';
import type { PlaybackGrant } from './port.ts';

/** @param download a file to keep instead of a picture to watch. @returns the token and when it ends, ISO 8601. */
export function signGrant(tokens: PlaybackTokens, grant: PlaybackGrant, download = false): { token: string; expiresAt: string } {
  const { channelId, recordingId, viewerId, version, audience, now, seconds } = grant;
  const expires = Math.floor(now.getTime() / 1000) + seconds;
  const scope = recordingId === undefined ? { channelId } : { channelId, recordingId };
  const token = tokens.sign(scope, { viewerId, version, audience, download, expires });
  return { token, expiresAt: new Date(expires * 1000).toISOString() };
}
