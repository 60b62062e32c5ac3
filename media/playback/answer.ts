/** Answers of the playback door, in few words: they go out thousands of times a second. */
import type { ServerResponse } from 'node:http';

export const playlistType = 'application/vnd.apple.mpegurl';
export const videoType = 'video/mp4';

/** A playlist is new each time; a piece of the picture never changes, but is for nobody else's cache. */
export function sendBytes(res: ServerResponse, type: string, bytes: Buffer): void {
  const cache = type === playlistType ? 'no-store' : 'private, max-age=300';
  res.writeHead(200, { 'content-type': type, 'content-length': bytes.length, 'cache-control': cache, vary: 'origin' });
  res.end(res.req.method === 'HEAD' ? undefined : bytes);
}

export function sendProblem(res: ServerResponse, status: number, error: string, message: string): void {
  const text = JSON.stringify({ error, message });
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    vary: 'origin',
  });
  res.end(text);
}
