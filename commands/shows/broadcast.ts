/** What a stage is asked and told: updates and signals of its own process, which begins when it has not yet. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { taskQueues } from '../../domain/task-queues.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import {
  broadcastWorkflowId,
  type DirectionAsked,
  directStage,
  lookAtStage,
  type ScreenAnswer,
  type ScreenAsked,
  type StageNotice,
  stageNotice,
  takeScreen,
} from '../../workflows/shows/stage-messages.ts';
import { askEntity, type Entity } from '../entity.ts';
import { refusing } from '../refusing.ts';
import { requestOf } from '../request.ts';

export type { Direction } from '../../workflows/shows/stage-messages.ts';

/** Each throws Refusal. */
export type BroadcastCommands = {
  direct(show: ShowInput, asked: DirectionAsked): Promise<void>;
  takeScreen(show: ShowInput, asked: ScreenAsked): Promise<ScreenAnswer>;
  notice(show: ShowInput, notice: StageNotice): Promise<void>;
  /** Somebody sits at the desk. */
  look(show: ShowInput): Promise<void>;
};

export const createBroadcastCommands = ({ temporal }: { temporal: Client }): BroadcastCommands => {
  const tell = (show: ShowInput, signal: string, signalArgs: unknown[]): Promise<void> => {
    const { workflow, workflowId, input, attributes, summary } = entity(show);
    return refusing(temporal, async () => {
      await temporal.workflow.signalWithStart<Workflow, unknown[]>(workflow, {
        ...{ workflowId, args: [input], signal, signalArgs, taskQueue: taskQueues.workflows },
        ...{ typedSearchAttributes: attributes, staticSummary: summary },
      });
    });
  };
  return {
    direct: (show, asked) => {
      const { requestId, updateId } = requestOf('stage', asked);
      return askEntity(temporal, entity(show), directStage, { ...asked, requestId }, updateId);
    },
    // The step knows a screen by its own id. A no of a moment ago must not be the answer when the curtain has risen.
    takeScreen: (show, asked) => askEntity(temporal, entity(show), takeScreen, asked, `screen:${randomUUID()}`),
    notice: (show, notice) => tell(show, stageNotice.name, [notice]),
    look: (show) => tell(show, lookAtStage.name, []),
  };
};

const entity = ({ tenantId, showId }: ShowInput): Entity => ({
  workflow: 'broadcast',
  workflowId: broadcastWorkflowId(showId),
  input: { tenantId, showId },
  attributes: [
    { key: searchAttributes.kind, value: 'broadcast' },
    { key: searchAttributes.tenantId, value: tenantId },
    { key: searchAttributes.showId, value: showId },
  ],
  summary: 'what the show is played on',
});
