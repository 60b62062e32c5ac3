/** A show and its stage: it begins with the announcement, and hears of every change. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { getExternalWorkflowHandle, log, ParentClosePolicy, patched, startChild } from '@temporalio/workflow';
import { broadcast } from './broadcast.ts';
import type { ShowInput } from './messages.ts';
import { stageAttributes } from './stage-attributes.ts';
import { broadcastWorkflowId, showOfStageChanged } from './stage-messages.ts';

/** Outlives this process by weeks. */
export async function beginStage(facts: ShowInput): Promise<void> {
  if (!patched('stage')) return;
  try {
    await startChild(broadcast, {
      workflowId: broadcastWorkflowId(facts.showId),
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [facts],
      typedSearchAttributes: stageAttributes(facts),
      staticSummary: 'what the show is played on',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    await tellStage(facts);
  }
}

/** Its rows have changed: they say how. A stage that is not there begins with them as they are. */
export async function tellStage({ showId }: ShowInput): Promise<void> {
  if (!patched('stage')) return;
  try {
    await getExternalWorkflowHandle(broadcastWorkflowId(showId)).signal(showOfStageChanged);
  } catch (error) {
    log.info('there is no stage to tell', { error });
  }
}
