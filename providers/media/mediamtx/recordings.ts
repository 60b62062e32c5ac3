/** Recordings of a MediaMTX: its playback server joins the segments of one evening, its API deletes them one by one. */
import type { Recording } from '../port.ts';
import { isRecorded } from './account.ts';
import type { MediaMtxApi } from './api.ts';
import type { PathState } from './reading.ts';

type Span = { start: string; duration: number };

export function recordingsOf(api: MediaMtxApi) {
  const spans = async (channelId: string, signal?: AbortSignal): Promise<Span[]> =>
    (await api.archive<Span[]>(`/list?path=${encodeURIComponent(channelId)}`, signal)) ?? [];

  return {
    async list(channelId: string, signal?: AbortSignal): Promise<Recording[]> {
      if (!isRecorded(channelId)) return [];
      const [found, path] = await Promise.all([
        spans(channelId, signal),
        api.get<PathState>(`/v3/paths/get/${channelId}`, signal),
      ]);
      const live = path?.online ?? path?.ready ?? false;
      return found.map(({ start, duration }, index) => ({
        recordingId: start,
        startedAt: new Date(start).toISOString(),
        seconds: duration,
        bytes: null,
        ready: !(live && index === found.length - 1),
      }));
    },

    async remove(channelId: string, recordingId: string, signal?: AbortSignal): Promise<void> {
      const span = (await spans(channelId, signal)).find(({ start }) => start === recordingId);
      if (!span) return;
      const from = Date.parse(span.start);
      const until = from + span.duration * 1000;
      const known = await api.get<{ segments: Array<{ start: string }> }>(`/v3/recordings/get/${channelId}`, signal);
      for (const { start } of known?.segments ?? []) {
        const at = Date.parse(start);
        // What begins where this one ends is the next one's.
        if (at < from || (at >= until && at > from)) continue;
        const query = new URLSearchParams({ path: channelId, start });
        await api.send('DELETE', `/v3/recordings/deletesegment?${query}`, undefined, signal);
      }
    },
  };
}
