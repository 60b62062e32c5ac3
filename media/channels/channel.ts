/** One channel: who may publish, what is shown to whom, what is kept. */
import type { ChannelReading } from '../../providers/media/port.ts';
import { DurableFile } from '../durable-file.ts';
import { Meter } from '../live/meter.ts';
import { Packager } from '../live/packager.ts';
import { Viewers } from '../live/viewers.ts';
import type { Fragment, Head } from '../mp4/fragments.ts';
import type { ChannelDeps, Refusal } from './deps.ts';
import { Publication, type Publisher } from './publication.ts';
import { Recorder } from './recorder.ts';
import type { ChannelState } from './state.ts';

/** Milliseconds without a fragment. */
const LOSS_AFTER = 2000;
const ENDED_AFTER = 60_000;
/** A connection that carries nothing for so long is dead, whatever TCP believes. */
const DEAD_AFTER = 5000;

export class Channel {
  readonly state: ChannelState;
  readonly viewers = new Viewers();
  readonly #deps: ChannelDeps;
  readonly #file: DurableFile;
  readonly #meter = new Meter();
  readonly #recorder: Recorder;
  #packager: Packager | undefined;
  #publication: Publication | undefined;
  #lastFragment = Date.now();

  constructor(state: ChannelState, file: string, deps: ChannelDeps) {
    this.state = state;
    this.#deps = deps;
    this.#file = new DurableFile(file, () => this.state);
    this.#recorder = new Recorder(state.channelId, deps);
  }

  get packager(): Packager | undefined {
    return this.#packager;
  }
  get isPublishing(): boolean {
    return this.#publication !== undefined;
  }

  /** After a start: what the process before could not end any more. */
  async recover(): Promise<void> {
    const { state } = this;
    await this.#recorder.recover({ goesOn: state.record && state.onAir && !state.tornDown });
    if (state.picture === 'picture') this.#show('loss');
  }

  /** @returns why not, if not. One who is silent makes room for one who has the key. */
  refusal(key: string): Refusal | undefined {
    const { channelId, keyRevision, tornDown } = this.state;
    if (tornDown) return 'tornDown';
    if (!this.#deps.keys.isKey(channelId, keyRevision, key)) return 'wrongKey';
    return this.#publication ? 'secondPublisher' : undefined;
  }

  /** Makes room for the next attempt when whoever publishes has fallen silent. @returns whether it did. */
  cutIfSilent(): boolean {
    const silent = this.#publication !== undefined && this.#publication.quietFor() > LOSS_AFTER;
    if (silent) this.#publication!.publisher.cut();
    return silent;
  }

  publish(publisher: Publisher): void {
    this.#last?.kill();
    const publication = new Publication(this.#deps.ffmpeg, publisher, {
      head: (head) => this.#begin(head),
      fragment: (fragment) => this.#take(fragment),
      problem: (words) => this.#deps.report('ffmpeg failed', { channelId: this.state.channelId, words }),
    });
    this.#publication = publication;
    this.#last = publication;
  }
  /** Its ffmpeg may still give what it has, until the next one comes. */
  #last: Publication | undefined;

  left(publisher: Publisher): void {
    if (this.#publication?.publisher !== publisher) return;
    this.#publication.end();
    this.#publication = undefined;
  }

  async provision({ keyRevision, label, record }: Pick<ChannelState, 'keyRevision' | 'label' | 'record'>): Promise<void> {
    Object.assign(this.state, { label, record, tornDown: false });
    await this.rotateKey(keyRevision);
  }

  /** An older revision than ours changes nothing: the request is late. */
  async rotateKey(keyRevision: number): Promise<void> {
    if (keyRevision > this.state.keyRevision) {
      this.state.keyRevision = keyRevision;
      this.#cut();
    }
    await this.#file.save();
  }

  async setOnAir(onAir: boolean): Promise<void> {
    if (onAir !== this.state.onAir) {
      this.state.onAir = onAir;
      if (onAir) this.#packager?.goOnAir();
      else this.#packager?.goOffAir();
    }
    await this.#file.save();
  }

  async stop(): Promise<void> {
    this.#cut();
    this.#packager?.end();
    if (this.state.picture !== 'none') this.#show('none');
    await this.#recorder.finish();
    await this.#file.save();
  }

  async revoke(viewer: string, upToVersion: number): Promise<void> {
    this.state.revoked[viewer] = Math.max(upToVersion, this.state.revoked[viewer] ?? 0);
    this.viewers.forget(viewer);
    await this.#file.save();
  }

  isRevoked(viewer: string, version: number): boolean {
    return version <= (this.state.revoked[viewer] ?? -1);
  }

  async tearDown(): Promise<void> {
    this.state.tornDown = true;
    this.state.onAir = false;
    await this.stop();
    this.#packager = undefined;
  }

  async removeRecording(recordingId: string): Promise<void> {
    if (this.#recorder.recordingId === recordingId) await this.#recorder.finish();
    await this.#deps.archive.remove(this.state.channelId, recordingId);
  }

  /** To be called a few times a second. */
  watch(now: number): void {
    const quiet = now - this.#lastFragment;
    if (this.state.picture === 'picture' && quiet > LOSS_AFTER) this.#show('loss');
    else if (this.state.picture === 'loss' && quiet > ENDED_AFTER) this.#show('none');
    const publication = this.#publication;
    publication?.watch(now);
    if (publication && publication.quietFor(now) > DEAD_AFTER) publication.publisher.cut();
  }

  read(now = Date.now()): ChannelReading {
    if (this.state.tornDown) return { state: 'gone' };
    const publication = this.#publication;
    if (!publication) return { state: 'offline' };
    return {
      state: 'publishing',
      since: publication.since.toISOString(),
      by: publication.publisher.by,
      ...this.#meter.read(),
      viewers: this.viewers.count(now),
      quietFor: Math.max(0, now - Math.max(this.#lastFragment, publication.since.getTime())),
    };
  }

  /** The process ends: what is there can be taken up again. */
  async close(): Promise<void> {
    this.#cut();
    this.#packager?.closeSegment();
    await this.#recorder.close();
    await this.#file.save();
  }

  #cut(): void {
    const publication = this.#publication;
    this.#publication = undefined;
    publication?.kill();
    publication?.publisher.cut();
  }

  #begin(head: Head): void {
    this.state.epochs += 1;
    this.#meter.begin(head);
    if (!this.#packager || this.#packager.ended) this.#packager = this.#newPackager();
    this.#packager.begin(this.state.epochs, head.bytes);
  }

  #newPackager(): Packager {
    const packager = new Packager({
      // Twice as fast as segments come: never less than before, whatever restarts.
      firstNumber: Math.floor(Date.now() / 500),
      onSegment: (segment, head) => {
        if (this.state.record && packager.isOnAir(segment)) this.#recorder.append(segment, head);
      },
    });
    if (this.state.onAir) packager.goOnAir();
    return packager;
  }

  #take(fragment: Fragment): void {
    const now = Date.now();
    this.#lastFragment = now;
    this.#meter.add(fragment, now);
    this.#packager?.add(fragment);
    if (this.state.picture !== 'picture') this.#show('picture');
  }

  #show(picture: ChannelState['picture']): void {
    this.state.picture = picture;
    this.#deps.tell({ kind: picture === 'none' ? 'ended' : picture, channelId: this.state.channelId });
    this.#file.save().catch((error: Error) => this.#deps.report('state not kept', { message: error.message }));
  }
}
