/** What an audience is told and asked: updates of the show's own process, which begins when it has not yet. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { AudienceAction } from '../../domain/audience-actions.ts';
import { type SealingKeys, seal } from '../../domain/sealed.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import {
  type AudienceBatch,
  acceptBatch,
  audienceWorkflowId,
  type BatchAccepted,
  type BatchLine,
  type Moderated,
  moderate,
} from '../../workflows/audience/messages.ts';
import { askEntity, type Entity } from '../entity.ts';
import { requestOf } from '../request.ts';

export type { BatchLine, MinuteFigures, WatchedFigures } from '../../workflows/audience/messages.ts';

type OfShow = { tenantId: string; showId: string };
/** What a server hands over, in clear. */
export type OpenBatch = Omit<AudienceBatch, 'lines' | 'count'> & { lines: BatchLine[] };

/** Each throws Refusal. */
export type AudienceCommands = {
  /** The same batch may come as often as it takes. */
  accept(show: OfShow, batch: OpenBatch): Promise<BatchAccepted>;
  moderate(show: OfShow, asked: { by: string; requestId: string; action: AudienceAction }): Promise<Moderated>;
};

export const createAudienceCommands = ({
  temporal,
  sealingKeys,
}: {
  temporal: Client;
  sealingKeys: SealingKeys;
}): AudienceCommands => ({
  // The step knows a batch by its own id. A «not now» of a moment ago must not be the answer for ever.
  accept: (show, { lines, ...batch }) =>
    askEntity(
      temporal,
      entity(show),
      acceptBatch,
      { ...batch, count: lines.length, lines: lines.length > 0 ? seal(sealingKeys, lines) : null },
      `batch:${batch.id}:${randomUUID()}`,
      'Busy',
    ),
  moderate: (show, asked) => {
    const { requestId, updateId } = requestOf('audience', asked);
    const { action } = asked;
    const sent = action.do === 'words' ? ({ do: 'words', words: seal(sealingKeys, action.words) } as const) : action;
    return askEntity(temporal, entity(show), moderate, { by: asked.by, requestId, action: sent }, updateId, 'Busy');
  },
});

const entity = ({ tenantId, showId }: OfShow): Entity => ({
  workflow: 'audience',
  workflowId: audienceWorkflowId(showId),
  input: { tenantId, showId },
  attributes: [
    { key: searchAttributes.kind, value: 'audience' },
    { key: searchAttributes.tenantId, value: tenantId },
    { key: searchAttributes.showId, value: showId },
  ],
  summary: 'what the audience of a show writes, feels and sees',
});
