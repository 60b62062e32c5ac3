/** What a media server and people must know of a stage: brought about beside its story, one thing at a time, until it is so. */
import { CancellationScope, condition, log, sleep, workflowInfo } from '@temporalio/workflow';
import type { ShowKind } from '../../domain/shows.ts';
import { hasChannel } from '../../domain/stage.ts';
import type { ShowInput } from './messages.ts';
import { isDone, isWatched } from './stage-clock.ts';
import { media, messaging, watching } from './stage-steps.ts';
import { type Broadcast, enter, isOnAir, isOver, pictureIs } from './stage-story.ts';

const MINUTE = 60_000;
/** A recording that is not there by then was not made. */
const recordingWithin = 30 * MINUTE;

export class StageEffects {
  /** Something came of them: the story looks at itself again. */
  changed = false;
  readonly #facts: ShowInput;
  readonly #going = new Set<string>();
  #newsOfRecording = false;
  #keys = 0;

  constructor(facts: ShowInput) {
    this.#facts = facts;
  }

  /** Nothing goes on. Watching comes back each minute, and is then not begun again while the history is too long. */
  get quiet(): boolean {
    return this.#going.size === 0;
  }

  /** Until nothing goes on. */
  async rest(): Promise<void> {
    await condition(() => this.quiet);
  }

  /** Brings about what the stage asks for and is not so yet. */
  follow(stage: Broadcast, now: number): void {
    this.changed = false;
    const { kind, channelId } = stage;
    if (hasChannel(kind) && !stage.provisioned && !isOver(stage)) this.#once('provision', () => this.#provision(stage));
    if (channelId !== null && stage.provisioned && stage.toldOnAir !== isOnAir(stage))
      this.#once('on air', () => this.#tellOnAir(stage, channelId));
    if (channelId !== null && isWatched(stage, now) && !workflowInfo().continueAsNewSuggested)
      this.#once('watch', () => this.#keepWatch(stage, channelId));
    if (stage.noPictureFor !== null && stage.alertedFor !== stage.noPictureFor) this.#once('alert', () => this.#alert(stage));
    if (stage.state === 'ended' && !stage.recordingKnown) this.#once('recording', () => this.#findRecording(stage));
    if (isDone(stage, now)) this.#once('close', () => this.#close(stage));
  }

  lookForRecording(stage: Broadcast): void {
    if (stage.state === 'ended') this.#newsOfRecording = true;
  }

  /** The new key works and the old does not. */
  async keyIs({ channelId, keyRevision }: Broadcast): Promise<void> {
    this.#keys += 1;
    await this.#lasting(`key ${this.#keys}`, () => media.rotateStageKey({ ...this.#facts, channelId: channelId!, keyRevision }));
  }

  revoke(screen: { ticketId: string; upToVersion: number }): void {
    this.#once(`revoke ${screen.ticketId} ${screen.upToVersion}`, () => media.revokeScreen({ ...this.#facts, ...screen }));
  }

  /** The show is played another way now: nobody comes in by the old one. */
  closeWay(was: ShowKind): void {
    if (hasChannel(was)) this.#once('old way', () => media.closeChannel({ ...this.#facts, why: 'wayChanged' }));
  }

  #once(name: string, work: () => Promise<unknown>): void {
    if (this.#going.has(name)) return;
    // A channel that is being taken down is not made anew at the same time.
    const waits = name === 'provision' ? () => !this.#going.has('old way') : () => true;
    void this.#lasting(name, async () => {
      await condition(waits);
      try {
        await work();
      } catch (error) {
        // A no that is final: its step has told an operator, and it is tried again in case they have mended it.
        log.warn('a step beside the stage failed', { name, error });
        await sleep(10 * MINUTE);
      }
    });
  }

  async #lasting(name: string, work: () => Promise<unknown>): Promise<void> {
    this.#going.add(name);
    try {
      await CancellationScope.nonCancellable(work);
    } finally {
      this.#going.delete(name);
      this.changed = true;
    }
  }

  async #provision(stage: Broadcast): Promise<void> {
    const record = stage.archive.availableDays > 0;
    const { channelId } = await media.provisionChannel({ ...this.#facts, keyRevision: stage.keyRevision, record });
    if (!hasChannel(stage.kind)) return;
    stage.channelId = channelId;
    stage.provisioned = record === stage.archive.availableDays > 0;
  }

  async #tellOnAir(stage: Broadcast, channelId: string): Promise<void> {
    const onAir = isOnAir(stage);
    await media.setStageOnAir({ ...this.#facts, channelId, onAir, stop: isOver(stage) });
    stage.toldOnAir = onAir;
  }

  /** Comes back with each change of the picture, at the end of the show, or after a minute; the row keeps the facts for the desk meanwhile. */
  async #keepWatch(stage: Broadcast, channelId: string): Promise<void> {
    const seen = await watching.watchPicture({ ...this.#facts, channelId, picture: stage.picture });
    if (seen.state === 'gone') {
      stage.provisioned = false;
      await sleep(10_000);
    }
    if (seen.state === 'there' || seen.state === 'lost')
      pictureIs(stage, seen.state === 'there', Math.max(stage.newsAt, Date.parse(seen.at)));
  }

  async #alert(stage: Broadcast): Promise<void> {
    const startsAt = stage.noPictureFor!;
    await messaging.alertNoPicture({ ...this.#facts, startsAt: new Date(startsAt).toISOString() });
    stage.alertedFor = startsAt;
  }

  async #findRecording(stage: Broadcast): Promise<void> {
    const channelId = stage.channelId;
    const span = { from: new Date(stage.startedAt!).toISOString(), to: new Date(stage.endedAt!).toISOString() };
    for (let look = 0; channelId !== null && Date.now() < stage.endedAt! + recordingWithin; look += 1) {
      this.#newsOfRecording = false;
      const found = await media.findRecording({ ...this.#facts, channelId, ...span });
      if (found.state === 'ready') stage.recording = { id: found.recordingId, seconds: found.seconds };
      // A provider that has begun none by now will not have one.
      if (found.state === 'ready' || (found.state === 'none' && look >= 5)) break;
      await condition(() => this.#newsOfRecording, Math.min(MINUTE, 2000 * 2 ** look));
    }
    stage.recordingKnown = true;
    stage.revision += 1;
  }

  async #close(stage: Broadcast): Promise<void> {
    // Whoever watches the last minute has a token that is minutes long.
    if (stage.state === 'archived') await sleep(MINUTE);
    if (stage.channelId !== null) await media.closeChannel({ ...this.#facts, why: 'showOver' });
    enter(stage, 'closed', Date.now());
  }
}
