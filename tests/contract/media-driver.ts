/** What the contract asks of a media server, whoever it is: the hands of an encoder and of a player, and the ears of our door. */
import { randomUUID } from 'node:crypto';
import type { Channel, Ingest, MediaNotice, MediaProvider, PlaybackGrant, PlaybackSigner } from '../../providers/media/port.ts';

/** What the stage's row says of a channel: said before the provider is told. */
export type StageRow = {
  keyRevision: number;
  onAir: boolean;
  tornDown: boolean;
  /** By viewer: versions up to this one. */
  revoked: Record<string, number>;
};
export type Publishing = {
  /** Stops well: the encoder says goodbye. */
  stop(): Promise<void>;
  /** Its line is cut. */
  lose(): Promise<void>;
};
/** `picture`: up to a piece of it; `refused`: the token opens nothing; `nothing`: it would, but there is no picture. */
export type Seen = 'picture' | 'refused' | 'nothing';
export type Player = { seen: Seen /** Goes on with the addresses that it was given. */; again(): Promise<Seen> };

export type MediaDriver = {
  provider: MediaProvider;
  signer: PlaybackSigner;
  /** False where viewers and preview cannot be told apart: `setOnAir` then does nothing. */
  tellsAudiences: boolean;
  /** False where it has no recordings: then nothing is found. */
  records: boolean;
  /** For a door that is asked by its media server; others need not listen. */
  row(channelId: string, changes: Partial<StageRow>): void;
  publish(ingest: Ingest): Promise<Publishing | 'refused'>;
  /** Starts a player at this address. */
  open(url: string): Promise<Player>;
  /** What our door has verified and read of this channel so far. */
  notices(channelId: string): MediaNotice[];
  close(): Promise<void>;
};

export type TestChannel = Channel & { channelKey: string; ingest: Ingest };

export async function newChannel(driver: MediaDriver, record = false): Promise<TestChannel> {
  const channelKey = randomUUID();
  const { provider } = driver;
  const channel = await provider.provision({ channelKey, keyRevision: 1, label: 'TEST-1', record });
  driver.row(channel.channelId, { keyRevision: 1, onAir: true });
  const [ingest] = await provider.ingest(channel.channelId, 1);
  if (!ingest) throw new Error('there is no way in');
  return { ...channel, channelKey, ingest };
}

export const grantOf = ({ channelId, playbackUrl }: Channel, changes: Partial<PlaybackGrant> = {}): PlaybackGrant => ({
  ...{ channelId, playbackUrl, viewerId: randomUUID(), version: 1, audience: 'viewer', now: new Date(), seconds: 120 },
  ...changes,
});

/** In the query, or the longest part of the path. */
export function tokenOf(url: string): string {
  const { searchParams, pathname } = new URL(url);
  return searchParams.get('token') ?? pathname.split('/').reduce((one, other) => (other.length > one.length ? other : one));
}

/** A player of HLS, as far as its requests go: each playlist names the next address, the last one is a piece. */
export async function openHls(url: string, headers: Record<string, string> = {}): Promise<Player> {
  let later = url;
  async function play(from: string): Promise<Seen> {
    const response = await fetch(from, { headers });
    if (response.status === 401 || response.status === 403) return 'refused';
    if (response.status === 404) return 'nothing';
    if (!response.ok) throw new Error(`${from} answers ${response.status}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    if (!text.startsWith('#EXTM3U')) return bytes.length > 0 ? 'picture' : 'nothing';
    const next = text.split('\n').find((line) => line.trim() !== '' && !line.startsWith('#'));
    if (!next) return 'nothing';
    const address = new URL(next.trim(), response.url).href;
    if (from === url) later = address;
    return play(address);
  }
  return { seen: await play(url), again: () => play(later) };
}
