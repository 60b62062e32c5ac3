/** What the stand-in of IVS real-time remembers. https://docs.aws.amazon.com/ivs/latest/RealTimeAPIReference */
import type { BridgeEvent } from '../ivs/types.ts';
import type { Envelope } from '../shared/outbox.ts';

type Tags = Record<string, string>;

export type Stage = {
  arn: string;
  name: string;
  tags: Tags;
  endpoints: { events: string; whip: string; rtmps: string };
  /** While somebody is on it. */
  activeSessionId?: string;
};
export type PublicKey = { arn: string; name: string; publicKeyMaterial: string; tags: Tags };
export type Ingest = {
  arn: string;
  name: string;
  stageArn: string;
  userId: string;
  participantId: string;
  ingestProtocol: 'RTMP' | 'RTMPS';
  streamKey: string;
  attributes: Tags;
  tags: Tags;
};
export type Turn = { name: 'JOINED' | 'LEFT' | 'PUBLISH_STARTED' | 'PUBLISH_STOPPED'; participantId: string; eventTime: string };
export type Participant = {
  participantId: string;
  stageArn: string;
  sessionId: string;
  userId: string;
  canPublish: boolean;
  state: 'CONNECTED' | 'DISCONNECTED';
  publishing: boolean;
  /** Ever in this session. */
  published: boolean;
  firstJoinTime: string;
  turns: Turn[];
};

export type IvsRealtimeState = {
  stages: Record<string, Stage>;
  publicKeys: Record<string, PublicKey>;
  ingests: Record<string, Ingest>;
  participants: Record<string, Participant>;
  /** Put out by the API: such an id does not come in again. */
  putOut: string[];
  events: Envelope<BridgeEvent>[];
};

export const emptyIvsRealtime = (): IvsRealtimeState => ({
  ...{ stages: {}, publicKeys: {}, ingests: {}, participants: {}, putOut: [], events: [] as Envelope<BridgeEvent>[] },
});
