/** All steps of a ticket order. */
import type { SealingKeys } from '../../domain/sealed.ts';
import { createOpenPaymentActivities, type OpenPaymentDeps } from '../payments/open.ts';
import { createDeliveryActivities, type DeliveryDeps } from './deliver.ts';
import { createSeatActivities } from './seats.ts';
import { createSettleActivities } from './settle.ts';

export type OrderDeps = { sealingKeys: SealingKeys } & DeliveryDeps & OpenPaymentDeps;

export const createOrderActivities = (deps: OrderDeps) => ({
  ...createSeatActivities(deps),
  ...createSettleActivities(),
  ...createDeliveryActivities(deps),
  ...createOpenPaymentActivities(deps),
});
export type OrderActivities = ReturnType<typeof createOrderActivities>;
