/** What a movie's head says of its tracks. */
import { boxesIn } from './boxes.ts';

export type Track = {
  id: number;
  kind: 'video' | 'audio' | 'other';
  /** Units a second in which its times are told. */
  timescale: number;
  /** Pixels; 0 for sound. */
  width: number;
  height: number;
};

const kinds: Record<string, Track['kind']> = { vide: 'video', soun: 'audio' };

/** @param moov the whole box. */
export function tracksOf(moov: Buffer): Map<number, Track> {
  const tracks = new Map<number, Track>();
  for (const box of boxesIn(moov, 8, moov.length)) {
    if (box.type !== 'trak') continue;
    const track = readTrack(moov, box.start, box.end);
    tracks.set(track.id, track);
  }
  return tracks;
}

function readTrack(moov: Buffer, from: number, to: number): Track {
  const track: Track = { id: 0, kind: 'other', timescale: 1, width: 0, height: 0 };
  for (const { type, start, end } of boxesIn(moov, from, to)) {
    if (type === 'tkhd') {
      // Version 1 tells times in eight bytes.
      track.id = moov.readUInt32BE(start + (moov[start] === 1 ? 20 : 12));
      // 16.16 fixed point, last in the box.
      track.width = moov.readUInt16BE(end - 8);
      track.height = moov.readUInt16BE(end - 4);
    }
    if (type === 'mdia') readMedia(moov, start, end, track);
  }
  return track;
}

function readMedia(moov: Buffer, from: number, to: number, track: Track): void {
  for (const { type, start } of boxesIn(moov, from, to)) {
    if (type === 'mdhd') track.timescale = moov.readUInt32BE(start + (moov[start] === 1 ? 20 : 12));
    if (type === 'hdlr') track.kind = kinds[moov.toString('latin1', start + 8, start + 12)] ?? 'other';
  }
}
