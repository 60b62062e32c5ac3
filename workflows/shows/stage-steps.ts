/** The steps of a stage by how they fail: who waits for them, and what follows. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { StageActivities } from '../../activities/stage/index.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { onceAtATime } from '../shared/until-known.ts';

/** Changes of rows that something follows: only with `untilKnown`. */
export const once = proxyLocalActivities<StageActivities>(onceAtATime);
// Rows that must follow what has happened: never give up.
export const sure = proxyLocalActivities<StageActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});
// A media server that is away comes back: nothing of this is ever given up, and each call is safe to repeat.
export const media = proxyActivities<StageActivities>({
  taskQueue: taskQueues.media,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '30 seconds' },
});
// Somebody presses Start and waits.
export const atDesk = proxyActivities<StageActivities>({
  taskQueue: taskQueues.media,
  startToCloseTimeout: '4 seconds',
  scheduleToCloseTimeout: '8 seconds',
  retry: { initialInterval: '300 ms', maximumInterval: '1 second' },
});
// A minute of looking: a dead worker is noticed in seconds, and another goes on.
export const watching = proxyActivities<StageActivities>({
  taskQueue: taskQueues.media,
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
  summary: 'watch the picture',
});
// A minute late is better than never: somebody must come and look.
export const messaging = proxyActivities<StageActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '30 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});
