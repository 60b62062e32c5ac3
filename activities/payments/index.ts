/** All steps of taking and returning money, whatever was sold. */
import { createCloseActivities } from './close.ts';
import { createRefundActivities, type RefundDeps } from './refund.ts';

export const createPaymentActivities = (deps: RefundDeps) => ({
  ...createCloseActivities(deps),
  ...createRefundActivities(deps),
});
export type PaymentActivities = ReturnType<typeof createPaymentActivities>;
