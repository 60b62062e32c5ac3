/** A recording: `/recordings/<token>/<channel>/<recording>/<file>`, as a playlist to watch or one file to keep. */
import type { ServerResponse } from 'node:http';
import type { Archive } from '../recording/archive.ts';
import { archivePlaylist } from '../recording/archive-playlist.ts';
import type { Journal } from '../recording/journal.ts';
import { playlistType, sendBytes, sendProblem, videoType } from './answer.ts';
import { sendDownload } from './download.ts';
import type { Gate, NotAllowed } from './gate.ts';

export type RecordedRequest = { token: string; channelId: string; recordingId: string; file: string };
export const DOWNLOAD_FILE = 'recording.mp4';

export function createRecorded(
  { gate, archive, ffmpeg }: { gate: Gate; archive: Archive; ffmpeg: string },
  refuse: (res: ServerResponse, why: NotAllowed) => void,
) {
  return async ({ token, channelId, recordingId, file }: RecordedRequest, res: ServerResponse): Promise<void> => {
    const allowed = gate({ channelId, recordingId }, token);
    if (typeof allowed === 'string') return refuse(res, allowed);
    // A token to watch with is none to take away, and the other way round.
    if (allowed.claims.download !== (file === DOWNLOAD_FILE)) return refuse(res, 'forged');
    const journal = await archive.journal(channelId, recordingId);
    if (!journal || journal.segments.length === 0) return sendProblem(res, 404, 'gone', 'There is no such recording.');
    if (file === DOWNLOAD_FILE)
      return sendDownload(res, { ffmpeg, folder: archive.folder(channelId, recordingId), recordingId, journal });
    if (file === 'index.m3u8') return sendBytes(res, playlistType, Buffer.from(archivePlaylist(journal)));
    const place = placeOf(journal, file);
    if (!place) return sendProblem(res, 404, 'gone', 'There is no such piece of the recording.');
    sendBytes(res, videoType, await archive.read(channelId, recordingId, place));
  };
}

function placeOf({ heads, segments }: Journal, file: string): { file: number; at: number; length: number } | undefined {
  const [, head] = /^init(\d{1,6})\.mp4$/.exec(file) ?? [];
  const length = head === undefined ? undefined : heads[Number(head)];
  if (length !== undefined) return { file: Number(head), at: 0, length };
  const [, segment] = /^s(\d{1,9})\.m4s$/.exec(file) ?? [];
  return segment === undefined ? undefined : segments[Number(segment)];
}
