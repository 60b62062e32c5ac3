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
  closed: boolean;
};

export const bytesOf = ({ parts }: Segment): Buffer =>
  parts.length === 1 ? parts[0]!.bytes : Buffer.concat(parts.map(({ bytes }) => bytes));
export const sizeOf = ({ parts }: Segment): number => parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
