/** The embedded media server, by its control door. */
import { streamKeys } from '../../../domain/stream-key.ts';
import { type ChannelReading, type Ingest, type MediaProvider, MediaRejected, type Recording } from '../port.ts';

export type EmbeddedMedia = {
  /** The control door, `http://127.0.0.1:8891`. */
  controlUrl: string;
  controlSecret: string;
  streamKeySecret: string;
  /** How people's players and browsers reach it, `http://localhost:8890`. */
  publicUrl: string;
  /** How OBS reaches it, `rtmp://localhost:1935`. */
  rtmpUrl: string;
};

/** A control request is answered at once, or not at all. */
const PATIENCE = 10_000;

export function embeddedMedia({ controlUrl, controlSecret, streamKeySecret, publicUrl, rtmpUrl }: EmbeddedMedia): MediaProvider {
  const keys = streamKeys(streamKeySecret);

  async function ask<T>(method: string, path: string, body: unknown, signal: AbortSignal | undefined): Promise<T> {
    const timeout = AbortSignal.timeout(PATIENCE);
    const response = await fetch(new URL(path, controlUrl), {
      ...{ method, headers: { authorization: `Bearer ${controlSecret}`, 'content-type': 'application/json' } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const answer = (await response.json()) as T & { error?: string; message?: string };
    if (response.ok) return answer;
    const words = `The media server: ${answer.message ?? response.status} (${answer.error ?? 'no reason'})`;
    // Without the secret nothing is understood yet: whoever mends it wants the request to come again.
    if (response.status >= 500 || response.status === 401) throw new Error(words);
    throw new MediaRejected(words);
  }
  const at = (channelId: string, rest = '') => `/channels/${encodeURIComponent(channelId)}${rest}`;
  const ingestOf = (channelId: string, keyRevision: number): Ingest[] => {
    const key = keys.keyOf(channelId, keyRevision);
    return [
      { protocol: 'rtmp', url: new URL('/live', rtmpUrl).href, key: `${channelId}?key=${key}` },
      { protocol: 'whip', url: new URL(`/whip/${channelId}`, publicUrl).href, key },
    ];
  };

  return {
    async provision({ channelKey, keyRevision, label, record }, signal) {
      const { channelId } = await ask<{ channelId: string }>('PUT', at(channelKey), { keyRevision, label, record }, signal);
      return { channelId, playbackUrl: new URL(`/live/${channelId}/index.m3u8`, publicUrl).href };
    },
    ingest: async (channelId, keyRevision) => ingestOf(channelId, keyRevision),
    async rotateKey(channelId, keyRevision, signal) {
      await ask('PUT', at(channelId, '/key'), { keyRevision }, signal);
      return ingestOf(channelId, keyRevision);
    },
    read: (channelId, signal) => ask<ChannelReading>('GET', at(channelId), undefined, signal),
    async setOnAir(channelId, onAir, signal) {
      await ask('PUT', at(channelId, '/air'), { onAir }, signal);
    },
    async stop(channelId, signal) {
      await ask('POST', at(channelId, '/stop'), undefined, signal);
    },
    async revoke(channelId, viewerId, upToVersion, signal) {
      await ask('POST', at(channelId, '/revocations'), { viewerId, upToVersion }, signal);
    },
    recordings: (channelId, signal) => ask<Recording[]>('GET', at(channelId, '/recordings'), undefined, signal),
    async removeRecording(channelId, recordingId, signal) {
      await ask('DELETE', at(channelId, `/recordings/${encodeURIComponent(recordingId)}`), undefined, signal);
    },
    async tearDown(channelId, signal) {
      await ask('DELETE', at(channelId), undefined, signal);
    },
    async list(signal) {
      const channels = await ask<Array<{ channelId: string }>>('GET', '/channels', undefined, signal);
      // The channel's key is its name here.
      return channels.map(({ channelId }) => ({ channelId, channelKey: channelId }));
    },
  };
}
