/** MediaMTX: a path a channel. Who may publish and watch is our door's word (`webhook.ts`), so keys and revocations need no place there. */
import type { Channel, ChannelReading, Ingest, MediaProvider } from '../port.ts';
import { channelIdOf, channelKeyOf, type MediaMtxAccount, streamKey } from './account.ts';
import { type MediaMtxApi, mediaMtxApi } from './api.ts';
import { type PathState, readingOf } from './reading.ts';
import { recordingsOf } from './recordings.ts';
import { kickPublisher, kickReaders } from './sessions.ts';

export function mediaMtxProvider(account: MediaMtxAccount, api: MediaMtxApi = mediaMtxApi(account)): MediaProvider {
  const recordings = recordingsOf(api);
  const ingest = (channelId: string, keyRevision: number): Ingest[] => ingestOf(account, channelId, keyRevision);
  const path = (channelId: string, signal?: AbortSignal) => api.get<PathState>(`/v3/paths/get/${channelId}`, signal);

  return {
    async provision({ channelKey, record }, signal) {
      const channelId = channelIdOf(channelKey, record);
      // The same key with another wish: the channel of the former one goes.
      await api.send('DELETE', `/v3/config/paths/delete/${channelIdOf(channelKey, !record)}`, undefined, signal);
      await api.send(
        'POST',
        `/v3/config/paths/replace/${channelId}`,
        // Whoever publishes is not thrown out by a second one with the same key.
        { source: 'publisher', overridePublisher: false, record },
        signal,
      );
      return { channelId, playbackUrl: playbackUrlOf(account, channelId) } satisfies Channel;
    },

    ingest: async (channelId, keyRevision) => ingest(channelId, keyRevision),

    async rotateKey(channelId, keyRevision, signal) {
      await kickPublisher(api, await path(channelId, signal), signal, { olderThan: keyRevision });
      return ingest(channelId, keyRevision);
    },

    async read(channelId, signal): Promise<ChannelReading> {
      const state = await path(channelId, signal);
      if (state?.online || state?.ready) return readingOf(api, state, signal);
      const known = await api.get(`/v3/config/paths/get/${channelId}`, signal);
      return { state: known ? 'offline' : 'gone' };
    },

    async setOnAir(channelId, onAir, signal) {
      if (!onAir) await kickReaders(api, account.secret, channelId, ({ audience }) => audience === 'viewer', signal);
    },

    async stop(channelId, signal) {
      await kickPublisher(api, await path(channelId, signal), signal);
    },

    async revoke(channelId, viewerId, upToVersion, signal) {
      await kickReaders(
        api,
        account.secret,
        channelId,
        (claims) => claims.viewerId === viewerId && claims.version <= upToVersion,
        signal,
      );
    },

    recordings: (channelId, signal) => recordings.list(channelId, signal),
    removeRecording: (channelId, recordingId, signal) => recordings.remove(channelId, recordingId, signal),

    async tearDown(channelId, signal) {
      // Without its configuration a path closes, with all who publish and read.
      await api.send('DELETE', `/v3/config/paths/delete/${channelId}`, undefined, signal);
      await kickPublisher(api, await path(channelId, signal), signal);
      await kickReaders(api, account.secret, channelId, () => true, signal);
    },

    async list(signal) {
      const paths = await api.list<{ name: string }>('/v3/config/paths/list', signal);
      return paths.flatMap(({ name }) => {
        const channelKey = channelKeyOf(name);
        return channelKey ? [{ channelId: name, channelKey }] : [];
      });
    },
  };
}

const under = (base: string, path: string): string => `${base.replace(/\/$/, '')}/${path}`;

const playbackUrlOf = ({ playbackUrl }: MediaMtxAccount, channelId: string): string =>
  under(playbackUrl, `${channelId}/index.m3u8`);

/** OBS joins server and key by a slash: the server ends with the first part of the path, the key begins with the second. */
function ingestOf({ rtmpUrl, whipUrl, secret }: MediaMtxAccount, channelId: string, revision: number): Ingest[] {
  const key = streamKey(secret, channelId, revision);
  const [folder = '', name = ''] = channelId.split('/');
  const rtmp: Ingest = {
    protocol: rtmpUrl.startsWith('rtmps:') ? 'rtmps' : 'rtmp',
    url: under(rtmpUrl, folder),
    key: `${name}?token=${key}`,
  };
  return [rtmp, ...(whipUrl ? [{ protocol: 'whip' as const, url: under(whipUrl, `${channelId}/whip`), key }] : [])];
}
