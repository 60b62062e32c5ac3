/**
 * A moved or cancelled show reaches every order.
 *
 *   telling ──(each is signalled)──→ waiting ──(each has dealt with it)──→ done
 *                                       └──(a day has passed)──→ stuck: an operator looks
 */
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { continueAsNew, proxyActivities, proxyLocalActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { ShowActivities } from '../../activities/shows/index.ts';
import type { ChangeOfShow } from '../../activities/shows/tell-orders.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { showPhase } from '../shared/phase.ts';
import type { ShowInput } from './messages.ts';

export type ShowChangeInput = ChangeOfShow & {
  /** Since when it waits, ms since the epoch. Set by continue-as-new only. */
  since?: number;
};

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const PATIENCE = 24 * HOUR;
/** So many looks later those who have not answered are told once more: an order may have slipped in while the show was moved. */
const LOOKS = 10;

// Hundreds of signals: a beat says how far it came, and a dead worker is noticed in seconds.
const paging = proxyActivities<ShowActivities>({
  taskQueue: taskQueues.default,
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: 'signal every order',
});
// A question to our own Postgres: never give up.
const sure = proxyLocalActivities<ShowActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});

export async function showChange(input: ShowChangeInput): Promise<'done' | 'stuck'> {
  const { tenantId, showId, change } = input;
  const facts = { tenantId, showId, change };
  const since = input.since ?? Date.now();
  let untold = await sure.untoldOrders(facts);

  for (let look = 0; untold > 0 && Date.now() - since < PATIENCE; look += 1) {
    if (look % LOOKS === 0) {
      showPhase('telling', `${untold} order(s) to tell`);
      await paging.tellOrders(facts);
    }
    showPhase('waiting', `${untold} order(s) have not dealt with it yet`);
    await sleep(Math.min(SECOND * 2 ** look, Date.now() - since < HOUR ? 30 * SECOND : 300 * SECOND));
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof showChange>({ ...input, since });
    untold = await sure.untoldOrders(facts);
  }

  await sure.finishShowChange({ ...facts, untold });
  const phase = untold > 0 ? 'stuck' : 'done';
  showPhase(phase, untold > 0 ? `${untold} order(s) wait for an operator` : 'every order has dealt with it');
  return phase;
}

const keyword = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');
const keys = { kind: keyword('kind'), tenantId: keyword('tenantId'), showId: keyword('showId') };

export const changeAttributes = ({ tenantId, showId }: ShowInput): SearchAttributePair[] => [
  { key: keys.kind, value: 'showChange' },
  { key: keys.tenantId, value: tenantId },
  { key: keys.showId, value: showId },
];
