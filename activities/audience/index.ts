/** All steps of an audience. */

import type { SealingKeys } from '../../domain/sealed.ts';
import { createModerationActivities } from './moderate.ts';
import { createBatchActivities } from './store-batch.ts';

export type AudienceDeps = { sealingKeys: SealingKeys };

export const createAudienceActivities = (deps: AudienceDeps) => ({
  ...createBatchActivities(deps),
  ...createModerationActivities(deps),
});
export type AudienceActivities = ReturnType<typeof createAudienceActivities>;
