/** Tokens for MediaMTX: in the query of the first playlist, which it hands to our door with each new session. */

import { signPlayback } from '../playback-token.ts';
import type { PlaybackGrant, PlaybackSigner } from '../port.ts';
import type { MediaMtxAccount } from './account.ts';

/** Its playback server takes the longest that is wanted; nobody plays for longer. */
const wholeEvening = 24 * 3600;

export function mediaMtxSigner({ secret, recordingsUrl }: MediaMtxAccount): PlaybackSigner {
  const file = (grant: PlaybackGrant & { recordingId: string }, format: 'fmp4' | 'mp4') => {
    const { token, expiresAt } = signPlayback(secret, grant);
    const { channelId: path, recordingId: start } = grant;
    const query = new URLSearchParams({ path, start, duration: String(wholeEvening), format, token });
    return { url: `${recordingsUrl.replace(/\/$/, '')}/get?${query}`, expiresAt };
  };
  return {
    async sign(grant) {
      const { recordingId } = grant;
      if (recordingId !== undefined) return { ...file({ ...grant, recordingId }, 'fmp4'), kind: 'mp4' };
      const { token, expiresAt } = signPlayback(secret, grant);
      return { url: `${grant.playbackUrl}?token=${token}`, expiresAt, kind: 'll-hls' };
    },
    download: async (grant) => file(grant, 'mp4'),
  };
}
