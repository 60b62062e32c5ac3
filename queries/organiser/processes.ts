/** What only a process knows of itself, and where a developer looks at it. */
import type { Client } from '@temporalio/client';
import { orderWorkflowId } from '../../domain/orders.ts';
import { workflowsUrl, workflowUrl } from '../../temporal/ui.ts';
import { orderView } from '../../workflows/payments/messages.ts';
import { broadcastWorkflowId } from '../../workflows/shows/stage-messages.ts';

/** An organiser's page does not wait for a worker that is away, ms. */
const patience = 1500;

export type Processes = {
  /** In the process's own words; null when it has ended or is away. */
  orderWaitsFor(orderId: string): Promise<string | null>;
  orderPage(orderId: string): string | null;
  showPage(showId: string): string | null;
  stagePage(showId: string): string | null;
};

/** @param ui address of the Temporal UI; null where there is none. */
export function createProcesses({ temporal, ui }: { temporal: Client; ui: string | null }): Processes {
  const page = (workflowId: string) => ui && workflowUrl(ui, temporal.options.namespace, workflowId);
  return {
    async orderWaitsFor(orderId) {
      try {
        const { waitsFor } = await temporal.withDeadline(Date.now() + patience, () =>
          temporal.workflow.getHandle(orderWorkflowId(orderId)).query(orderView),
        );
        return waitsFor === 'nothing' ? null : waitsFor;
      } catch {
        return null; // the rows tell the rest
      }
    },
    stagePage: (showId) => page(broadcastWorkflowId(showId)),
    orderPage: (orderId) => page(orderWorkflowId(orderId)),
    // Its own process sleeps unless something is asked of it: the list shows that and every order of the date.
    showPage: (showId) => ui && workflowsUrl(ui, temporal.options.namespace, `showId="${showId}"`),
  };
}
