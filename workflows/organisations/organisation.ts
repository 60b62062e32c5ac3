/**
 * An organisation: what is changed that belongs to no single show or order, one place for each change.
 *
 *   asked ⇄ idle ──(a minute without a request)──→ done; the next request starts it again
 */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  continueAsNew,
  ParentClosePolicy,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import type { OrganisationActivities } from '../../activities/organisations/index.ts';
import type { PaymentActivities } from '../../activities/payments/index.ts';
import { type RefundRetryInput, refundRetry, retryAttributes } from '../payments/refund-retry.ts';
import { answered } from '../shared/answered.ts';
import { busyEntity } from '../shared/entity.ts';
import { onceAtATime, untilKnown } from '../shared/until-known.ts';
import { removeMember, saveMember } from './member-messages.ts';
import {
  addShow,
  type OrganisationInput,
  resolveAttention,
  retryRefund,
  savePaymentAccount,
  saveProduction,
} from './messages.ts';

// Something follows them: only with `untilKnown`.
const once = proxyLocalActivities<OrganisationActivities>(onceAtATime);
// Somebody waits for the answer.
const quick = proxyLocalActivities<OrganisationActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '2 seconds', maximumAttempts: 5 },
});

// The books must follow what a person has done: never give up.
const sure = proxyLocalActivities<PaymentActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});

export async function organisation(input: OrganisationInput): Promise<void> {
  const { tenantId } = input;
  const busy = busyEntity();
  const does = async <T>(what: string, step: Promise<T>): Promise<T> => {
    const answer = await answered(step);
    setCurrentDetails(`last: ${what}`);
    busy.heard();
    return answer;
  };

  setHandler(saveProduction, (asked) => does('a production', quick.addProduction({ tenantId, ...asked })));
  setHandler(addShow, (asked) => does('a date', quick.addShow({ tenantId, ...asked })));
  setHandler(savePaymentAccount, (asked) => does('a payment account', quick.savePaymentAccount({ tenantId, ...asked })));
  setHandler(saveMember, (asked) => does('a member', quick.saveMember({ tenantId, ...asked })));
  setHandler(removeMember, (asked) => does('a member left', quick.removeMember({ tenantId, ...asked })));
  setHandler(resolveAttention, async (asked) => {
    const settled = await does(
      'something was looked at',
      untilKnown(() => once.settleAttention({ tenantId, ...asked })),
    );
    if (settled) await sure.settleRefundByHand({ tenantId, ...settled });
  });
  setHandler(retryRefund, async (asked) => {
    const again = await does(
      'a refund once more',
      untilKnown(() => once.nextRefundAttempt({ tenantId, ...asked })),
    );
    await tryAgain({ tenantId, ...again, itemId: asked.itemId, by: asked.by });
  });

  if (await busy.untilQuiet()) await continueAsNew<typeof organisation>(input);
}

/** Outlives this process: the provider may be away for hours. */
async function tryAgain(refund: RefundRetryInput): Promise<void> {
  try {
    await startChild(refundRetry, {
      workflowId: `refund-retry:${refund.key}:${refund.attempt}`,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [refund],
      typedSearchAttributes: retryAttributes(refund),
      staticSummary: `refund, attempt ${refund.attempt}`,
    });
  } catch (error) {
    // It was asked for twice.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
