/** The steps of a paid order by how they fail: who waits for them, and how long they are of use. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { OrderActivities } from '../../activities/orders/index.ts';
import type { PaymentActivities } from '../../activities/payments/index.ts';
import type { StageActivities } from '../../activities/stage/index.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { onceAtATime } from '../shared/until-known.ts';

/** Changes of rows that something follows: only with `untilKnown`. */
export const once = proxyLocalActivities<OrderActivities>(onceAtATime);
// Somebody waits for the answer, and nothing follows: five tries, then a word.
export const quick = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '2 seconds', maximumAttempts: 5 },
});
// Rows that must follow what has happened: never give up.
export const sure = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});
// Telegram's rate is the queue's business; what is said must reach its person however long that takes.
export const messaging = proxyActivities<OrderActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});
// A reminder that is hours late is noise: the ledger of messages keeps what became of it.
export const timely = proxyActivities<OrderActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '30 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});
// A person presses «into the hall» and waits.
export const atTheDoor = proxyActivities<OrderActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: '15 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '2 seconds' },
  summary: 'a personal link into the hall',
});
// A media server that is away comes back: the picture of a lost ticket ends however long that takes.
export const screens = proxyActivities<StageActivities>({
  taskQueue: taskQueues.media,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '30 seconds' },
  summary: 'end the screens of lost tickets',
});
// Money must move back however long the provider is away; its rate is the queue's business.
export const refunds = proxyActivities<PaymentActivities>({
  taskQueue: taskQueues.refunds,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});
