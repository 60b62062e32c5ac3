/** YooKassa: money is set aside first, a page cannot be ended, notifications prove nothing. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { money } from '../../domain/money.ts';
import type { House } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { type Driver, onPage, type Placed, place, providerOf } from './driver.ts';

export const paymentOf = ({ checkoutUrl }: Placed): string => checkoutUrl.split('/').at(-1)!;

export async function yooKassaDriver(house: House): Promise<Driver> {
  const headers = { authorization: `Basic ${Buffer.from(`100500:${house.yooKassaKey}`).toString('base64')}` };
  const guest = () => ({ provider: 'yookassa' as const, currency: 'RUB', email: `${randomUUID()}@example.com` });
  const odd = (orderId: string, amount: { value: string; currency: string }) =>
    call(`${house.sandbox}/yookassa/payments`, { body: { amount, metadata: { orderId } } });
  const notice = (id: string, orderId: string) => ({
    ...{ type: 'notification', event: 'payment.succeeded' },
    object: { id, status: 'succeeded', paid: true, amount: { value: '900.00', currency: 'RUB' }, metadata: { orderId } },
  });
  const send = async (body: object, from: Record<string, string> = {}) =>
    (await call(`${house.web}/webhooks/yookassa/platform`, { body, headers: from })).status;
  const noticeState = async (id: string) =>
    (await house.temporal.workflow.getHandle(`payment-notice:yookassa:platform:${id}:payment.succeeded`).describe()).status.name;

  return {
    ...{ name: 'yookassa', currency: 'RUB', price: 90_000 },
    faults: {
      ...{ api: 'yookassa-api', opening: 'payments.create' },
      ...{ events: 'yookassa-webhook', event: 'payment.waiting_for_capture' },
    },
    place: (show, orderId) =>
      place(house, show, { ...guest(), ...(orderId ? { orderId, email: `${orderId}@example.com` } : {}) }),
    pay: (placed) => onPage(placed, 'pay'),
    async decline(placed) {
      await onPage(placed, 'decline');
    },
    afterDecline: 'the payment is over',
    // There is no call that ends a page: for an hour it still takes money aside.
    payLate: (placed) => onPage(placed, 'pay'),
    async payWrongSum({ orderId }) {
      await odd(orderId, { value: '899.99', currency: 'RUB' });
      return 'paid';
    },
    async payWrongCurrency(show) {
      const placed = await place(house, show, guest());
      await odd(placed.orderId, { value: '900.00', currency: 'EUR' });
      return { placed, result: 'paid' };
    },
    async forge(placed) {
      const body = notice(paymentOf(placed), placed.orderId);
      // Nothing is signed: the sender's network stands for it, and only the last hop says who that is.
      const strangers = ['203.0.113.7', '185.71.76.1, 203.0.113.7', '2001:db8::1', 'unknown'];
      return Promise.all(strangers.map((hop) => send(body, { 'x-forwarded-for': hop })));
    },
    future: {
      sentence: 'a notification ahead of the truth, or of a payment that is none, changes nothing: the object is asked for again',
      async try(placed) {
        const ahead = paymentOf(placed);
        assert.equal(await send(notice(ahead, placed.orderId), { 'x-forwarded-for': '185.71.76.5' }), 200);
        const none = randomUUID();
        assert.equal(await send(notice(none, placed.orderId), { 'x-forwarded-for': '2a02:5180::1' }), 200);
        await eventually(async () => (await noticeState(none)) === 'COMPLETED', 'it was looked into');
        assert.equal(await noticeState(ahead), 'RUNNING', 'it is asked for again for a while');
      },
    },
    async kept({ orderId }) {
      type Payment = {
        status: string;
        amount: { value: string };
        refunded_amount?: { value: string };
        metadata: { orderId?: string };
      };
      const { body } = await call<{ items: Payment[] }>(`${house.sandbox}/v3/payments?limit=100`, { headers });
      return body.items
        .filter(({ status, metadata }) => ['succeeded', 'waiting_for_capture'].includes(status) && metadata.orderId === orderId)
        .reduce((sum, { amount, refunded_amount: back }) => sum + (Number(amount.value) - Number(back?.value ?? 0)) * 100, 0);
    },
    provider: await providerOf(house, 'yookassa'),
    refundRefused: {
      sentence: 'the bank turns it down',
      async request(paymentId, payer) {
        await call(`${house.sandbox}/yookassa/refunds/next`, { body: { status: 'canceled' } });
        return { paymentId, amount: money(90_000, 'RUB'), idempotencyKey: `turned down:${paymentId}`, ...payer };
      },
    },
    payer: () => ({ receipt: { email: 'anna@example.com', title: 'The Seagull' } }),
  };
}
