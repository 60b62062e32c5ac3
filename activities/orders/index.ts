/** All steps of a ticket order. */
import type { SealingKeys } from '../../domain/sealed.ts';
import { createOpenPaymentActivities, type OpenPaymentDeps } from '../payments/open.ts';
import { createClaimActivities } from './claims.ts';
import { createDeliveryActivities, type DeliveryDeps } from './deliver.ts';
import { createExchangeActivities } from './exchange.ts';
import { createInvitationActivities, type InvitationDeps } from './invitations.ts';
import { createPlanActivities } from './plan.ts';
import { createReturnActivities } from './return.ts';
import { createSeatActivities } from './seats.ts';
import { createSettleActivities } from './settle.ts';
import { createTellingActivities, type TellingDeps } from './tell.ts';

export type OrderDeps = { sealingKeys: SealingKeys } & DeliveryDeps & OpenPaymentDeps & InvitationDeps & TellingDeps;

export const createOrderActivities = (deps: OrderDeps) => ({
  ...createSeatActivities(deps),
  ...createSettleActivities(),
  ...createDeliveryActivities(deps),
  ...createOpenPaymentActivities(deps),
  ...createPlanActivities(),
  ...createReturnActivities(),
  ...createExchangeActivities(),
  ...createClaimActivities(deps),
  ...createInvitationActivities(deps),
  ...createTellingActivities(deps),
});
export type OrderActivities = ReturnType<typeof createOrderActivities>;
