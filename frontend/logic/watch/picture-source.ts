/** What the house signs may be a picture or a room of people: a player shows only the first. */

/** A recording may be one file. */
export type Source = { url: string; kind: 'll-hls' | 'hls' | 'mp4' };

const pictures: readonly string[] = ['ll-hls', 'hls', 'mp4'] satisfies Source['kind'][];

/** @throws for a room of people */
export function asPicture<P extends { url: string; kind: string; expiresAt: string }>(
  playback: P,
): Source & { expiresAt: string } {
  if (!pictures.includes(playback.kind)) throw new TypeError(`${playback.kind} is no picture`);
  return playback as P & Source;
}
