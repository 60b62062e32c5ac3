/** An order as its organiser sees it: what a buyer sees, who they are, and everything that happened. */
import { findSoldOrder } from '../orders/orders.ts';
import type { Readers } from '../readers.ts';
import { showsById } from '../shows/playbill.ts';
import { storyRows } from './story-rows.ts';
import type { Entry } from './telling.ts';
import { timelineOf } from './timeline.ts';

export type OrderStoryView = {
  order: object;
  contact: { name: string | null; email: string | null; telegramId: number | null };
  timeline: Entry[];
};

/** Undefined where the order is not this organisation's. */
export async function orderStory(readers: Readers, tenantId: string, orderId: string): Promise<OrderStoryView | undefined> {
  const [found, rows] = await Promise.all([
    findSoldOrder(readers, tenantId, orderId),
    storyRows(readers.member(tenantId), tenantId, orderId),
  ]);
  if (!found || !rows) return undefined;
  const { showId, ...order } = found;
  const show = (await showsById(readers.platform(), [showId])).get(showId);
  if (!show) return undefined;
  const { name, email, telegram_id: telegramId } = rows.order;
  // Links that only the buyer may have are not shown to anybody else.
  const tickets = order.tickets.map((ticket) => ({ ...ticket, claimUrl: null, watchUrl: null }));
  return {
    order: { ...order, checkoutUrl: null, show, tickets, calendarUrl: null, telegramUrl: null },
    contact: { name, email, telegramId },
    timeline: timelineOf(rows),
  };
}
