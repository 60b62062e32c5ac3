/** What a partner tells and we have yet to look into: each word becomes one small process, however often it is repeated. */
import { type Client, WorkflowExecutionAlreadyStartedError, type WorkflowStartOptions } from '@temporalio/client';
import { taskQueues } from '../../domain/task-queues.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import type { paymentNotice } from '../../workflows/payments/payment-notice.ts';
import type { refundOutcome } from '../../workflows/payments/refund-outcome.ts';

export type PaymentNoticeCommand = Parameters<typeof paymentNotice>[0] & {
  /** Which of the provider's events tells of it. */
  event: string;
  personId: string;
};
export type RefundOutcomeCommand = Parameters<typeof refundOutcome>[0] & { personId: string };
export type NoticeCommands = {
  /** Each returns once Temporal has it for good. */
  payment(command: PaymentNoticeCommand): Promise<void>;
  refund(command: RefundOutcomeCommand): Promise<void>;
};

export const createNoticeCommands = ({ temporal }: { temporal: Client }): NoticeCommands => ({
  payment: ({ event, personId, ...notice }) =>
    once(() =>
      temporal.workflow.start<typeof paymentNotice>('paymentNotice', {
        workflowId: `payment-notice:${notice.provider}:${notice.account}:${notice.paymentId}:${event}`,
        // A notice that proved nothing failed, and may come again; one that was dealt with is a repetition.
        workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
        args: [notice],
        ...listed('paymentNotice', { ...notice, personId }),
        staticSummary: `${notice.provider} says ${event}`,
      }),
    ),
  refund: ({ personId, ...outcome }) =>
    once(() =>
      temporal.workflow.start<typeof refundOutcome>('refundOutcome', {
        workflowId: `refund-outcome:${outcome.provider}:${outcome.refundId}:${outcome.state}`,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
        args: [outcome],
        ...listed('refundOutcome', { ...outcome, personId }),
        staticSummary: `${outcome.provider} refund: ${outcome.state}`,
      }),
    ),
});

const listed = (
  kind: string,
  about: { tenantId: string; personId: string; provider: string },
): Pick<WorkflowStartOptions, 'taskQueue' | 'typedSearchAttributes'> => ({
  taskQueue: taskQueues.workflows,
  typedSearchAttributes: [
    { key: searchAttributes.kind, value: kind },
    { key: searchAttributes.tenantId, value: about.tenantId },
    { key: searchAttributes.personId, value: about.personId },
    { key: searchAttributes.provider, value: about.provider },
  ],
});

async function once(start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
