/** A stream that is cut anywhere gives the same boxes; one that is no MP4 is noticed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BoxReader } from '../../media/mp4/boxes.ts';
import { FragmentReader } from '../../media/mp4/fragments.ts';
import { offsetsOf, shifted } from '../../media/mp4/shift.ts';

const box = (type: string, body: Uint8Array) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const cutAt = (whole: Buffer, cuts: number[]) => {
  const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)), whole.length].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => whole.subarray(places[index], end));
};

test('boxes come out whole, wherever the stream is cut', () => {
  const boxes = fc.array(fc.tuple(fc.constantFrom('ftyp', 'moof', 'mdat'), fc.uint8Array({ maxLength: 40 })), { minLength: 1 });
  fc.assert(
    fc.property(boxes, fc.array(fc.nat()), (given, cuts) => {
      const expected = given.map(([type, body]) => ({ type, bytes: box(type, body) }));
      const reader = new BoxReader();
      const read = cutAt(Buffer.concat(expected.map(({ bytes }) => bytes)), cuts).flatMap((chunk) => [...reader.read(chunk)]);
      assert.deepEqual(
        read.map(({ type, bytes }) => ({ type, bytes: Buffer.from(bytes) })),
        expected,
      );
    }),
  );
});

test('what is no MP4 is an error, and never a picture', () => {
  const wrong = (bytes: Buffer) => assert.throws(() => [...new FragmentReader().read(bytes)]);
  wrong(Buffer.from('\0\0\0\x04moof'));
  wrong(Buffer.from('HTTP/1.1 200 OK'));
  wrong(Buffer.concat([box('moof', Buffer.from('\0\0\xff\xfftraf')), box('mdat', Buffer.alloc(1))]));
  assert.deepEqual([...new FragmentReader().read(box('mdat', Buffer.alloc(4)))], [], 'bytes that nobody announced');
});

/** A number of four bytes. */
const number = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const track = (id: number, timescale: number) => {
  const trackHead = box('tkhd', Buffer.concat([Buffer.alloc(12), number(id), Buffer.alloc(64)]));
  const mediaHead = box('mdhd', Buffer.concat([Buffer.alloc(12), number(timescale), Buffer.alloc(8)]));
  return box('trak', Buffer.concat([trackHead, box('mdia', mediaHead)]));
};
const fragmentAt = (times: Array<[id: number, time: number]>) => {
  const tracks = times.map(([id, time]) =>
    box(
      'traf',
      Buffer.concat([box('tfhd', Buffer.concat([number(0), number(id)])), box('tfdt', Buffer.concat([number(0), number(time)]))]),
    ),
  );
  return Buffer.concat([box('moof', Buffer.concat(tracks)), box('mdat', Buffer.from('picture'))]);
};

test('times of a recording begin at nought, picture and sound by the same moment', () => {
  const head = Buffer.concat([box('ftyp', Buffer.alloc(4)), box('moov', Buffer.concat([track(1, 1000), track(2, 48_000)]))]);
  // The picture begins at 2 s, the sound a quarter of a second later.
  const first = fragmentAt([
    [1, 2000],
    [2, 108_000],
  ]);
  const offsets = offsetsOf(head, first);
  assert.deepEqual(
    shifted(first, offsets),
    fragmentAt([
      [1, 0],
      [2, 12_000],
    ]),
  );
  assert.deepEqual(
    shifted(
      fragmentAt([
        [1, 3000],
        [2, 156_000],
      ]),
      offsets,
    ),
    fragmentAt([
      [1, 1000],
      [2, 60_000],
    ]),
  );
  assert.deepEqual(
    first,
    fragmentAt([
      [1, 2000],
      [2, 108_000],
    ]),
    'what is live is left as it is',
  );
});
