/** What a stage's process is found by. */
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { ShowInput } from './messages.ts';

const keyword = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');
const keys = { kind: keyword('kind'), tenantId: keyword('tenantId'), showId: keyword('showId') };

export const stageAttributes = ({ tenantId, showId }: ShowInput): SearchAttributePair[] => [
  { key: keys.kind, value: 'broadcast' },
  { key: keys.tenantId, value: tenantId },
  { key: keys.showId, value: showId },
];
