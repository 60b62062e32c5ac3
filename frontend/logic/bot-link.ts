/** Where an order is paid in Stars outside the pages: the chat with the bot, opened at that order. */
import type { House } from '../api/types.ts';

export function botLinkOf(orderId: string, house: House | undefined): string | undefined {
  const start = `start=order_${orderId.replaceAll('-', '')}`;
  if (house?.phoneUrl) return `${house.phoneUrl}?${start}`;
  return house?.botUsername ? `https://t.me/${house.botUsername}?${start}` : undefined;
}

/** A link to the bot's chat, not to an invoice: an order that was placed there. */
export const leadsToChat = (checkoutUrl: string): boolean => new URL(checkoutUrl).searchParams.has('start');
