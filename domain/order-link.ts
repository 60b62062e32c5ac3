/** A signed link that shows one order to whoever has it: for guests, who have no sign-in. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type OrderLinks = {
  sign(orderId: string, personId: string): string;
  /** The person whose order it is, or undefined when the token is not ours for this order. */
  verify(orderId: string, token: string): string | undefined;
};

export function orderLinks(key: string): OrderLinks {
  const mac = (orderId: string, personId: string) =>
    createHmac('sha256', key).update(`order-link:${orderId}:${personId}`).digest('base64url');
  return {
    sign: (orderId, personId) => `${personId.replaceAll('-', '')}.${mac(orderId, personId)}`,
    verify(orderId, token) {
      const match = /^([0-9a-f]{32})\.([\w-]{43})$/.exec(token);
      if (!match) return undefined;
      const personId = match[1]!.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      // Compared as text: base64 has spare bits at its end, and only the one spelling that we make is ours.
      const given = Buffer.from(match[2]!);
      const expected = Buffer.from(mac(orderId, personId));
      return given.length === expected.length && timingSafeEqual(given, expected) ? personId : undefined;
    },
  };
}

/** The order's page on the web. `paid` says that the person comes from a payment page: it proves nothing, the page only waits more eagerly. */
export function orderUrl(publicUrl: string, orderId: string, token: string, query: { paid?: boolean } = {}): string {
  const url = new URL(`/orders/${orderId}`, publicUrl);
  url.searchParams.set('token', token);
  if (query.paid) url.searchParams.set('paid', '1');
  return url.href;
}
