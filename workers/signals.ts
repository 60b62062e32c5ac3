/** Activities that tell other processes something, through a Temporal client of their own. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Signals } from '../activities/signals.ts';
import { orderWorkflowId } from '../domain/orders.ts';
import { showChanged } from '../workflows/orders/messages.ts';

export const temporalSignals = (temporal: Client): Signals => ({
  async showChanged(orderId, change) {
    try {
      await temporal.workflow.getHandle(orderWorkflowId(orderId)).signal(showChanged, change);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  },
});
