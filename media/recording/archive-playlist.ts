/** A recording as a playlist: all of it, from the beginning. */
import type { Journal } from './journal.ts';

export const recordedHeadName = (file: number): string => `init${file}.mp4`;
export const recordedSegmentName = (index: number): string => `s${index}.m4s`;

export function archivePlaylist({ segments, finished }: Journal): string {
  const target = Math.max(1, ...segments.map(({ seconds }) => Math.ceil(seconds)));
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${target}`];
  lines.push(`#EXT-X-PLAYLIST-TYPE:${finished ? 'VOD' : 'EVENT'}`, '#EXT-X-MEDIA-SEQUENCE:0');
  for (const [index, { file, seconds }] of segments.entries()) {
    const before = segments[index - 1]?.file;
    if (before !== undefined && before !== file) lines.push('#EXT-X-DISCONTINUITY');
    if (before !== file) lines.push(`#EXT-X-MAP:URI="${recordedHeadName(file)}"`);
    lines.push(`#EXTINF:${seconds.toFixed(5)},`, recordedSegmentName(index));
  }
  if (finished) lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}
