/** All steps of taking and returning money, whatever was sold. */
import { createCloseActivities } from './close.ts';
import { createConfirmActivities } from './confirm.ts';
import { createRefundActivities, type RefundDeps } from './refund.ts';
import { createRefundOutcomeActivities } from './refund-outcome.ts';

export const createPaymentActivities = (deps: RefundDeps) => ({
  ...createCloseActivities(deps),
  ...createConfirmActivities(deps),
  ...createRefundActivities(deps),
  ...createRefundOutcomeActivities(deps),
});
export type PaymentActivities = ReturnType<typeof createPaymentActivities>;
