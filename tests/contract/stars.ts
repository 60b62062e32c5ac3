/** Telegram Stars: the bot is asked before money moves, and money that moved is an update. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { invoicePayload } from '../../domain/invoice.ts';
import { money } from '../../domain/money.ts';
import type { House } from '../support/house.ts';
import { call } from '../support/http.ts';
import { type Driver, type Paid, place, providerOf } from './driver.ts';

export async function starsDriver(house: House): Promise<Driver> {
  const person = async (firstName: string, stars: number) =>
    (await call<{ id: number }>(`${house.sandbox}/people`, { body: { firstName, stars } })).body.id;
  const anna = await person('Анна', 1_000_000);
  const { body: signed } = await call(`${house.sandbox}/people/${anna}/init-data`);
  const { body: session } = await call(`${house.web}/api/sign-in`, { body: { bot: 'platform', initData: signed['initData'] } });
  const headers = { authorization: `Bearer ${session['token']}` };
  const api = (method: string, body: object) => call(`${house.sandbox}/bot${house.botToken}/${method}`, { body });
  const payLink = async (link: string, personId = anna) =>
    (await call<{ result: Paid; reason?: string }>(`${house.sandbox}/people/${personId}/payments`, { body: { link } })).body;
  /** Refused by our own last check, and for no other reason. */
  const stopped = async (link: string): Promise<Paid> => {
    const { result, reason } = await payLink(link);
    assert.deepEqual([result, reason], ['refused', 'declined']);
    return result;
  };
  /** An invoice that the bot would not have made. */
  async function invoice(payload: string, amount: number): Promise<string> {
    const shown = { title: 'The Seagull', description: 'one seat', provider_token: '', currency: 'XTR' };
    const { body } = await api('createInvoiceLink', { ...shown, payload, prices: [{ label: 'seat', amount }] });
    return body['result'] as string;
  }

  return {
    ...{ name: 'stars', currency: 'XTR', price: 450 },
    faults: { ...{ api: 'telegram-api', opening: 'createInvoiceLink' }, ...{ events: 'telegram-updates', event: 'message' } },
    place: (show, orderId) => place(house, show, { provider: 'stars', ...(orderId ? { orderId } : {}) }, headers),
    pay: async ({ checkoutUrl }) => (await payLink(checkoutUrl)).result,
    async decline({ checkoutUrl }) {
      // No bank stands between: who is declined has too few Stars.
      assert.equal((await payLink(checkoutUrl, await person('Пётр', 10))).reason, 'balance_too_low');
    },
    afterDecline: 'the same page takes another try',
    // The last check before the money moves refuses it; nothing can come late.
    payLate: ({ checkoutUrl }) => stopped(checkoutUrl),
    payWrongSum: async ({ orderId }) => stopped(await invoice(invoicePayload(orderId), 449)),
    async payWrongCurrency(show) {
      const asked = { provider: 'stripe' as const, currency: 'RUB', email: `${randomUUID()}@example.com` };
      const placed = await place(house, show, asked);
      return { placed, result: await stopped(await invoice(invoicePayload(placed.orderId), 90_000)) };
    },
    async forge({ orderId }) {
      const from = { id: anna, is_bot: false, first_name: 'Анна' };
      const payment = { ...{ currency: 'XTR', total_amount: 450 }, telegram_payment_charge_id: randomUUID() };
      const update = {
        update_id: 1,
        message: {
          ...{ message_id: 1, date: 0, from, chat: { id: anna, type: 'private', first_name: 'Анна' } },
          successful_payment: { ...payment, invoice_payload: invoicePayload(orderId), provider_payment_charge_id: 'x' },
        },
      };
      const secrets = [{}, { 'x-telegram-bot-api-secret-token': 'guessed' }];
      const send = (secret: Record<string, string>) =>
        call(`${house.web}/webhooks/telegram/platform`, { body: update, headers: secret });
      return (await Promise.all(secrets.map((secret) => send(secret as Record<string, string>)))).map(({ status }) => status);
    },
    future: {
      sentence:
        'an update has no date that counts: an invoice for an order that is not there (yet) is refused before money moves',
      async try() {
        await stopped(await invoice(invoicePayload(randomUUID()), 450));
      },
    },
    async kept({ orderId }) {
      type Moved = { amount: number; source?: { invoice_payload: string }; receiver?: { invoice_payload: string } };
      const all = await api('getStarTransactions', { limit: 100 });
      const { transactions } = all.body['result'] as { transactions: Moved[] };
      const of = (side: { invoice_payload: string } | undefined) => side?.invoice_payload === invoicePayload(orderId);
      return transactions.reduce(
        (sum, { amount, source, receiver }) => sum + (of(source) ? amount : of(receiver) ? -amount : 0),
        0,
      );
    },
    provider: await providerOf(house, 'stars'),
    refundRefused: {
      sentence: 'money that Telegram does not know',
      request: async (paymentId, payer) => ({
        ...{ paymentId: `${paymentId}x`, amount: money(450, 'XTR'), idempotencyKey: `unknown:${paymentId}`, ...payer },
      }),
    },
    payer: () => ({ payerTelegramId: anna }),
  };
}
