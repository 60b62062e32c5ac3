/** Money arrived: it becomes a signal to its order, or work for the refund desk when the order is closed. */
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { Refusal } from '../../domain/errors.ts';
import { orderWorkflowId } from '../../domain/orders.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { type PaymentSettled, paymentSettled } from '../../workflows/payments/messages.ts';
import type { refundDesk } from '../../workflows/payments/refund-desk.ts';

export type SettledCommand = {
  orderId: string;
  payment: PaymentSettled;
  /** The order's row, when there is one: without it a closed order cannot be told from a stranger's. */
  find: () => Promise<{ tenantId: string; personId: string } | undefined>;
};
export type PaymentCommands = {
  /** Returns once Temporal has it for good. @throws Refusal `UnknownToUs`, so that the provider sends it again. */
  settled(command: SettledCommand): Promise<void>;
};

export const createPaymentCommands = ({ temporal }: { temporal: Client }): PaymentCommands => ({
  async settled({ orderId, payment, find }) {
    try {
      await temporal.workflow.getHandle(orderWorkflowId(orderId)).signal(paymentSettled, payment);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      const order = await find();
      if (!order) throw new Refusal('UnknownToUs', { cause: error });
      await openRefundDesk(temporal, { orderId, payment, ...order });
    }
  },
});

async function openRefundDesk(
  temporal: Client,
  { orderId, payment, tenantId, personId }: Omit<SettledCommand, 'find'> & { tenantId: string; personId: string },
) {
  try {
    await temporal.workflow.start<typeof refundDesk>('refundDesk', {
      // One desk for one payment, however often its provider tells of it.
      workflowId: `refund-desk:${payment.provider}:${payment.account}:${payment.paymentId}`,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      taskQueue: taskQueues.workflows,
      args: [{ tenantId, orderId, payment }],
      typedSearchAttributes: [
        { key: searchAttributes.kind, value: 'refundDesk' },
        { key: searchAttributes.tenantId, value: tenantId },
        { key: searchAttributes.personId, value: personId },
        { key: searchAttributes.provider, value: payment.provider },
      ],
      staticSummary: `money for a closed order: ${payment.amount} ${payment.currency}`,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
