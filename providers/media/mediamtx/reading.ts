/** What MediaMTX says of a path → a reading. It counts bytes and names tracks; of key frames and silence it knows nothing. */
import type { ChannelReading, Ingest } from '../port.ts';
import type { MediaMtxApi } from './api.ts';

export type PathState = {
  name: string;
  online?: boolean;
  onlineTime?: string | null;
  /** So older servers call it. */
  ready?: boolean;
  readyTime?: string | null;
  source: { type: string; id: string } | null;
  tracks2?: Array<{ codec: string; codecProps: { width?: number; height?: number } | null }>;
  inboundBytes?: number;
  readers: Array<{ type: string; id: string }>;
};

const protocols: Record<string, Ingest['protocol']> = {
  ...{ rtmpConn: 'rtmp', rtmpsConn: 'rtmps', webRTCSession: 'whip', srtConn: 'srt' },
};
const videoCodecs = ['AV1', 'VP9', 'VP8', 'H265', 'H264'];
const audioCodecs = ['Opus', 'MPEG-4 Audio', 'MPEG-4 Audio LATM', 'AC3', 'FLAC', 'G711', 'LPCM'];

/** Asks twice: bytes in between say the bitrate. */
export async function readingOf(api: MediaMtxApi, first: PathState, signal?: AbortSignal): Promise<ChannelReading> {
  const asked = performance.now();
  await new Promise((resolve) => setTimeout(resolve, betweenReadings));
  const second = (await api.get<PathState>(`/v3/paths/get/${first.name}`, signal)) ?? first;
  const seconds = (performance.now() - asked) / 1000;
  const came = (second.inboundBytes ?? 0) - (first.inboundBytes ?? 0);
  const tracks = second.tracks2 ?? [];
  const video = tracks.find(({ codec }) => videoCodecs.includes(codec));
  return {
    state: 'publishing',
    since: new Date(first.onlineTime ?? first.readyTime ?? Date.now()).toISOString(),
    by: protocols[first.source?.type ?? ''] ?? null,
    video: video !== undefined,
    audio: tracks.some(({ codec }) => audioCodecs.includes(codec)),
    bitrate: came >= 0 ? Math.round((came * 8) / seconds) : null,
    keyframes: null,
    width: video?.codecProps?.width ?? null,
    height: video?.codecProps?.height ?? null,
    viewers: second.readers.filter(({ type }) => type === 'hlsSession').length,
    quietFor: null,
  };
}

/** Milliseconds. */
const betweenReadings = 250;
