/** Links into the chat with the bot; without a real bot they lead to the sandbox's phone. */
import type { House } from '../api/types.ts';

/** Where an order is paid in Stars outside the pages: the chat with the bot, opened at that order. */
export function botLinkOf(orderId: string, house: House | undefined): string | undefined {
  const start = `start=order_${orderId.replaceAll('-', '')}`;
  if (house?.phoneUrl) return `${house.phoneUrl}?${start}`;
  return house?.botUsername ? `https://t.me/${house.botUsername}?${start}` : undefined;
}

/** A link to the bot as the house gave it, or the same words said on the sandbox's phone. */
export const throughPhone = (botUrl: string, house: House | undefined): string =>
  house?.phoneUrl ? `${house.phoneUrl}${new URL(botUrl).search}` : botUrl;

/** The bot's chat without a word to begin with. */
export function chatLink(house: House | undefined): string | undefined {
  return house?.phoneUrl ?? (house?.botUsername ? `https://t.me/${house.botUsername}` : undefined);
}

/** Telegram's own sheet "send to": https://core.telegram.org/widgets/share */
export const shareLink = (url: string, text: string): string => `https://t.me/share/url?${new URLSearchParams({ url, text })}`;

/** A link to the bot's chat, not to an invoice: an order that was placed there. */
export const leadsToChat = (checkoutUrl: string): boolean => new URL(checkoutUrl).searchParams.has('start');
