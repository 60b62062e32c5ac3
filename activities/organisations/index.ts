/** All steps of an organisation. */
import type { AccountVault } from '../../domain/account-secrets.ts';
import type { SealingKeys } from '../../domain/sealed.ts';
import type { KeyTrial } from '../../providers/registry.ts';
import { createAttentionActivities } from './attention.ts';
import { createMemberActivities } from './members.ts';
import { createPaymentAccountActivities } from './payment-accounts.ts';
import { createPlaybillActivities } from './playbill.ts';

export const createOrganisationActivities = (deps: { sealingKeys: SealingKeys; vault: AccountVault; tryKeys: KeyTrial }) => ({
  ...createPlaybillActivities(),
  ...createAttentionActivities(deps),
  ...createPaymentAccountActivities(deps),
  ...createMemberActivities(deps),
});
export type OrganisationActivities = ReturnType<typeof createOrganisationActivities>;
