/** Keeps what is on air, in one recording from the first picture until the channel is stopped. */
import type { Segment } from '../live/segment.ts';
import { secondsOf } from '../recording/journal.ts';
import type { RecordingWriter } from '../recording/writer.ts';
import type { ChannelDeps } from './deps.ts';

export class Recorder {
  readonly #channelId: string;
  readonly #deps: Pick<ChannelDeps, 'archive' | 'tell' | 'report'>;
  #writer: Promise<RecordingWriter> | undefined;
  #failed = false;
  recordingId: string | undefined;

  constructor(channelId: string, deps: Pick<ChannelDeps, 'archive' | 'tell' | 'report'>) {
    this.#channelId = channelId;
    this.#deps = deps;
  }

  /** Recordings that a killed process left: the last one goes on where the channel does, the others are finished. */
  async recover({ goesOn }: { goesOn: boolean }): Promise<void> {
    const left = (await this.#deps.archive.list(this.#channelId)).filter(({ journal }) => !journal.finished);
    const last = goesOn ? left.at(-1) : undefined;
    for (const { recordingId } of left) {
      if (recordingId === last?.recordingId) continue;
      await this.#end(await this.#deps.archive.resume(this.#channelId, recordingId));
    }
    if (last) this.#writer = this.#noted(this.#deps.archive.resume(this.#channelId, last.recordingId));
  }

  append(segment: Segment, head: Buffer): void {
    if (this.#failed) return;
    this.#writer ??= this.#noted(this.#deps.archive.begin(this.#channelId));
    this.#writer.then((writer) => writer.append(segment, head)).catch((error: Error) => this.#fail(error));
  }

  async finish(): Promise<void> {
    const writer = await this.#writer?.catch(() => undefined);
    this.#writer = undefined;
    if (writer) await this.#end(writer);
    this.recordingId = undefined;
    this.#failed = false;
  }

  async close(): Promise<void> {
    const writer = await this.#writer?.catch(() => undefined);
    this.#writer = undefined;
    await writer?.close();
  }

  async #noted(writer: Promise<RecordingWriter>): Promise<RecordingWriter> {
    this.recordingId = (await writer).recordingId;
    return await writer;
  }

  async #end(writer: RecordingWriter): Promise<void> {
    const { recordingId, journal } = writer;
    const { archive, tell } = this.#deps;
    try {
      await writer.finish();
    } catch (error) {
      this.#fail(error as Error, recordingId);
    }
    archive.forgetWriter(this.#channelId, recordingId);
    if (journal.segments.length === 0) await archive.remove(this.#channelId, recordingId);
    else if (journal.finished) tell({ kind: 'recorded', channelId: this.#channelId, recordingId, seconds: secondsOf(journal) });
  }

  /** Said once; what was written until then stays and can be played. */
  #fail(error: Error, recordingId = this.recordingId): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#deps.report('recording failed', { channelId: this.#channelId, recordingId, message: error.message });
    this.#deps.tell({ kind: 'recordingFailed', channelId: this.#channelId, recordingId: recordingId ?? null });
  }
}
