/**
 * The audience of one show: what its servers hand over becomes rows once, and what moderators ask is done between.
 *
 *   asleep → listening ──(a batch or a request)──→ listening ──(a quarter of an hour without either)──→ asleep
 *                 └──(two hundred of them, or a long history)──→ listening, as new
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
import { answered } from '../shared/answered.ts';
import { showPhase } from '../shared/phase.ts';
import { untilKnown } from '../shared/until-known.ts';
import * as messages from './messages.ts';
import { once } from './steps.ts';

/** Batches and requests of one history: Temporal refuses the 2,000th, and a short one is read quickly. */
const fewEnough = 200;

export async function audience({ tenantId, showId, resume }: messages.AudienceInput): Promise<{ batches: number }> {
  const facts = { tenantId, showId };
  let batches = resume?.batches ?? 0;
  let heard = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const full = () => heard >= fewEnough || workflowInfo().continueAsNewSuggested;

  setHandler(messages.audienceView, () => ({ batches, waitsFor: full() ? 'a new history' : 'batches, or a quarter of an hour' }));
  setHandler(messages.acceptBatch, async (batch) => {
    const accepting = inTurn(() => untilKnown(() => once.storeBatch({ ...facts, batch })));
    batches += 1;
    return accepting;
  });
  setHandler(messages.moderate, async (asked) => inTurn(() => untilKnown(() => once.moderateAudience({ ...facts, ...asked }))));

  showPhase('listening', 'batches of its servers, and moderators');
  for (let seen = -1; seen !== heard; ) {
    seen = heard;
    // One timer for many batches: each would cost the history two events.
    await condition(full, '15 minutes');
    await condition(allHandlersFinished);
    if (full()) return continueAsNew<typeof audience>({ ...facts, resume: { batches } });
  }
  return { batches };

  /** One after another: two steps under way at once would not replay in the order in which they came. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    // Who comes now would keep this history open: the same request is answered by the next one in a moment.
    if (full()) throw ApplicationFailure.create({ type: busy, message: busy, nonRetryable: true, category: 'BENIGN' });
    heard += 1;
    const doing = turn.then(() => answered(work()));
    turn = doing.catch(() => undefined);
    return doing;
  }
}
const busy: ErrorCode = 'Busy';
