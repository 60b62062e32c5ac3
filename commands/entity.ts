/** A request to an entity workflow: an update, which starts the workflow when it sleeps. */
import { type Client, WithStartWorkflowOperation, type WorkflowStartOptions } from '@temporalio/client';
import type { UpdateDefinition, Workflow } from '@temporalio/common';
import { taskQueues } from '../domain/task-queues.ts';
import { refusing, unlessFaulted } from './refusing.ts';

export type Entity = {
  workflow: string;
  workflowId: string;
  input: object;
  attributes: NonNullable<WorkflowStartOptions['typedSearchAttributes']>;
  summary: string;
};

/** @param updateId names who asks and for what: a repeated request finds its answer. @throws Refusal */
export const askEntity = <Answer, Request>(
  temporal: Client,
  entity: Entity,
  definition: UpdateDefinition<Answer, [Request]>,
  request: Request,
  updateId: string,
): Promise<Answer> =>
  refusing(temporal, () =>
    unlessFaulted(updateId, (id) =>
      temporal.workflow.executeUpdateWithStart<Workflow, Answer, [Request]>(definition, {
        startWorkflowOperation: new WithStartWorkflowOperation<Workflow>(entity.workflow, {
          workflowId: entity.workflowId,
          taskQueue: taskQueues.workflows,
          args: [entity.input],
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          typedSearchAttributes: entity.attributes,
          staticSummary: entity.summary,
        }),
        args: [request],
        updateId: id,
      }),
    ),
  );
