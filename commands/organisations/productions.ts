/** An organiser adds to the playbill and works off what waits for a person: updates of the organisation's own workflow. */
import type { Client } from '@temporalio/client';
import { type SealingKeys, seal } from '../../domain/sealed.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import {
  addShow,
  type NewProduction,
  type NewShow,
  type Resolution,
  type Retry,
  resolveAttention,
  retryRefund,
  saveProduction,
} from '../../workflows/organisations/messages.ts';
import { askEntity, type Entity } from '../entity.ts';
import { requestOf } from '../request.ts';

/** Each throws Refusal. */
export type ProductionCommands = {
  saveProduction(tenantId: string, production: NewProduction): Promise<{ productionId: string; slug: string }>;
  addShow(tenantId: string, show: NewShow): Promise<{ showId: string; code: string }>;
  resolveAttention(tenantId: string, resolution: Omit<Resolution, 'resolution'> & { resolution: string }): Promise<void>;
  retryRefund(tenantId: string, retry: Retry): Promise<void>;
};

export const createProductionCommands = ({
  temporal,
  sealingKeys,
}: {
  temporal: Client;
  sealingKeys: SealingKeys;
}): ProductionCommands => ({
  saveProduction(tenantId, asked) {
    const { requestId, updateId } = requestOf('production', asked);
    return askEntity(temporal, organisation(tenantId), saveProduction, { ...asked, requestId }, updateId);
  },
  addShow(tenantId, asked) {
    const { requestId, updateId } = requestOf('show', asked);
    return askEntity(temporal, organisation(tenantId), addShow, { ...asked, requestId }, updateId);
  },
  resolveAttention(tenantId, asked) {
    const { requestId, updateId } = requestOf('resolve', asked);
    const resolution = seal(sealingKeys, asked.resolution);
    return askEntity(temporal, organisation(tenantId), resolveAttention, { ...asked, requestId, resolution }, updateId);
  },
  retryRefund(tenantId, asked) {
    const { requestId, updateId } = requestOf('retry', asked);
    return askEntity(temporal, organisation(tenantId), retryRefund, { ...asked, requestId }, updateId);
  },
});

export const organisation = (tenantId: string): Entity => ({
  workflow: 'organisation',
  workflowId: `organisation:${tenantId}`,
  input: { tenantId },
  attributes: [
    { key: searchAttributes.kind, value: 'organisation' },
    { key: searchAttributes.tenantId, value: tenantId },
  ],
  summary: 'an organisation and its playbill',
});
