/** What every media server can do for a show; one folder a vendor implements it. */

export const mediaProviders = ['embedded', 'mediamtx', 'ivs'] as const;
export type MediaProviderName = (typeof mediaProviders)[number];

export type ProvisionRequest = {
  /** Names the channel at its provider: the same again finds the same channel. A UUID of ours, no personal data. */
  channelKey: string;
  /** 1 for the first; the key of a higher revision makes those before it invalid. */
  keyRevision: number;
  /** For the provider's own console: the show's short code. */
  label: string;
  record: boolean;
};
/** Where a programme such as OBS sends to. `key` is a secret: shown to the organiser, never in a history. */
export type Ingest = { protocol: 'rtmp' | 'rtmps' | 'whip' | 'srt'; url: string; key: string };
export type Channel = {
  /** The provider's own id (an ARN, a path). */
  channelId: string;
  /** Without any token: kept in a row, given to the signer. */
  playbackUrl: string;
};
export type ChannelReading =
  | { state: 'gone' }
  | { state: 'offline' }
  | {
      state: 'publishing';
      /** ISO 8601. */
      since: string;
      by: Ingest['protocol'] | null;
      video: boolean | null;
      audio: boolean | null;
      /** Bits a second. */
      bitrate: number | null;
      /** Seconds between key frames. */
      keyframes: number | null;
      width: number | null;
      height: number | null;
      viewers: number | null;
      /** Milliseconds since the last piece of picture. */
      quietFor: number | null;
    };
export type Recording = {
  recordingId: string;
  /** ISO 8601. */
  startedAt: string;
  seconds: number;
  bytes: number | null;
  /** False while the provider still writes it. */
  ready: boolean;
};

/**
 * Works for activities. Every call is safe to repeat. The stage's row says it first, the provider is told second: a door that is asked
 * by its media server (`rotateKey`, `setOnAir`, `revoke`, `tearDown`) decides by the row.
 * @throws MediaRejected for good; anything else: asking again is safe.
 */
export interface MediaProvider {
  provision(request: ProvisionRequest, signal?: AbortSignal): Promise<Channel>;
  /** Secrets for the organiser's eyes, asked for when they are shown, or sealed into a row by the activity that provisions. */
  ingest(channelId: string, keyRevision: number, signal?: AbortSignal): Promise<Ingest[]>;
  /** Keys before this revision stop working and whoever publishes with one is cut off. */
  rotateKey(channelId: string, keyRevision: number, signal?: AbortSignal): Promise<Ingest[]>;
  read(channelId: string, signal?: AbortSignal): Promise<ChannelReading>;
  /** Off air, viewers' tokens open nothing (the organiser's preview does). A provider that cannot tell them apart does nothing: tokens are then signed on air only. */
  setOnAir(channelId: string, onAir: boolean, signal?: AbortSignal): Promise<void>;
  /** Ends what is being published, and its recording. Where the encoder could come back by itself its key is gone too; `ingest` makes another. */
  stop(channelId: string, signal?: AbortSignal): Promise<void>;
  /** The viewer's tokens of this version and before open nothing more, within five seconds where the provider can. */
  revoke(channelId: string, viewerId: string, upToVersion: number, signal?: AbortSignal): Promise<void>;
  recordings(channelId: string, signal?: AbortSignal): Promise<Recording[]>;
  removeRecording(channelId: string, recordingId: string, signal?: AbortSignal): Promise<void>;
  /** Everything that costs money but the recordings. */
  tearDown(channelId: string, signal?: AbortSignal): Promise<void>;
  /** Channels that this house made, for the sweep. */
  list(signal?: AbortSignal): Promise<Array<{ channelId: string; channelKey: string | null }>>;
  /** Only players in these countries (ISO 3166-1, two letters) open it; null: everybody. Absent: the door must see to it. */
  restrictCountries?(channelId: string, countries: readonly string[] | null, signal?: AbortSignal): Promise<void>;
  /** Words inside the picture, at most 1024 bytes, seen by players with the frame they were said at. @throws MediaRejected when nothing is on air. */
  putMetadata?(channelId: string, text: string, signal?: AbortSignal): Promise<void>;
}

export type PlaybackGrant = {
  channelId: string;
  playbackUrl: string;
  /** A ticket's id or a member's: no personal data. */
  viewerId: string;
  /** One more with each screen and each revocation. */
  version: number;
  audience: 'viewer' | 'preview';
  /** A recording instead of the live picture. */
  recordingId?: string;
  now: Date;
  /** At most ten minutes where the provider says so. */
  seconds: number;
};
/** `mp4`: one file, for a recording alone. */
export type Playback = { url: string; expiresAt: string; kind: 'll-hls' | 'hls' | 'mp4' };
/** Works in the door that reads: signs, asks nobody. */
export interface PlaybackSigner {
  sign(grant: PlaybackGrant): Promise<Playback>;
  /** A file to keep, for the organiser alone; null where the provider has none. */
  download(grant: PlaybackGrant & { recordingId: string }): Promise<{ url: string; expiresAt: string } | null>;
}

/**
 * What a media server says of itself: verified in the door on raw bytes, handed on as a signal. The same id again is the same news.
 * `loss`: the publisher is away, and may come back; `ended`: the provider has put the stream away. Neither ends a show.
 */
export type MediaNotice = {
  id: string;
  channelId: string;
  /** ISO 8601, the server's clock. */
  at: string;
} & (
  | { kind: 'picture' | 'loss' | 'ended' }
  /** Somebody tried to publish and may not. */
  | { kind: 'refused'; why: 'unknownChannel' | 'wrongKey' | 'secondPublisher' | 'tornDown' }
  | { kind: 'recorded'; recordingId: string; seconds: number }
  | { kind: 'recordingFailed'; recordingId: string | null }
);

/** The provider understood the request and said no; asking again will not help. */
export class MediaRejected extends Error {
  override name = 'MediaRejected';
}

/** The house has nobody who carries pictures, and means it. */
export class NobodyCarries extends MediaRejected {
  override name = 'NobodyCarries';
}
