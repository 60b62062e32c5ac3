/** The live playlist with parts, as RFC 8216bis (draft-pantos-hls-rfc8216bis) tells it. Addresses are relative: they carry the token. */
import { PART_SECONDS } from '../ingest/remux.ts';
import type { Segment } from './segment.ts';

/** A part may be one frame longer than it was asked to be. */
export const PART_TARGET = PART_SECONDS + 0.05;
/** Older segments are told whole: nobody plays them by parts any more. */
const SEGMENTS_IN_PARTS = 3;
/** Players multiply it; one that changes irritates them. */
const LEAST_TARGET = 2;

export const headName = (epoch: number): string => `init${epoch}.mp4`;
export const segmentName = (number: number): string => `s${number}.m4s`;
export const partName = (number: number, part: number): string => `p${number}.${part}.m4s`;

/** @param segments in order, the last of them perhaps still growing. @param next the number of the segment after them. */
export function livePlaylist(segments: readonly Segment[], { ended, next }: { ended: boolean; next: number }): string {
  const lines = head(segments, next);
  let before: Segment | undefined;
  for (const [index, segment] of segments.entries()) {
    const another = before !== undefined && before.epoch !== segment.epoch;
    if (another) lines.push('#EXT-X-DISCONTINUITY');
    if (!before || another) lines.push(`#EXT-X-MAP:URI="${headName(segment.epoch)}"`);
    if (!before || another) lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startedAt).toISOString()}`);
    if (index >= segments.length - 1 - SEGMENTS_IN_PARTS) lines.push(...partLines(segment));
    if (segment.whole || ended) lines.push(`#EXTINF:${segment.duration.toFixed(5)},`, segmentName(segment.number));
    before = segment;
  }
  if (ended) lines.push('#EXT-X-ENDLIST');
  else lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${hint(before, next)}"`);
  return `${lines.join('\n')}\n`;
}

function head(segments: readonly Segment[], next: number): string[] {
  const target = Math.max(LEAST_TARGET, ...segments.map(({ duration }) => Math.ceil(duration)));
  const longestPart = Math.max(PART_TARGET, ...segments.flatMap(({ parts }) => parts.map(({ duration }) => duration)));
  const first = segments[0];
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    `#EXT-X-TARGETDURATION:${target}`,
    `#EXT-X-PART-INF:PART-TARGET=${longestPart.toFixed(3)}`,
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${(longestPart * 3).toFixed(3)},HOLD-BACK=${target * 3}`,
    `#EXT-X-MEDIA-SEQUENCE:${first?.number ?? next}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${first?.epoch ?? 0}`,
  ];
}

const partLines = ({ number, parts }: Segment): string[] =>
  parts.map(({ duration, independent }, index) => {
    const start = independent ? ',INDEPENDENT=YES' : '';
    return `#EXT-X-PART:DURATION=${duration.toFixed(5)},URI="${partName(number, index)}"${start}`;
  });

const hint = (last: Segment | undefined, next: number): string =>
  last && !last.whole ? partName(last.number, last.parts.length) : partName(next, 0);
