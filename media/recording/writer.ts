/** Writes what was on air: first the bytes, then the line that says so. */
import { type FileHandle, mkdir, open, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Segment } from '../live/segment.ts';
import { type Offsets, offsetsOf, shifted } from '../mp4/shift.ts';
import { emptyJournal, type Journal, type JournalLine, note, readJournal } from './journal.ts';

export const journalName = 'journal.jsonl';
export const fileName = (file: number): string => `${file}.mp4`;

export class RecordingWriter {
  readonly recordingId: string;
  readonly journal: Journal;
  readonly #folder: string;
  readonly #lines: FileHandle;
  #data: FileHandle | undefined;
  #at = 0;
  #epoch: number | undefined;
  /** Number of the segment that follows without a gap. */
  #next: number | undefined;
  #offsets: Offsets = new Map();
  #queue: Promise<void> = Promise.resolve();
  #failure: Error | undefined;

  private constructor(recordingId: string, folder: string, journal: Journal, lines: FileHandle) {
    this.recordingId = recordingId;
    this.journal = journal;
    this.#folder = folder;
    this.#lines = lines;
  }

  static async begin(folder: string, recordingId: string, now = new Date()): Promise<RecordingWriter> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lines = await open(join(folder, journalName), 'a', 0o600);
    const writer = new RecordingWriter(recordingId, folder, emptyJournal(now.toISOString()), lines);
    await writer.#write({ start: writer.journal.startedAt });
    return writer;
  }

  /** One that a kill left unfinished; what comes is added behind it. */
  static async resume(folder: string, recordingId: string): Promise<RecordingWriter> {
    const file = join(folder, journalName);
    const journal = (await readJournal(file)) ?? emptyJournal(new Date().toISOString());
    const last = journal.segments.at(-1);
    // Bytes without a line were cut off in the middle.
    if (last) await truncate(join(folder, fileName(last.file)), last.at + last.length);
    const lines = await open(file, 'a', 0o600);
    // A line that the kill cut off ends here and counts for nothing.
    await lines.appendFile('\n');
    return new RecordingWriter(recordingId, folder, journal, lines);
  }

  /** @throws Error when it could not be written; then the recording takes nothing more. */
  append(segment: Segment, head: Buffer): Promise<void> {
    return this.#inTurn(async () => {
      // What was off air in between is left out: the picture jumps, as with another publisher.
      if (this.#epoch !== segment.epoch || this.#next !== segment.number) await this.#another(segment, head);
      const bytes = shifted(segment.whole!, this.#offsets);
      this.#next = segment.number + 1;
      await this.#data!.appendFile(bytes);
      const file = this.journal.heads.length - 1;
      await this.#write({ file, at: this.#at, length: bytes.length, seconds: segment.duration });
      this.#at += bytes.length;
    });
  }

  /** Also after a failure: what was written until then is the recording. */
  async finish(): Promise<void> {
    await this.#queue;
    await this.#write({ end: new Date().toISOString() }).finally(() => this.close());
  }

  /** Unfinished: it can be resumed. */
  async close(): Promise<void> {
    await this.#queue;
    await this.#data?.close();
    this.#data = undefined;
    await this.#lines.close();
  }

  async #another({ epoch, whole }: Segment, head: Buffer): Promise<void> {
    await this.#data?.close();
    this.#data = undefined;
    const file = this.journal.heads.length;
    // `w`: what a kill left there has no line.
    this.#data = await open(join(this.#folder, fileName(file)), 'w', 0o600);
    await this.#data.appendFile(head);
    await this.#write({ file, head: head.length });
    this.#at = head.length;
    this.#epoch = epoch;
    this.#offsets = offsetsOf(head, whole!);
  }

  async #write(line: JournalLine): Promise<void> {
    await this.#lines.appendFile(`${JSON.stringify(line)}\n`);
    note(this.journal, line);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(async () => {
      if (this.#failure) throw this.#failure;
      await work();
    });
    this.#queue = done.catch((error: Error) => {
      this.#failure ??= error;
    });
    return done;
  }
}
