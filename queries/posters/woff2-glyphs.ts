/** Puts the glyph outlines of a WOFF2 file back into the TrueType tables `glyf` and `loca`: https://www.w3.org/TR/WOFF2/#glyf_table_format */

/** A piece of the table with its own reading place. */
class Stream {
  readonly bytes: Buffer;
  private at = 0;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
  byte = () => this.bytes[this.at++]!;
  short = () => (this.byte() << 8) | this.byte();
  take = (length: number) => {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  };
  /** 255UInt16 of the specification. */
  small = () => {
    const code = this.byte();
    if (code === 253) return this.short();
    if (code === 255) return this.byte() + 253;
    return code === 254 ? this.byte() + 506 : code;
  };
}

type Point = { dx: number; dy: number; onCurve: boolean };

export function rebuildGlyphs(table: Buffer): { glyf: Buffer; loca: Buffer } {
  const count = table.readUInt16BE(4);
  let at = 36;
  const [contours, points, flags, outlines, composites, boxes] = Array.from({ length: 6 }, (_, index) => {
    const length = table.readUInt32BE(8 + index * 4);
    at += length;
    return new Stream(table.subarray(at - length, at));
  }) as [Stream, Stream, Stream, Stream, Stream, Stream];
  const hasBox = boxes.take(((count + 31) >> 5) << 2);

  const loca = Buffer.alloc((count + 1) * 4);
  const glyphs: Buffer[] = [];
  let offset = 0;
  for (let index = 0; index < count; index++) {
    const number = (contours.short() << 16) >> 16;
    const box = hasBox[index >> 3]! & (0x80 >> (index & 7)) ? boxes.take(8) : undefined;
    const glyph =
      number === 0
        ? Buffer.alloc(0)
        : number < 0
          ? composite(composites, outlines, box!)
          : simple(number, points, flags, outlines, box);
    const padded = Buffer.concat([glyph, Buffer.alloc(-glyph.length & 3)]);
    glyphs.push(padded);
    offset += padded.length;
    loca.writeUInt32BE(offset, (index + 1) * 4);
  }
  return { glyf: Buffer.concat(glyphs), loca };
}

/** Hinting instructions are left out: a poster is drawn too large for them to matter. */
function simple(contours: number, counts: Stream, flags: Stream, outlines: Stream, box: Buffer | undefined): Buffer {
  let total = 0;
  const ends = Array.from({ length: contours }, () => {
    total += counts.small();
    return total - 1;
  });
  const points = Array.from({ length: total }, () => readPoint(flags, outlines));
  outlines.small();

  const out = Buffer.alloc(10 + contours * 2 + 2 + total * 5);
  out.writeInt16BE(contours, 0);
  (box ?? boundingBox(points)).copy(out, 2);
  for (const [index, end] of ends.entries()) out.writeUInt16BE(end, 10 + index * 2);
  const start = 12 + contours * 2;
  points.forEach(({ dx, dy, onCurve }, index) => {
    out[start + index] = onCurve ? 1 : 0;
    out.writeInt16BE(dx, start + total + index * 2);
    out.writeInt16BE(dy, start + total * 3 + index * 2);
  });
  return out;
}

function boundingBox(points: Point[]): Buffer {
  let [x, y] = [0, 0];
  const places = points.map(({ dx, dy }) => {
    x += dx;
    y += dy;
    return { x, y };
  });
  const [xs, ys] = [places.map((place) => place.x), places.map((place) => place.y)];
  const box = Buffer.alloc(8);
  const corners = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  for (const [index, value] of corners.entries()) box.writeInt16BE(value, index * 2);
  return box;
}

function composite(stream: Stream, outlines: Stream, box: Buffer): Buffer {
  const head = Buffer.alloc(2);
  head.writeInt16BE(-1);
  const parts = [head, box];
  let [more, instructed] = [true, false];
  while (more) {
    const flags = stream.short();
    const scale = flags & 0x08 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    const rest = stream.take(2 + (flags & 0x01 ? 4 : 2) + scale);
    const kept = Buffer.alloc(2);
    kept.writeUInt16BE(flags & ~0x100); // without instructions
    parts.push(kept, rest);
    instructed ||= (flags & 0x100) !== 0;
    more = (flags & 0x20) !== 0;
  }
  if (instructed) outlines.small();
  return Buffer.concat(parts);
}

/** The triplet encoding: https://www.w3.org/TR/WOFF2/#triplet_decoding */
function readPoint(flags: Stream, data: Stream): Point {
  const raw = flags.byte();
  const onCurve = raw < 128;
  const flag = raw & 127;
  const x = (value: number) => (flag & 1 ? value : -value);
  const y = (value: number) => (flag & 2 ? value : -value);
  if (flag < 10) return { dx: 0, dy: x(((flag & 14) << 7) + data.byte()), onCurve };
  if (flag < 20) return { dx: x((((flag - 10) & 14) << 7) + data.byte()), dy: 0, onCurve };
  if (flag < 84) {
    const [b0, b1] = [flag - 20, data.byte()];
    return { dx: x(1 + (b0 & 0x30) + (b1 >> 4)), dy: y(1 + ((b0 & 0x0c) << 2) + (b1 & 0x0f)), onCurve };
  }
  if (flag < 120) {
    const b0 = flag - 84;
    return { dx: x(1 + (Math.floor(b0 / 12) << 8) + data.byte()), dy: y(1 + (((b0 % 12) >> 2) << 8) + data.byte()), onCurve };
  }
  if (flag < 124) {
    const [b1, b2, b3] = [data.byte(), data.byte(), data.byte()];
    return { dx: x((b1 << 4) + (b2 >> 4)), dy: y(((b2 & 0x0f) << 8) + b3), onCurve };
  }
  return { dx: x(data.short()), dy: y(data.short()), onCurve };
}
