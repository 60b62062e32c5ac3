/** What a recording consists of, one line of JSON each: after a kill the lines that are whole are true. */
import { readFile } from 'node:fs/promises';

/** Where a segment's bytes are. A file begins with the head of its publisher; another publisher begins another. */
export type RecordedSegment = { file: number; at: number; length: number; seconds: number };
export type Journal = {
  /** ISO 8601. */
  startedAt: string;
  finished: boolean;
  /** Bytes of each file's head. */
  heads: number[];
  segments: RecordedSegment[];
};
export type JournalLine = { start: string } | { file: number; head: number } | RecordedSegment | { end: string };

export const emptyJournal = (startedAt: string): Journal => ({ startedAt, finished: false, heads: [], segments: [] });

export function note(journal: Journal, line: JournalLine): void {
  if ('start' in line) journal.startedAt = line.start;
  else if ('end' in line) journal.finished = true;
  else if ('head' in line) journal.heads[line.file] = line.head;
  else journal.segments.push(line);
}

/** @returns undefined when there is none. */
export async function readJournal(file: string): Promise<Journal | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const journal = emptyJournal(new Date(0).toISOString());
  // Behind the last line break there is nothing, or what a kill cut off.
  for (const line of text.split('\n').slice(0, -1)) {
    const parsed = parse(line);
    if (parsed) note(journal, parsed);
  }
  return journal;
}

function parse(line: string): JournalLine | undefined {
  try {
    return JSON.parse(line) as JournalLine;
  } catch {
    return undefined;
  }
}

export const secondsOf = ({ segments }: Journal): number =>
  Math.round(segments.reduce((sum, { seconds }) => sum + seconds, 0) * 1000) / 1000;
export const bytesOf = ({ heads, segments }: Journal): number =>
  segments.reduce((sum, { length }) => sum + length, 0) + heads.reduce((sum, head) => sum + (head ?? 0), 0);
