/** Addresses of the embedded media server that one viewer may open for a while. */
import { type PlaybackScope, playbackTokens } from '../../../domain/playback-token.ts';
import type { PlaybackGrant, PlaybackSigner } from '../port.ts';

/**
 * @param secret `media-playback` of the data folder.
 * @param publicUrl how people's players reach the server; where it was when a channel was provisioned does not count.
 */
export function embeddedSigner({ secret, publicUrl }: { secret: string; publicUrl: string }): PlaybackSigner {
  const tokens = playbackTokens(secret);
  const sign = ({ channelId, recordingId, viewerId, version, audience, now, seconds }: PlaybackGrant, download: boolean) => {
    const scope: PlaybackScope = recordingId === undefined ? { channelId } : { channelId, recordingId };
    const expires = Math.floor(now.getTime() / 1000) + seconds;
    const token = tokens.sign(scope, { viewerId, version, audience, expires, download });
    const path = recordingId === undefined ? `/live/${token}/${channelId}` : `/recordings/${token}/${channelId}/${recordingId}`;
    return { base: new URL(path, publicUrl).href, expiresAt: new Date(expires * 1000).toISOString() };
  };
  return {
    async sign(grant) {
      const { base, expiresAt } = sign(grant, false);
      return { url: `${base}/index.m3u8`, expiresAt, kind: grant.recordingId === undefined ? 'll-hls' : 'hls' };
    },
    async download(grant) {
      const { base, expiresAt } = sign(grant, true);
      return { url: `${base}/recording.mp4`, expiresAt };
    },
  };
}
