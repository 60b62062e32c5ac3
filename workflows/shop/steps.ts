/** The steps of an order beside a ticket by how they fail: who waits for them, and how long they are of use. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { OrderActivities } from '../../activities/orders/index.ts';
import type { PaymentActivities } from '../../activities/payments/index.ts';
import type { ShopActivities } from '../../activities/shop/index.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { onceAtATime } from '../shared/until-known.ts';

/** Changes of rows that something follows: only with `untilKnown`. */
export const once = proxyLocalActivities<ShopActivities>(onceAtATime);
// A person is watching: five tries, then a word.
export const quick = proxyLocalActivities<ShopActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '2 seconds', maximumAttempts: 5 },
});
// Goods and money on our own Postgres: never give up. A long wait becomes a timer in the history.
const forEver = {
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
} as const;
export const sure = proxyLocalActivities<ShopActivities>(forEver);
/** What an order of tickets does in the same way. */
export const asTickets = proxyLocalActivities<Pick<OrderActivities, 'readPlan' | 'acknowledgeShow' | 'closeOrder'>>(forEver);
// The provider opens a page while its person waits.
export const opening = proxyLocalActivities<Pick<OrderActivities, 'openPayment'>>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '2 seconds', maximumAttempts: 5 },
});
// What is said must reach its person however long that takes.
export const messaging = proxyActivities<ShopActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
  summary: 'send what was bought',
});
// Money must move back however long the provider is away.
export const refunds = proxyActivities<PaymentActivities>({
  taskQueue: taskQueues.refunds,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});
