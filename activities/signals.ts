/** How an activity tells other processes something: a step for hundreds of orders would be too much for one workflow's history. */
import type { ShowChanged } from '../workflows/orders/messages.ts';

export interface Signals {
  /** @returns false when the order has no process any more. */
  showChanged(orderId: string, change: ShowChanged): Promise<boolean>;
}
