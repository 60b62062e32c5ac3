/** A media provider in memory: it knows what it was told, and a test says what it sees. */
import {
  type Channel,
  type ChannelReading,
  type Ingest,
  type MediaNotice,
  type MediaProvider,
  MediaRejected,
  type PlaybackGrant,
  type PlaybackSigner,
  type Recording,
} from '../../providers/media/port.ts';

export type FakeChannel = {
  key: string;
  keyRevision: number;
  record: boolean;
  onAir: boolean;
  stopped: number;
  tornDown: boolean;
  reading: ChannelReading;
  recordings: Recording[];
  /** The newest version of each viewer that opens nothing more. */
  revoked: Map<string, number>;
};
export type FakeMedia = {
  provider: MediaProvider;
  signer: PlaybackSigner;
  channels: Map<string, FakeChannel>;
  /** Every call, in order. */
  calls: string[];
  /** The next calls of that name fail so, as a server does that is away. */
  fail: Map<string, Error[]>;
};

export const publishing = (facts: Partial<Extract<ChannelReading, { state: 'publishing' }>> = {}): ChannelReading => ({
  ...{ state: 'publishing', since: new Date().toISOString(), by: 'rtmp', video: true, audio: true },
  ...{ bitrate: 2_500_000, keyframes: 1, width: 1280, height: 720, viewers: 0, quietFor: 40 },
  ...facts,
});

const channelOfKey = (key: string): Channel => ({
  channelId: `channel-${key}`,
  playbackUrl: `https://media.example/${key}/index.m3u8`,
});

export function fakeMedia(): FakeMedia {
  const channels = new Map<string, FakeChannel>();
  const calls: string[] = [];
  const fail = new Map<string, Error[]>();
  const called = (name: string, ...what: unknown[]) => {
    calls.push([name, ...what].join(' '));
    const error = fail.get(name)?.shift();
    if (error) throw error;
  };
  const found = (channelId: string): FakeChannel => {
    const channel = channels.get(channelId);
    if (!channel || channel.tornDown) throw new MediaRejected(`there is no channel ${channelId}`);
    return channel;
  };
  const ingestOf = ({ key, keyRevision }: FakeChannel): Ingest[] => [
    { protocol: 'rtmp', url: 'rtmp://media.example/live', key: `secret-${key}-${keyRevision}` },
  ];
  const provider: MediaProvider = {
    async provision({ channelKey, keyRevision, record }) {
      called('provision', channelKey, keyRevision, record);
      const channel = channelOfKey(channelKey);
      const before = channels.get(channel.channelId);
      const fresh = { onAir: false, stopped: 0, reading: { state: 'offline' } as const, recordings: [], revoked: new Map() };
      channels.set(channel.channelId, { ...(before ?? fresh), key: channelKey, keyRevision, record, tornDown: false });
      return channel;
    },
    ingest: async (channelId) => ingestOf(found(channelId)),
    async rotateKey(channelId, keyRevision) {
      called('rotateKey', channelId, keyRevision);
      return ingestOf(Object.assign(found(channelId), { keyRevision }));
    },
    async read(channelId) {
      const channel = channels.get(channelId);
      return !channel || channel.tornDown ? { state: 'gone' } : channel.reading;
    },
    async setOnAir(channelId, onAir) {
      called('setOnAir', channelId, onAir);
      found(channelId).onAir = onAir;
    },
    async stop(channelId) {
      called('stop', channelId);
      const channel = found(channelId);
      channel.stopped += 1;
      channel.reading = { state: 'offline' };
    },
    async revoke(channelId, viewerId, upToVersion) {
      called('revoke', channelId, viewerId, upToVersion);
      const { revoked } = found(channelId);
      revoked.set(viewerId, Math.max(upToVersion, revoked.get(viewerId) ?? 0));
    },
    recordings: async (channelId) => channels.get(channelId)?.recordings ?? [],
    async removeRecording(channelId, recordingId) {
      called('removeRecording', channelId, recordingId);
      const channel = channels.get(channelId);
      if (channel) channel.recordings = channel.recordings.filter((one) => one.recordingId !== recordingId);
    },
    async tearDown(channelId) {
      called('tearDown', channelId);
      const channel = channels.get(channelId);
      if (channel) channel.tornDown = true;
    },
    list: async () =>
      [...channels].flatMap(([channelId, { key, tornDown }]) => (tornDown ? [] : [{ channelId, channelKey: key }])),
  };
  const signed = ({ playbackUrl, viewerId, version, audience, recordingId, now, seconds }: PlaybackGrant) => ({
    url: `${playbackUrl}?${[viewerId, version, audience, recordingId ?? 'live'].join(':')}`,
    expiresAt: new Date(now.getTime() + seconds * 1000).toISOString(),
  });
  const signer: PlaybackSigner = {
    sign: async (grant) => ({ ...signed(grant), kind: 'll-hls' }),
    download: async (grant) => signed(grant),
  };
  return { provider, signer, channels, calls, fail };
}

/** Believes whoever says the secret. */
export const fakeVerifier = (raw: Buffer, headers: Record<string, string | string[] | undefined>): MediaNotice | null =>
  headers['x-media-secret'] === 'of-this-house' ? (JSON.parse(raw.toString('utf8')) as MediaNotice) : null;
