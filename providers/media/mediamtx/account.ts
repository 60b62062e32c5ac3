/** Where a MediaMTX is, and what it and we know alone: the secret of keys and tokens. https://mediamtx.org/docs */
import { createHmac } from 'node:crypto';

export type MediaMtxAccount = {
  /** Its control API, for us alone, such as http://mediamtx:9997. */
  apiUrl: string;
  /** Its playback server as we reach it: it tells how long recordings are. */
  archiveUrl: string;
  /** As viewers reach its HLS server. */
  playbackUrl: string;
  /** As viewers reach its playback server, for recordings. */
  recordingsUrl: string;
  /** As the stage reaches it, such as rtmp://stage.theatre.example:1935. */
  rtmpUrl: string;
  /** As a browser on the stage reaches it; absent: no WHIP. */
  whipUrl?: string;
  secret: string;
};

/** By this name we come to its API, and it comes to our door. */
export const houseName = 'rampa';

/** Nothing is kept: a key follows from its channel and revision. A higher revision is another key. */
export const streamKey = (secret: string, channelId: string, revision: number): string =>
  `${revision}-${createHmac('sha256', secret).update(`publish:${channelId}:${revision}`).digest('base64url')}`;

const names = { recorded: 'recorded', unrecorded: 'live' } as const;

/** A path's name says whether it is recorded, so that a server that has forgotten what it was told does as it should. */
export const channelIdOf = (channelKey: string, record: boolean): string =>
  `${record ? names.recorded : names.unrecorded}/${channelKey}`;

/** @returns null for a path that is none of ours. */
export const channelKeyOf = (path: string): string | null => /^(?:recorded|live)\/([0-9a-f-]{36})$/.exec(path)?.[1] ?? null;

export const isRecorded = (channelId: string): boolean => channelId.startsWith(`${names.recorded}/`);
