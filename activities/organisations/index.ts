/** All steps of an organisation. */
import type { SealingKeys } from '../../domain/sealed.ts';
import { createAttentionActivities } from './attention.ts';
import { createPlaybillActivities } from './playbill.ts';

export const createOrganisationActivities = (deps: { sealingKeys: SealingKeys }) => ({
  ...createPlaybillActivities(),
  ...createAttentionActivities(deps),
});
export type OrganisationActivities = ReturnType<typeof createOrganisationActivities>;
