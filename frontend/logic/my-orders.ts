/** A person's orders in the order in which they are looked for. */
import type { Order } from '../api/types.ts';

const startOf = (order: Order): number => Date.parse(order.show.startsAt);
const createdAt = (order: Order): number => Date.parse(order.createdAt);
const living = ['held', 'awaitingPayment', 'paid'];

/** Ahead: unpaid and paid ones whose evening has not ended, the nearest first. The rest: the newest first. */
export function sortOrders(orders: readonly Order[], now: number): { coming: Order[]; past: Order[] } {
  const isComing = (order: Order) =>
    living.includes(order.phase) && startOf(order) + order.show.production.minutes * 60_000 > now;
  return {
    coming: orders.filter(isComing).sort((a, b) => startOf(a) - startOf(b) || createdAt(b) - createdAt(a)),
    past: orders.filter((order) => !isComing(order)).sort((a, b) => createdAt(b) - createdAt(a)),
  };
}
