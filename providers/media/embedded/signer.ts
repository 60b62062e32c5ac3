/** Addresses of the embedded media server that one viewer may open for a while. */
import { playbackTokens } from '../../../domain/playback-token.ts';
import { signGrant } from '../playback-token.ts';
import type { PlaybackGrant, PlaybackSigner } from '../port.ts';

/**
 * @param secret `media-playback` of the data folder.
 * @param publicUrl how people's players reach the server; where it was when a channel was provisioned does not count.
 */
export function embeddedSigner({ secret, publicUrl }: { secret: string; publicUrl: string }): PlaybackSigner {
  const tokens = playbackTokens(secret);
  const sign = (grant: PlaybackGrant, download: boolean) => {
    const { channelId, recordingId } = grant;
    const { token, expiresAt } = signGrant(tokens, grant, download);
    const path = recordingId === undefined ? `/live/${token}/${channelId}` : `/recordings/${token}/${channelId}/${recordingId}`;
    return { base: new URL(path, publicUrl).href, expiresAt };
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
