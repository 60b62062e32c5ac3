/** What a MediaMTX remembers, as far as the sandbox fills it. https://mediamtx.org/docs/references/control-api */
import type { Envelope } from '../shared/outbox.ts';

export type PathConf = { source: string; overridePublisher: boolean; record: boolean };
export type SourceType = 'rtmpConn' | 'webRTCSession';
export type Publisher = { id: string; type: SourceType; path: string; query: string; since: string };
/** An HLS session: the question was asked when it began. */
export type Session = { id: string; path: string; query: string; secret: string; created: string };
export type Segment = { start: string; seconds: number };
/** The form of deploy/mediamtx-notify.sh. */
export type Notice = {
  kind: 'online' | 'offline' | 'recorded';
  path: string;
  source: string;
  at: string;
  segment: string;
  seconds: string;
};

export type MediaMtxState = {
  /** Told by the API: gone after a restart. */
  paths: Record<string, Partial<PathConf>>;
  /** By path. */
  publishers: Record<string, Publisher>;
  sessions: Record<string, Session>;
  segments: Record<string, Segment[]>;
  notices: Envelope<Notice>[];
};

export const emptyMediaMtx = (): MediaMtxState => ({ paths: {}, publishers: {}, sessions: {}, segments: {}, notices: [] });
