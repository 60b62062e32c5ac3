/** Times of fragments, told anew: a recording begins at nought, whenever its publisher began. */
import { boxesIn } from './boxes.ts';
import { type Track, tracksOf } from './tracks.ts';

/** Units of each track's own time, by its id. */
export type Offsets = ReadonlyMap<number, bigint>;

/** @param head of the publisher. @param fragments the first of them. @returns what to take away, the same moment for every track. */
export function offsetsOf(head: Buffer, fragments: Buffer): Offsets {
  const tracks = headTracks(head);
  const first = new Map<number, number>();
  for (const { id, at, long } of timesIn(fragments)) {
    const timescale = tracks.get(id)?.timescale ?? 1;
    if (!first.has(id)) first.set(id, (long ? Number(fragments.readBigUInt64BE(at)) : fragments.readUInt32BE(at)) / timescale);
  }
  const begin = Math.min(...first.values());
  const offset = ({ timescale }: Track) => (Number.isFinite(begin) ? BigInt(Math.floor(begin * timescale)) : 0n);
  return new Map([...tracks].map(([id, track]) => [id, offset(track)]));
}

/** @returns a copy with earlier times. */
export function shifted(fragments: Buffer, offsets: Offsets): Buffer {
  const copy = Buffer.from(fragments);
  for (const { id, at, long } of timesIn(copy)) {
    const offset = offsets.get(id) ?? 0n;
    const time = (long ? copy.readBigUInt64BE(at) : BigInt(copy.readUInt32BE(at))) - offset;
    const earliest = time > 0n ? time : 0n;
    if (long) copy.writeBigUInt64BE(earliest, at);
    else copy.writeUInt32BE(Number(earliest), at);
  }
  return copy;
}

function headTracks(head: Buffer): Map<number, Track> {
  for (const { type, start, end } of boxesIn(head, 0, head.length))
    if (type === 'moov') return tracksOf(head.subarray(start - 8, end));
  return new Map();
}

/** Where each fragment says when it begins (tfdt, ISO 14496-12, 8.8.12), track by track. */
function* timesIn(fragments: Buffer): Generator<{ id: number; at: number; long: boolean }> {
  for (const moof of boxesIn(fragments, 0, fragments.length)) {
    if (moof.type !== 'moof') continue;
    for (const traf of boxesIn(fragments, moof.start, moof.end)) {
      if (traf.type !== 'traf') continue;
      let id = 0;
      for (const { type, start } of boxesIn(fragments, traf.start, traf.end)) {
        if (type === 'tfhd') id = fragments.readUInt32BE(start + 4);
        if (type === 'tfdt') yield { id, at: start + 4, long: fragments[start] === 1 };
      }
    }
  }
}
