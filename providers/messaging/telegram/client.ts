/** Telegram's Bot API as a messenger. https://core.telegram.org/bots/api */
import { Telegram, TelegramError } from 'telegraf';
import { type Button, type Messenger, NotSent, type Photo, SlowDown, Undeliverable } from '../port.ts';

export type TelegramAccount = { token: string; apiRoot?: string };

export const telegramOf = ({ token, apiRoot }: TelegramAccount): Telegram =>
  new Telegram(token, { ...(apiRoot ? { apiRoot } : {}), webhookReply: false });

export function telegramMessenger(account: TelegramAccount): Messenger {
  const telegram = telegramOf(account);
  const protect = { protect_content: true, parse_mode: 'HTML' } as const;
  return {
    async sendText(chatId, html, buttons, signal) {
      const markup = buttons ? { reply_markup: { inline_keyboard: buttons.map((row) => row.map(keyOf)) } } : {};
      const message = await telegramCall(() =>
        telegram.callApi('sendMessage', { chat_id: chatId, text: html, parse_mode: 'HTML', ...markup }, cancellable(signal)),
      );
      return { messageId: String(message.message_id) };
    },

    async sendPhotos(chatId, photos, signal) {
      const options = cancellable(signal);
      const [only, ...more] = photos;
      if (!only) throw new NotSent('no photo to send');
      if (more.length === 0) {
        const message = await telegramCall(() =>
          telegram.callApi('sendPhoto', { chat_id: chatId, photo: file(only), caption: only.captionHtml, ...protect }, options),
        );
        return { messageId: String(message.message_id) };
      }
      const media = photos.map((photo) => ({
        type: 'photo' as const,
        media: file(photo),
        caption: photo.captionHtml,
        parse_mode: 'HTML' as const,
      }));
      const messages = await telegramCall(() =>
        telegram.callApi('sendMediaGroup', { chat_id: chatId, media, protect_content: true }, options),
      );
      return { messageId: String(messages[0]?.message_id) };
    },
  };
}

/** telegraf's types name another package's AbortSignal; at run time it is the same. */
export const cancellable = (signal: AbortSignal | undefined): Record<string, never> =>
  signal ? { signal: signal as never } : {};

const keyOf = (button: Button) => ('url' in button ? button : { text: button.text, callback_data: button.data });

const file = ({ png }: Photo) => ({ source: png, filename: 'ticket.png' });

/** Telegram's answers in our words; what the network did in the middle of a call stays what it is: unknown. */
export async function telegramCall<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof TelegramError) {
      if (error.code === 429) throw new SlowDown(error.parameters?.retry_after ?? 5, { cause: error });
      if (error.code === 403 || /chat not found|user is deactivated|PEER_ID_INVALID/i.test(error.description))
        throw new Undeliverable(error.description, 'person', { cause: error });
      if (error.code === 400) throw new Undeliverable(error.description, 'message', { cause: error });
      if (error.code < 500) throw new NotSent(error.description, { cause: error });
    }
    if (neverLeft(error)) throw new NotSent('the request did not leave', { cause: error });
    throw error;
  }
}

const neverLeft = (error: unknown): boolean => {
  const code =
    (error as { code?: string; cause?: { code?: string } }).code ?? (error as { cause?: { code?: string } }).cause?.code;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
};
