/** Boxes of an MP4 file (ISO 14496-12): `<size 4 bytes><type 4 letters>…`. */

export type Box = { type: string; start: number; end: number };

/** The boxes between two offsets; `start` is behind a box's own head. */
export function* boxesIn(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > to) throw new Error(`a box of ${size} bytes does not fit`);
    yield { type: bytes.toString('latin1', at + 4, at + 8), start: at + 8, end: at + size };
    at += size;
  }
}

/** Whole boxes out of a stream that is cut anywhere. ffmpeg's own fragments are small: no 64-bit sizes. */
export class BoxReader {
  #rest: Buffer[] = [];
  #length = 0;
  readonly #most: number;

  /** @param most bytes of one box; a longer one is no picture of ours. */
  constructor(most = 64 * 2 ** 20) {
    this.#most = most;
  }

  /** @throws Error when what comes is no MP4. */
  *read(chunk: Buffer): Generator<{ type: string; bytes: Buffer }> {
    this.#rest.push(chunk);
    this.#length += chunk.length;
    while (this.#length >= 8) {
      const size = this.#head().readUInt32BE(0);
      if (size < 8 || size > this.#most) throw new Error(`a box of ${size} bytes`);
      if (this.#length < size) return;
      const whole = this.#joined();
      const bytes = whole.subarray(0, size);
      this.#rest = [whole.subarray(size)];
      this.#length -= size;
      yield { type: bytes.toString('latin1', 4, 8), bytes };
    }
  }

  #head(): Buffer {
    return this.#rest[0]!.length >= 8 ? this.#rest[0]! : this.#joined();
  }

  #joined(): Buffer {
    if (this.#rest.length > 1) this.#rest = [Buffer.concat(this.#rest)];
    return this.#rest[0]!;
  }
}
