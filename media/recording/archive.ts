/** All recordings, a folder each: `<channel>/<recording>/journal.jsonl`, `0.mp4`, `1.mp4`, … */
import { randomUUID } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Journal, readJournal } from './journal.ts';
import { fileName, journalName, RecordingWriter } from './writer.ts';

export type Shelved = { recordingId: string; journal: Journal };
/** Journals of finished recordings that are kept in memory: those that are watched now. */
const MOST_KNOWN = 64;

export class Archive {
  readonly #root: string;
  readonly #known = new Map<string, Journal>();
  readonly #writers = new Map<string, RecordingWriter>();

  /** @param root its folder; it need not exist yet. */
  constructor(root: string) {
    this.#root = root;
  }

  folder(channelId: string, recordingId: string): string {
    return join(this.#root, checked(channelId), checked(recordingId));
  }

  async begin(channelId: string): Promise<RecordingWriter> {
    const recordingId = randomUUID();
    return this.#noted(channelId, await RecordingWriter.begin(this.folder(channelId, recordingId), recordingId));
  }

  async resume(channelId: string, recordingId: string): Promise<RecordingWriter> {
    return this.#noted(channelId, await RecordingWriter.resume(this.folder(channelId, recordingId), recordingId));
  }

  /** Nothing more is written to it: from now on the disk says what it is. */
  forgetWriter(channelId: string, recordingId: string): void {
    this.#writers.delete(`${channelId}/${recordingId}`);
  }

  /** @returns undefined when there is no such recording. */
  async journal(channelId: string, recordingId: string): Promise<Journal | undefined> {
    const name = `${channelId}/${recordingId}`;
    const known = this.#writers.get(name)?.journal ?? this.#known.get(name);
    if (known) return known;
    const journal = await readJournal(join(this.folder(channelId, recordingId), journalName));
    if (journal?.finished) this.#remember(name, journal);
    return journal;
  }

  async list(channelId: string): Promise<Shelved[]> {
    const names = await readdir(join(this.#root, checked(channelId))).catch(none);
    const all = await Promise.all(
      names.map(async (recordingId) => ({ recordingId, journal: await this.journal(channelId, recordingId) })),
    );
    return all
      .filter((one): one is Shelved => one.journal !== undefined)
      .sort((a, b) => (a.journal.startedAt < b.journal.startedAt ? -1 : 1));
  }

  async remove(channelId: string, recordingId: string): Promise<void> {
    this.#known.delete(`${channelId}/${recordingId}`);
    await rm(this.folder(channelId, recordingId), { recursive: true, force: true });
  }

  async read(channelId: string, recordingId: string, place: { file: number; at: number; length: number }): Promise<Buffer> {
    const handle = await open(join(this.folder(channelId, recordingId), fileName(place.file)));
    try {
      const bytes = Buffer.alloc(place.length);
      const { bytesRead } = await handle.read(bytes, 0, place.length, place.at);
      if (bytesRead !== place.length) throw new Error(`recording ${recordingId} is shorter than its journal`);
      return bytes;
    } finally {
      await handle.close();
    }
  }

  #noted(channelId: string, writer: RecordingWriter): RecordingWriter {
    this.#writers.set(`${channelId}/${writer.recordingId}`, writer);
    return writer;
  }

  #remember(name: string, journal: Journal): void {
    this.#known.set(name, journal);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** Names come out of addresses. */
function checked(name: string): string {
  if (!/^[\w-]{1,64}$/.test(name)) throw new Error(`${JSON.stringify(name)} names no recording`);
  return name;
}

const none = (error: NodeJS.ErrnoException): string[] => {
  if (error.code === 'ENOENT') return [];
  throw error;
};
