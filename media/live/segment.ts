/** A segment of the live picture: from one key frame to the next, in parts. */
export type Part = {
  bytes: Buffer;
  /** Seconds. */
  duration: number;
  independent: boolean;
};
export type Segment = {
  /** Media sequence number: one more with each segment, never less after a restart. */
  number: number;
  /** Counts publishers of a channel: another one brings another head, and a discontinuity. */
  epoch: number;
  parts: Part[];
  /** Seconds. */
  duration: number;
  /** Milliseconds since 1970 at which it began, by our clock. */
  startedAt: number;
  /** Once it is complete. */
  whole: Buffer | undefined;
};

export const sizeOf = ({ parts }: Segment): number => parts.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** From now on whole: its parts are pieces of it, so that nothing is held twice, nor joined for each viewer. */
export function close(segment: Segment): void {
  const whole = Buffer.concat(segment.parts.map(({ bytes }) => bytes));
  let at = 0;
  for (const part of segment.parts) {
    const end = at + part.bytes.length;
    part.bytes = whole.subarray(at, end);
    at = end;
  }
  segment.whole = whole;
}
