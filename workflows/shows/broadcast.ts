/**
 * What a show is played on, from its announcement until its recording is gone.
 *
 *   offline ⇄ test → live ⇄ interrupted → ended → archived → closed
 *                      ⇅ interval
 *
 * What it hears and is told changes the state at once (`stage-story.ts`, `stage-clock.ts`); rows follow before anybody is answered,
 * and what the media server must know goes on beside it (`stage-effects.ts`).
 */
import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ErrorCode } from '../../domain/errors.ts';
import { hasChannel, type StageState } from '../../domain/stage.ts';
import { answered } from '../shared/answered.ts';
import { showPhase } from '../shared/phase.ts';
import { untilKnown } from '../shared/until-known.ts';
import { nextLook, pass } from './stage-clock.ts';
import { StageEffects } from './stage-effects.ts';
import * as messages from './stage-messages.ts';
import { atDesk, once, sure } from './stage-steps.ts';
import * as story from './stage-story.ts';

export async function broadcast(input: messages.BroadcastInput): Promise<StageState> {
  const { tenantId, showId } = input;
  const facts = { tenantId, showId };
  let stage = input.resume;
  let saved = input.resume?.revision ?? 0;
  let told = '';
  const effects = new StageEffects(facts);
  const turns: Array<() => Promise<void>> = [];

  /** What a request stands on: it may come before the rows were read. */
  const ready = async (): Promise<story.Broadcast> => {
    await condition(() => stage !== undefined);
    return stage!;
  };
  const written = async (on: story.Broadcast): Promise<void> => {
    const { revision } = on;
    await condition(() => saved >= revision);
  };

  setHandler(messages.stageView, () => ({
    ...{ state: stage?.state ?? 'offline', kind: stage?.kind ?? 'stream', onAir: stage ? story.isOnAir(stage) : false },
    waitsFor: told,
  }));
  setHandler(messages.stageNotice, async (notice) => {
    const on = await ready();
    if (story.hear(on, notice, Date.now()) && notice.kind.startsWith('record')) effects.lookForRecording(on);
  });
  setHandler(messages.lookAtStage, async () => story.look(await ready(), Date.now()));
  setHandler(messages.showOfStageChanged, async () => {
    const on = await ready();
    const was = await inTurn(async () => story.showIs(on, await sure.readShowOfStage(facts), Date.now()));
    if (was !== null) effects.closeWay(was);
  });
  setHandler(messages.directStage, async ({ direction, ...asked }) => {
    const on = await ready();
    if (direction.do === 'start' && story.mayDirect(on, direction, Date.now()) === 'NoPicture') await lookNow(on);
    await inTurn(async () => {
      const refusal = story.mayDirect(on, direction, Date.now());
      if (refusal) throw refused(refusal);
      await answered(untilKnown(() => once.recordDirection({ ...facts, ...asked, direction })));
      if (story.isNew(on, asked.requestId)) story.direct(on, direction, Date.now());
    });
    if (direction.do === 'rotateKey') await effects.keyIs(on);
    await written(on);
  });
  setHandler(messages.takeScreen, async (asked) => {
    const on = await ready();
    return inTurn(async () => {
      const what = story.watchable(on);
      if (what === null) throw refused('WatchClosed');
      const { former, version } = await answered(untilKnown(() => once.takeScreen({ ...facts, ...asked, what })));
      if (former !== null) effects.revoke({ ticketId: asked.ticketId, upToVersion: former });
      return { version, what, endedAnother: former !== null };
    });
  });

  stage ??= story.opened(await sure.openStage(facts));
  while (stage.state !== 'closed') {
    pass(stage, Date.now());
    await save(stage);
    effects.follow(stage, Date.now());
    const turn = turns.shift();
    if (turn) {
      await turn();
      continue;
    }
    const look = nextLook(stage, Date.now());
    const moved = () => turns.length > 0 || saved < stage!.revision || effects.changed || mayRest();
    if (look === Number.POSITIVE_INFINITY) await condition(moved);
    else await condition(moved, Math.max(1, look - Date.now()));
    if (mayRest()) await continueAsNew<typeof broadcast>({ ...facts, resume: stage });
  }
  await effects.rest();
  for (;;) {
    await save(stage);
    await turns.shift()?.();
    if (turns.length === 0 && saved >= stage.revision && allHandlersFinished()) return stage.state;
    await condition(() => turns.length > 0 || saved < stage!.revision || allHandlersFinished());
  }

  /** One after another, by the story itself: two steps under way at once would not replay in the order in which they came. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      turns.push(() => work().then(resolve, reject));
    });
  }

  /** The history is long, and nobody waits for anything that would be lost with it. */
  function mayRest(): boolean {
    const quiet = effects.quiet && turns.length === 0 && saved >= stage!.revision;
    return workflowInfo().continueAsNewSuggested && quiet && allHandlersFinished();
  }

  async function save(on: story.Broadcast): Promise<void> {
    if (saved >= on.revision && on.events.length === 0) return;
    const events = on.events.splice(0);
    const { revision } = on;
    await sure.saveStage({ ...facts, events, stage: rowOf(on) });
    saved = revision;
    told = waitsFor(on);
    showPhase(on.state, told);
  }

  /** The news may be late: the media server itself is asked. */
  async function lookNow(on: story.Broadcast): Promise<void> {
    if (!hasChannel(on.kind) || on.channelId === null) return;
    const { publishing } = await answered(atDesk.readChannel({ ...facts, channelId: on.channelId }));
    if (publishing) story.pictureIs(on, true, Date.now());
  }
}

const rowOf = ({ revision, state, word, ...on }: story.Broadcast) => ({
  ...{ revision, state, word, kind: on.kind, onAir: story.isOnAir({ state }), keyRevision: on.keyRevision },
  ...{ plannedEnd: iso(story.plannedEnd(on)), startedAt: iso(on.startedAt), endedAt: iso(on.endedAt) },
  intervalUntil: iso(on.intervalUntil),
});

const iso = <T extends number | null>(ms: T): T extends number ? string : string | null =>
  (ms === null ? null : new Date(ms).toISOString()) as never;

function waitsFor(on: story.Broadcast): string {
  if (on.state === 'closed') return 'nothing';
  const look = nextLook(on, Date.now());
  return look === Number.POSITIVE_INFINITY ? 'news' : `news, or ${iso(look)}`;
}

const refused = (code: ErrorCode): ApplicationFailure =>
  ApplicationFailure.create({ type: code, message: code, nonRetryable: true, category: 'BENIGN' });
