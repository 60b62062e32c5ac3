/** A stage's process on a clock that jumps, with fakes at the activities' port that keep what they were asked. */
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { FoundRecording } from '../../activities/stage/recording.ts';
import type { StageWrite } from '../../activities/stage/rows.ts';
import type { Seen } from '../../activities/stage/watch.ts';
import { createBroadcastCommands } from '../../commands/shows/broadcast.ts';
import type { ShowKind } from '../../domain/shows.ts';
import { defaultArchive } from '../../domain/stage.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import type { MediaNotice } from '../../providers/media/port.ts';
import type { broadcast } from '../../workflows/shows/broadcast.ts';
import { showOfStageChanged, stageNotice } from '../../workflows/shows/stage-messages.ts';
import type { StageEvent, StageFacts } from '../../workflows/shows/stage-story.ts';
import { eventually } from '../support/http.ts';

export const minute = 60_000;
export const hour = 60 * minute;
type News = Extract<MediaNotice, { kind: 'picture' | 'loss' | 'ended' }>['kind'];

export async function stageHouse(server: TestWorkflowEnvironment, kind: ShowKind = 'stream', before = 2 * hour) {
  const ids = { tenantId: randomUUID() as string, showId: randomUUID() as string };
  const calls: Array<[name: string, input: any]> = [];
  const note =
    <T>(name: string, answer: (input: any) => T) =>
    async (input: any) => {
      calls.push([name, input]);
      return answer(input);
    };
  const startsAt = (await server.currentTimeMs()) + before;
  /** As the rows have it; a test moves or cancels the show here. */
  const facts: StageFacts = {
    ...{
      kind,
      state: 'offline',
      startsAt,
      minutes: 30,
      off: false,
      channelId: null,
      keyRevision: 1,
      startedAt: null,
      endedAt: null,
    },
    ...{ intervalUntil: null, word: null, archive: defaultArchive, recording: null, revision: 0 },
  };
  const found: { recording: FoundRecording; publishing: boolean; seen: Seen[] } = {
    seen: [],
    recording: { state: 'ready', recordingId: 'r1', seconds: 1800 },
    publishing: false,
  };
  const refuse = (code: string) => {
    throw ApplicationFailure.create({ type: code, message: code, nonRetryable: true, category: 'BENIGN' });
  };
  const versions: number[] = [];
  const activities = {
    openStage: note('openStage', () => ({ ...facts })),
    readShowOfStage: note('readShowOfStage', () => ({ kind: facts.kind, startsAt: facts.startsAt, minutes: 30, off: facts.off })),
    saveStage: note('saveStage', () => undefined),
    recordDirection: note('recordDirection', ({ by }) => (by === 'nobody' ? refuse('NotAllowed') : undefined)),
    takeScreen: note('takeScreen', () => {
      versions.push(versions.length + 1);
      return { version: versions.length, former: versions.length > 1 ? versions.length - 1 : null };
    }),
    provisionChannel: note('provisionChannel', () => ({ channelId: 'channel' })),
    rotateStageKey: note('rotateStageKey', () => undefined),
    readChannel: note('readChannel', () => ({ publishing: found.publishing })),
    setStageOnAir: note('setStageOnAir', () => undefined),
    // While a step runs or is tried again the clock may stand: this one says no, and is asked again by the process.
    watchPicture: async () => {
      const seen = found.seen.shift();
      if (seen) return seen;
      throw ApplicationFailure.nonRetryable('nothing new');
    },
    findRecording: note('findRecording', () => found.recording),
    closeChannel: note('closeChannel', () => undefined),
    revokeScreen: note('revokeScreen', () => undefined),
    alertNoPicture: note('alertNoPicture', () => undefined),
  };
  const named = (name: string) => calls.filter(([called]) => called === name).map(([, input]) => input);
  const states = () => named('saveStage').map(({ stage }: { stage: StageWrite }) => stage.state);
  const start = () =>
    server.client.workflow.start<typeof broadcast>('broadcast', {
      ...{ workflowId: `broadcast:${ids.showId}`, taskQueue: taskQueues.workflows, args: [ids] },
    });
  const handle = () => server.client.workflow.getHandle<typeof broadcast>(`broadcast:${ids.showId}`);
  const now = () => server.currentTimeMs();
  const notice = (more: object, at: number, id: string = randomUUID()) =>
    handle().signal(stageNotice, { id, channelId: 'channel', at: new Date(at).toISOString(), ...more } as MediaNotice);
  return {
    ...{ ids, facts, found, calls, activities, named, states, start, handle, now, notice, startsAt },
    commands: createBroadcastCommands({ temporal: server.client }),
    news: async (kind: News, at?: number, id?: string) => notice({ kind }, at ?? (await now()), id),
    changed: () => handle().signal(showOfStageChanged),
    /** Each state once, in the order in which they came. */
    path: () => states().filter((state, index, all) => state !== all[index - 1]),
    events: () => named('saveStage').flatMap(({ events }: { events: StageEvent[] }) => events.map((event) => event.kind)),
    last: (): StageWrite => named('saveStage').at(-1)!.stage,
    /** Lets the clock jump to so long after the start. */
    at: async (after: number) => {
      const left = startsAt + after - (await now());
      if (left > 0) await server.sleep(left);
    },
    is: (state: StageWrite['state']) => eventually(async () => states().at(-1) === state, `the stage is ${state}`),
    asked: (by = 'member') => ({ by, requestId: randomUUID() as string }),
  };
}
export type StageHouse = Awaited<ReturnType<typeof stageHouse>>;
