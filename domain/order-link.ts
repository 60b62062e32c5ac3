/** A signed link that shows one order to whoever has it: for guests, who have no sign-in. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type OrderLinks = {
  sign(orderId: string, personId: string): string;
  /** The person whose order it is, or undefined when the token is not ours for this order. */
  verify(orderId: string, token: string): string | undefined;
  /** The same for one ticket. Of a kind of its own: buyers choose their orders' ids, and one could be a ticket's. */
  signTicket(ticketId: string, personId: string): string;
  verifyTicket(ticketId: string, token: string): string | undefined;
};

export function orderLinks(key: string): OrderLinks {
  const of = (kind: 'order' | 'ticket') => {
    const mac = (id: string, personId: string) =>
      createHmac('sha256', key).update(`${kind}-link:${id}:${personId}`).digest('base64url');
    return {
      sign: (id: string, personId: string) => `${personId.replaceAll('-', '')}.${mac(id, personId)}`,
      verify(id: string, token: string): string | undefined {
        const match = /^([0-9a-f]{32})\.([\w-]{43})$/.exec(token);
        if (!match) return undefined;
        const personId = match[1]!.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
        // Compared as text: base64 has spare bits at its end, and only the one spelling that we make is ours.
        const given = Buffer.from(match[2]!);
        const expected = Buffer.from(mac(id, personId));
        return given.length === expected.length && timingSafeEqual(given, expected) ? personId : undefined;
      },
    };
  };
  const [orders, tickets] = [of('order'), of('ticket')];
  return { ...orders, signTicket: tickets.sign, verifyTicket: tickets.verify };
}

/** The order's page on the web. `paid` says that the person comes from a payment page: it proves nothing, the page only waits more eagerly. */
export function orderUrl(publicUrl: string, orderId: string, token: string, query: { paid?: boolean } = {}): string {
  const url = new URL(`/orders/${orderId}`, publicUrl);
  url.searchParams.set('token', token);
  if (query.paid) url.searchParams.set('paid', '1');
  return url.href;
}
