/** What workflows can be found by. KEYWORD all: ids are compared whole, and a namespace has room for ten. */
import { defineSearchAttributeKey } from '@temporalio/common';

export const searchAttributes = {
  tenantId: defineSearchAttributeKey('tenantId', 'KEYWORD'),
  personId: defineSearchAttributeKey('personId', 'KEYWORD'),
  showId: defineSearchAttributeKey('showId', 'KEYWORD'),
  kind: defineSearchAttributeKey('kind', 'KEYWORD'),
  phase: defineSearchAttributeKey('phase', 'KEYWORD'),
  provider: defineSearchAttributeKey('provider', 'KEYWORD'),
  campaignId: defineSearchAttributeKey('campaignId', 'KEYWORD'),
  channelId: defineSearchAttributeKey('channelId', 'KEYWORD'),
  programmeId: defineSearchAttributeKey('programmeId', 'KEYWORD'),
  spare: defineSearchAttributeKey('spare', 'KEYWORD'),
} as const;
