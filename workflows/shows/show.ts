/**
 * One date of a production: what its organiser changes and whom its door lets in, one place for each change.
 *
 *   asked ⇄ idle ──(a minute without a request)──→ done; the next request starts it again
 *     └─(moved, cancelled)──→ a process of its own tells every order
 */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  continueAsNew,
  ParentClosePolicy,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import type { ShowActivities } from '../../activities/shows/index.ts';
import { answered } from '../shared/answered.ts';
import { busyEntity } from '../shared/entity.ts';
import { onceAtATime, untilKnown } from '../shared/until-known.ts';
import { beginStage, tellStage } from './begin-stage.ts';
import { cancelShow, changeKind, changeSettings, checkIn, moveShow, publishShow, type ShowInput } from './messages.ts';
import { changeAttributes, type ShowChangeInput, showChange } from './show-change.ts';

// Something follows them: only with `untilKnown`.
const once = proxyLocalActivities<ShowActivities>(onceAtATime);
// Somebody waits for the answer, at a desk or at a door.
const quick = proxyLocalActivities<ShowActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '2 seconds', maximumAttempts: 5 },
});

export async function show(input: ShowInput): Promise<void> {
  const { tenantId, showId } = input;
  const facts = { tenantId, showId };
  const busy = busyEntity();
  let last = 'nothing yet';
  const does = async <T>(what: string, step: Promise<T>): Promise<T> => {
    const answer = await answered(step);
    last = what;
    setCurrentDetails(`last: ${last}`);
    busy.heard();
    return answer;
  };

  setHandler(changeSettings, (asked) => does('settings', quick.saveShowSettings({ ...facts, ...asked })));
  setHandler(publishShow, async (asked) => {
    await does(asked.published ? 'published' : 'taken off the playbill', quick.setShowPublished({ ...facts, ...asked }));
    await (asked.published ? beginStage(facts) : tellStage(facts));
  });
  setHandler(moveShow, async (asked) => {
    const change = await does(
      `moved to ${asked.startsAt}`,
      untilKnown(() => once.moveShow({ ...facts, ...asked })),
    );
    if (!change) return;
    await tellOrders(facts, change);
    await tellStage(facts);
  });
  setHandler(changeKind, async (asked) => {
    const change = await does(
      `played as ${asked.kind}`,
      untilKnown(() => once.changeShowKind({ ...facts, ...asked })),
    );
    if (!change) return;
    await tellOrders(facts, change);
    await tellStage(facts);
  });
  setHandler(cancelShow, async (asked) => {
    const change = await does(
      'cancelled',
      untilKnown(() => once.cancelShow({ ...facts, ...asked })),
    );
    await tellOrders(facts, change);
    await tellStage(facts);
  });
  setHandler(checkIn, (batch) => does(`${batch.scans.length} scan(s)`, quick.recordCheckIns({ ...facts, ...batch })));

  if (await busy.untilQuiet()) await continueAsNew<typeof show>(input);
}

/** Outlives this process: an order that is slow to return its money keeps nobody waiting here. */
async function tellOrders(facts: ShowInput, change: ShowChangeInput['change']): Promise<void> {
  try {
    await startChild(showChange, {
      workflowId: `show-change:${facts.showId}:${change.revision}`,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [{ ...facts, change }],
      typedSearchAttributes: changeAttributes(facts),
      staticSummary: `${change.kind}, change ${change.revision}: every order is told`,
    });
  } catch (error) {
    // The request came twice.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
