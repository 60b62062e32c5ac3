/** A request's body, as long as it is no longer than it may be. */
import type { IncomingMessage } from 'node:http';

/** @returns undefined when it is longer than `most` bytes. */
export async function readBody(req: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
