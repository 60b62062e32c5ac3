/** IVS's objects as far as the sandbox fills them, and what it remembers. https://docs.aws.amazon.com/ivs/latest/LowLatencyAPIReference */
import type { Envelope } from '../shared/outbox.ts';

type Tags = Record<string, string>;

export type Channel = {
  arn: string;
  name: string;
  type: 'STANDARD' | 'BASIC' | 'ADVANCED_SD' | 'ADVANCED_HD';
  latencyMode: 'LOW' | 'NORMAL';
  authorized: boolean;
  recordingConfigurationArn: string;
  playbackRestrictionPolicyArn: string;
  ingestEndpoint: string;
  playbackUrl: string;
  tags: Tags;
};
export type StreamKey = { arn: string; value: string; channelArn: string; tags: Tags };
export type Policy = { arn: string; name: string; allowedCountries: string[]; allowedOrigins: string[]; tags: Tags };
export type KeyPair = { arn: string; name: string; publicKeyMaterial: string };
export type Stream = {
  channelArn: string;
  streamId: string;
  startTime: string;
  health: 'HEALTHY' | 'STARVING';
  /** S3 prefix, when the channel records. */
  recording: string | null;
};
/** A player's session: the token was checked when it began. */
export type Session = { channelArn: string; viewerId: string | null; version: number };

export type BridgeEvent = {
  version: '0';
  id: string;
  'detail-type': string;
  source: 'aws.ivs';
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
};

export type IvsState = {
  channels: Record<string, Channel>;
  keys: Record<string, StreamKey>;
  policies: Record<string, Policy>;
  keyPairs: Record<string, KeyPair>;
  /** By channel. */
  streams: Record<string, Stream>;
  sessions: Record<string, Session>;
  /** By channel and viewer: versions up to this one are revoked. */
  revoked: Record<string, number>;
  /** By channel: what was said inside the picture. */
  metadata: Record<string, string[]>;
  /** The bucket of the recording configuration: key → text. */
  objects: Record<string, string>;
  events: Envelope<BridgeEvent>[];
};

export const emptyIvs = (): IvsState => ({
  ...{ channels: {}, keys: {}, policies: {}, keyPairs: {}, streams: {}, sessions: {} },
  ...{ revoked: {}, metadata: {}, objects: {}, events: [] as Envelope<BridgeEvent>[] },
});
