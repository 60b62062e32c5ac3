/**
 * One donation, from the amount to two weeks after the show; what it says is over the picture with the step that takes its money.
 *
 *   held → awaitingPayment → paid ──(14 days after the show)──→ closed      `paying.ts`, then `keeping.ts`
 *     │          │             ↑ └→ refunded   the show is off, or the organisation gives it back
 *     │          └→ expired ───┘ late money while the audience is still there; else it goes back
 *     └──────────┴→ cancelled
 */
import type { OrderView } from '../payments/messages.ts';
import { extraOrder } from './extra-order.ts';
import type { ExtraInput } from './messages.ts';

export const donationOrder = (input: ExtraInput): Promise<OrderView> => extraOrder(input);
