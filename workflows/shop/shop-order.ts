/**
 * One purchase in the shop of a show, from kept goods to handed-over ones.
 *
 *   held → awaitingPayment → paid ──(handed over, and 14 days after the show)──→ closed      `paying.ts`, then `keeping.ts`
 *     │          │             ↑ └→ refunded   whole; goods that were not handed over are on the shelf again
 *     │          └→ expired ───┘ late money within the hour, if goods remain; else it goes back
 *     └──────────┴→ cancelled   sold out, given up, the show is off, or the provider is away
 */
import type { OrderView } from '../payments/messages.ts';
import { extraOrder } from './extra-order.ts';
import type { ExtraInput } from './messages.ts';

export const shopOrder = (input: ExtraInput): Promise<OrderView> => extraOrder(input);
