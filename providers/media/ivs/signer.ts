/** Playback tokens of IVS, checked at its first playlist: a fresh one for each start of a player. https://docs.aws.amazon.com/ivs/latest/LowLatencyUserGuide/private-channels-generate-tokens.html */
import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { signPlayback } from '../playback-token.ts';
import { MediaRejected, type PlaybackSigner } from '../port.ts';
import type { IvsAccount } from './account.ts';

/** With a viewer's id in it a token may not live longer. Seconds. */
const longest = 600;
const longestViewerId = 40;

export function ivsSigner({ playbackKey, origin, recordings }: IvsAccount): PlaybackSigner {
  const key = createPrivateKey(playbackKey);
  return {
    async sign(grant) {
      const { channelId, playbackUrl, viewerId, version, recordingId, now } = grant;
      if (recordingId !== undefined) {
        if (!recordings) throw new MediaRejected('Recordings of IVS are played through IVS_RECORDINGS_URL, which is not set');
        const { token, expiresAt } = signPlayback(recordings.secret, grant);
        const url = `${recordings.url.replace(/\/$/, '')}/${token}/${recordingId}/media/hls/master.m3u8`;
        return { url, expiresAt, kind: 'hls' };
      }
      if (viewerId.length > longestViewerId) throw new RangeError(`IVS takes viewers' ids of ${longestViewerId} characters`);
      const expires = Math.floor(now.getTime() / 1000) + Math.min(grant.seconds, longest);
      const token = await new SignJWT({
        'aws:channel-arn': channelId,
        'aws:viewer-id': viewerId,
        'aws:viewer-session-version': version,
        ...(origin ? { 'aws:access-control-allow-origin': origin, 'aws:strict-origin-enforcement': true } : {}),
      })
        .setProtectedHeader({ alg: 'ES384', typ: 'JWT' })
        .setExpirationTime(expires)
        .sign(key);
      return { url: `${playbackUrl}?token=${token}`, expiresAt: new Date(expires * 1000).toISOString(), kind: 'hls' };
    },
    // A recording is thousands of segments in a bucket; there is no one file.
    download: async () => null,
  };
}
