/** Where invoices of orders hang in a chat, while this process lives: one that can no longer be paid must not offer it. */
import type { Telegram } from 'telegraf';

type Place = { chatId: number; messageId: number };
type Hanging = { places: Place[]; end: NodeJS.Timeout | undefined };

const most = 10_000;
const hanging = new Map<string, Hanging>();

/** @param holdEndsAt from then on it cannot be paid, as the last check before the Stars move says too */
export function rememberInvoice(telegram: Telegram, orderId: string, place: Place, holdEndsAt: string | null): void {
  const { places = [], end } = hanging.get(orderId) ?? {};
  clearTimeout(end);
  const clear = () => void withdrawInvoices(telegram, orderId);
  const left = holdEndsAt === null ? undefined : Math.max(0, Date.parse(holdEndsAt) - Date.now());
  hanging.set(orderId, {
    places: [...places, place],
    // Nobody stays up for the sake of a button.
    end: left === undefined ? undefined : setTimeout(clear, left).unref(),
  });
  // The oldest are the least likely to be paid now.
  for (const [oldest, { end: never }] of hanging) {
    if (hanging.size <= most) break;
    clearTimeout(never);
    hanging.delete(oldest);
  }
}

/** Paid: they stay as receipts, without the button that gives the order up. That nothing can be edited is no fault. */
export async function settleInvoices(telegram: Telegram, orderId: string): Promise<void> {
  await Promise.all(takeInvoices(orderId).map((place) => bare(telegram, place)));
}

/**
 * Given up, or too late. Telegram puts a button to pay under an invoice that has none, so the invoice itself goes,
 * https://core.telegram.org/bots/api#sendinvoice. One that cannot is refused by the last check before the Stars move.
 * @param pressed one that is known though this process did not send it
 */
export async function withdrawInvoices(telegram: Telegram, orderId: string, pressed?: Place): Promise<void> {
  const places = takeInvoices(orderId);
  const known = pressed && places.some(({ messageId, chatId }) => messageId === pressed.messageId && chatId === pressed.chatId);
  await Promise.all(
    [...places, ...(pressed && !known ? [pressed] : [])].map((place) =>
      telegram.deleteMessage(place.chatId, place.messageId).catch(() => bare(telegram, place)),
    ),
  );
}

const bare = (telegram: Telegram, { chatId, messageId }: Place): Promise<unknown> =>
  telegram.editMessageReplyMarkup(chatId, messageId, undefined, undefined).catch(() => {});

function takeInvoices(orderId: string): Place[] {
  const { places = [], end } = hanging.get(orderId) ?? {};
  clearTimeout(end);
  hanging.delete(orderId);
  return places;
}
