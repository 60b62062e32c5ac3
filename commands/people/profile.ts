/** A person changes their own settings: an update of their entity workflow, started when it sleeps. */
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import { taskQueues } from '../../domain/task-queues.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { changeProfile, type ProfileChange, type person } from '../../workflows/people/person.ts';
import { refusing } from '../refusing.ts';

export type PeopleCommands = {
  /** @param requestId the press or request that asks: a repeated one changes nothing. */
  changeProfile(personId: string, change: ProfileChange, requestId: string): Promise<void>;
};

export const createPeopleCommands = ({ temporal }: { temporal: Client }): PeopleCommands => ({
  async changeProfile(personId, change, requestId) {
    const startWorkflowOperation = new WithStartWorkflowOperation<typeof person>('person', {
      workflowId: `person:${personId}`,
      taskQueue: taskQueues.workflows,
      args: [{ personId }],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      typedSearchAttributes: [
        { key: searchAttributes.kind, value: 'person' },
        { key: searchAttributes.personId, value: personId },
      ],
      staticSummary: 'settings of a person',
    });
    await refusing(temporal, () =>
      temporal.workflow.executeUpdateWithStart(changeProfile, {
        startWorkflowOperation,
        args: [change],
        updateId: `profile:${requestId}`,
      }),
    );
  },
});
