/** Where a message leads on the web: the buyer to their order, a companion to their ticket; each by a signed link. */
import { type OrderLinks, orderUrl } from '../../domain/order-link.ts';
import type { Holder } from './recipients.ts';

export type Pages = { of(orderId: string, holder: Pick<Holder, 'personId' | 'buyer' | 'ticketId'>): string; siteUrl: string };

export const pagesOf = ({ orderLinks, publicUrl }: { orderLinks: OrderLinks; publicUrl: string }): Pages => ({
  siteUrl: publicUrl,
  of(orderId, { personId, buyer, ticketId }) {
    if (buyer) return orderUrl(publicUrl, orderId, orderLinks.sign(orderId, personId));
    // Who brought a guest's order into Telegram and holds none of its tickets: the order's page is the guest's alone.
    if (!ticketId) return publicUrl;
    const url = new URL(`/tickets/${ticketId}`, publicUrl);
    url.searchParams.set('token', orderLinks.signTicket(ticketId, personId));
    return url.href;
  },
});
