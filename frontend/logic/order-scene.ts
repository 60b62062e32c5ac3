/** Which scene an order's page plays, from what the house says of the order. */
import type { Order } from '../api/types.ts';

export type OrderScene =
  | 'holding'
  | 'waiting'
  | 'checking'
  | 'late'
  | 'preparing'
  | 'tickets'
  | 'expired'
  | 'cancelled'
  | 'refunded';

/**
 * @param returned the payment page sent the buyer back with “paid”
 * @param now milliseconds of the house's clock
 */
export function orderScene(order: Order, returned: boolean, now: number): OrderScene {
  switch (order.phase) {
    case 'held':
    case 'awaitingPayment':
      if (returned) return 'checking';
      // The window is over but the house has not said so yet: no pressing "pay" any more.
      if (order.holdEndsAt && Date.parse(order.holdEndsAt) <= now) return 'late';
      return order.checkoutUrl ? 'waiting' : 'holding';
    case 'paid':
    case 'closed':
      if (order.tickets.length === 0) return 'preparing';
      return order.tickets.every((ticket) => ticket.state === 'revoked') ? 'refunded' : 'tickets';
    default:
      return order.phase;
  }
}

const cancelReasons = [
  'soldOut',
  'buyer',
  'paymentUnavailable',
  'salesPaused',
  'notOnSale',
  'showCancelled',
  'declined',
] as const;
/** The house's other words for the same. */
const synonyms: Record<string, string> = { unavailable: 'paymentUnavailable' };
export type CancelReason = (typeof cancelReasons)[number] | 'other';
export const cancelReason = (reason: string | null): CancelReason =>
  cancelReasons.find((known) => known === (synonyms[reason ?? ''] ?? reason)) ?? 'other';

/** Milliseconds until the next look at an order that has been watched for `watched` ms. */
export function nextLook(order: Order, watched: number): number {
  const hurried =
    order.phase === 'held' || order.phase === 'awaitingPayment' || (order.phase === 'paid' && order.tickets.length === 0);
  if (hurried) return watched < 5 * 60_000 ? 1500 : 5000;
  if (order.refunds.some((refund) => refund.status === 'requested')) return 5000;
  // Late money may still come, a show may be moved or cancelled: look again, but seldom.
  return watched < 5 * 60_000 ? 15_000 : 60_000;
}
