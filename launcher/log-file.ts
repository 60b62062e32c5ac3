/** The logs of the parts: written by themselves, so that nothing is lost with the launcher; read back to tell what went wrong. */
import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs';

/** A log that grew beyond this makes room at the next start; the one before is kept. */
const FULL = 20e6;
const TAIL = 64_000;

export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

export function rotate(file: string): void {
  if (sizeOf(file) > FULL) renameSync(file, `${file}.1`);
}

/** What was written behind `offset` (bytes), 64 kB at most. */
export function textAfter(file: string, offset: number): string {
  const size = sizeOf(file);
  const from = Math.max(offset, size - TAIL);
  if (size <= from) return '';
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(size - from);
    return bytes.toString('utf8', 0, readSync(handle, bytes, 0, bytes.length, from));
  } finally {
    closeSync(handle);
  }
}
