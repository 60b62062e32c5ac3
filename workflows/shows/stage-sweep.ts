/**
 * Every ten minutes: channels that no stage needs are torn down, and announced shows without a stage get theirs.
 *
 *   sweeping → done; a schedule starts the next
 */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, proxyActivities, startChild } from '@temporalio/workflow';
import type { StageActivities } from '../../activities/stage/index.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { broadcast } from './broadcast.ts';
import { stageAttributes } from './stage-attributes.ts';
import { broadcastWorkflowId } from './stage-messages.ts';

// The next sweep is minutes away: what cannot be done now waits for it.
const media = proxyActivities<StageActivities>({
  taskQueue: taskQueues.media,
  startToCloseTimeout: '2 minutes',
  scheduleToCloseTimeout: '5 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

export async function stageSweep(): Promise<{ begun: number; gone: number }> {
  let begun = 0;
  for (const show of await media.stagesToBegin({ readsAll: true }))
    try {
      await startChild(broadcast, {
        workflowId: broadcastWorkflowId(show.showId),
        parentClosePolicy: ParentClosePolicy.ABANDON,
        args: [show],
        typedSearchAttributes: stageAttributes(show),
        staticSummary: 'what the show is played on',
      });
      begun += 1;
    } catch (error) {
      // It is there, and quiet.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  const { gone } = await media.tearDownUnneeded({ readsAll: true });
  return { begun, gone };
}
