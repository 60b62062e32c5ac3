/** Telegram Stars. In the bot the invoice is a message of the chat; in the Mini App it is a link. https://core.telegram.org/bots/payments-stars */
import { TelegramError } from 'telegraf';
import { invoicePayload } from '../../../domain/invoice.ts';
import { cancellable, type TelegramAccount, telegramOf } from '../../messaging/telegram/client.ts';
import { type PaymentProvider, PaymentRejected } from '../port.ts';

export function starsProvider(account: TelegramAccount): PaymentProvider {
  const telegram = telegramOf(account);
  let username: Promise<string> | undefined;
  const botUsername = () => {
    username ??= telegram.getMe().then(
      (me) => me.username,
      (error: unknown) => {
        username = undefined;
        throw error;
      },
    );
    return username;
  };

  return {
    refunds: 'whole',

    async open({ orderId, total, title, description, surface }, signal) {
      const sessionId = invoicePayload(orderId);
      // The bot answers the press with the invoice itself; the link leads back to it.
      if (surface === 'bot')
        return { sessionId, url: `https://t.me/${await botUsername()}?start=order_${orderId.replaceAll('-', '')}` };
      const url = await asked(() =>
        telegram.callApi(
          'createInvoiceLink',
          {
            ...{ title: title.slice(0, 32), description: description.slice(0, 255), payload: sessionId },
            ...{ provider_token: '', currency: 'XTR', prices: [{ label: title.slice(0, 32), amount: total.amount }] },
          },
          cancellable(signal),
        ),
      );
      return { sessionId, url };
    },

    // An invoice cannot be taken back: the pre-checkout query refuses it from the moment the order stops waiting.
    close: async () => ({}),

    async refund({ paymentId, payerTelegramId, part }) {
      // The call has no amount: asked for a part, Telegram would return all of it.
      if (part) throw new PaymentRejected('Stars go back whole');
      if (payerTelegramId === undefined)
        throw new PaymentRejected('Stars go back to a person, and this order has no Telegram contact');
      try {
        await asked(() =>
          telegram.callApi(
            'refundStarPayment' as never,
            { user_id: payerTelegramId, telegram_payment_charge_id: paymentId } as never,
          ),
        );
      } catch (error) {
        // Somebody was faster, or we were and did not hear the answer.
        if (!(error instanceof PaymentRejected && /CHARGE_ALREADY_REFUNDED/.test(error.message))) throw error;
      }
      return { refundId: `stars:${paymentId}` };
    },
  };
}

async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    // BALANCE_TOO_LOW passes: received Stars are held for weeks, so a refund may have to wait for the balance.
    if (
      error instanceof TelegramError &&
      error.code >= 400 &&
      error.code < 500 &&
      error.code !== 429 &&
      !/BALANCE_TOO_LOW/.test(error.description)
    )
      throw new PaymentRejected(error.description, { cause: error });
    throw error;
  }
}
