/** What a player asks for: playlists and what they name. */
import assert from 'node:assert/strict';

export type Got = { status: number; text: string; bytes: Buffer; error: string | undefined };

export async function get(url: string | URL): Promise<Got> {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  const isProblem = response.headers.get('content-type') === 'application/json';
  return { status: response.status, bytes, text, error: isProblem ? (JSON.parse(text) as { error: string }).error : undefined };
}

export const lines = (playlist: string, begin: string): string[] => playlist.split('\n').filter((line) => line.startsWith(begin));
/** Names of whole segments, in order. */
export const segmentsOf = (playlist: string): string[] => playlist.split('\n').filter((line) => /^s\d+\.m4s$/.test(line));
export const partsOf = (playlist: string): string[] =>
  [...playlist.matchAll(/#EXT-X-PART:DURATION=[\d.]+,URI="([^"]+)"/g)].map(([, name]) => name!);
export const hintOf = (playlist: string): string | undefined => /PRELOAD-HINT:TYPE=PART,URI="([^"]+)"/.exec(playlist)?.[1];
export const headsOf = (playlist: string): string[] => [...playlist.matchAll(/MAP:URI="([^"]+)"/g)].map(([, name]) => name!);
export const sequenceOf = (playlist: string): number => Number(/MEDIA-SEQUENCE:(\d+)/.exec(playlist)?.[1]);

/** Everything that a playlist names, by the same token. */
export async function piecesOf(url: string): Promise<Got[]> {
  const { status, text } = await get(url);
  assert.equal(status, 200);
  const names = [...headsOf(text), ...segmentsOf(text), ...partsOf(text)];
  return await Promise.all(names.map((name) => get(new URL(name, url))));
}
