/** A show's process on fakes that keep what they were asked. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { createShowCommands } from '../../commands/shows/shows.ts';
import { defaultArchive } from '../../domain/stage.ts';
import type { ShowChanged } from '../../workflows/orders/messages.ts';
import type { show } from '../../workflows/shows/show.ts';
import type { showChange } from '../../workflows/shows/show-change.ts';
import type { StageFacts } from '../../workflows/shows/stage-story.ts';
import { patient } from '../support/patient.ts';

export const settings = { capacity: 5, holdMinutes: 15, refundPolicy: { fullUntilHours: 24, thenPercent: 50 }, chatId: null };
export const startsAt = '2099-01-01T16:00:00.000Z';
export const asked = () => ({ by: randomUUID() as string, requestId: randomUUID() as string });

/** @param untold how many orders have not dealt with a change, at each look. */
export function theatre(client: Client, untold: (look: number) => number = (look) => Math.max(0, 3 - look)) {
  const ids = { tenantId: randomUUID() as string, showId: randomUUID() as string };
  const calls: Array<{ step: string; input: Record<string, unknown> }> = [];
  /** As the real step does, one revision for one request: a step may be done twice when its answer is lost. */
  const revisions: string[] = [];
  const of = (step: string) => calls.filter((call) => call.step === step).map(({ input }) => input);
  const noted =
    <T>(step: string, answer: (input: never) => T) =>
    async (input: never) => {
      calls.push({ step, input });
      return answer(input);
    };
  const changed = (kind: ShowChanged['kind'], at: string, requestId: string) => {
    if (!revisions.includes(requestId)) revisions.push(requestId);
    return { revision: revisions.indexOf(requestId) + 1, kind, startsAt: at };
  };
  const activities = {
    saveShowSettings: noted('settings', ({ capacity }: { capacity: number }) => {
      if (capacity < 2) throw refusal('CapacityTooSmall');
    }),
    setShowPublished: noted('published', () => undefined),
    moveShow: noted('moved', (input: { startsAt: string; requestId: string }) =>
      changed('moved', input.startsAt, input.requestId),
    ),
    cancelShow: noted('cancelled', (input: { requestId: string }) => changed('cancelled', startsAt, input.requestId)),
    changeShowKind: noted('kind', (input: { requestId: string }) => changed('wayIn', startsAt, input.requestId)),
    openStage: noted('stage', () => ({ ...closedStage })),
    saveStage: noted('stageSaved', () => undefined),
    recordCheckIns: noted('scans', ({ scans }: { scans: Array<{ id: string }> }) =>
      scans.map(({ id }) => ({ id, result: 'admitted', ticketId: randomUUID(), firstAt: startsAt })),
    ),
    tellOrders: noted('told', () => undefined),
    untoldOrders: noted('counted', () => untold(of('counted').length - 1)),
    finishShowChange: noted('finished', () => undefined),
  };
  return {
    ids,
    activities,
    of,
    shows: createShowCommands({ temporal: patient(client) }),
    handle: () => client.workflow.getHandle<typeof show>(`show:${ids.showId}`),
    change: (number: number) => client.workflow.getHandle<typeof showChange>(`show-change:${ids.showId}:${number}`),
  };
}

/** A stage that ends as soon as it begins: here it is about the show. */
export const closedStage: StageFacts = {
  ...{ kind: 'stream', state: 'closed', startsAt: 0, minutes: 90, off: false, channelId: null, keyRevision: 1, startedAt: null },
  ...{ endedAt: null, intervalUntil: null, word: null, archive: defaultArchive, recording: null, revision: 0 },
};

const refusal = (code: string) =>
  ApplicationFailure.create({ type: code, message: code, nonRetryable: true, category: 'BENIGN' });
