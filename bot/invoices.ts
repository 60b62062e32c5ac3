/** Where invoices of orders hang in a chat, while this process lives: one that can no longer be paid loses its buttons. */
import type { Telegram } from 'telegraf';

type Place = { chatId: number; messageId: number };
type Hanging = { places: Place[]; end: NodeJS.Timeout | undefined };

const most = 10_000;
const hanging = new Map<string, Hanging>();

/** @param holdEndsAt from then on it cannot be paid, as the last check before the Stars move says too */
export function rememberInvoice(telegram: Telegram, orderId: string, place: Place, holdEndsAt: string | null): void {
  const { places = [], end } = hanging.get(orderId) ?? {};
  clearTimeout(end);
  const clear = () => void clearInvoices(telegram, orderId);
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

/** Paid, given up, or too late. A button that stays is no fault: the order refuses it. @param pressed one that is known though this process is new */
export async function clearInvoices(telegram: Telegram, orderId: string, pressed?: Place): Promise<void> {
  const { places = [], end } = hanging.get(orderId) ?? {};
  clearTimeout(end);
  hanging.delete(orderId);
  const known = pressed && places.some(({ messageId, chatId }) => messageId === pressed.messageId && chatId === pressed.chatId);
  await Promise.all(
    [...places, ...(pressed && !known ? [pressed] : [])].map(({ chatId, messageId }) =>
      telegram.editMessageReplyMarkup(chatId, messageId, undefined, undefined).catch(() => {}),
    ),
  );
}
