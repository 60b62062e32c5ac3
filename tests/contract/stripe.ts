/** Stripe: a page that can be ended, events that are signed and dated. */
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { money } from '../../domain/money.ts';
import type { House } from '../support/house.ts';
import { call } from '../support/http.ts';
import { type Driver, onPage, type Placed, place, providerOf } from './driver.ts';

export async function stripeDriver(house: House): Promise<Driver> {
  const headers = { authorization: `Bearer ${house.stripeKey}` };
  const completed = ({ orderId }: Placed, change: object = {}) => ({
    ...{
      id: `cs_test_${randomUUID()}`,
      object: 'checkout.session',
      payment_status: 'paid',
      payment_intent: `pi_${randomUUID()}`,
    },
    ...{ amount_total: 90_000, currency: 'rub', metadata: { orderId }, ...change },
  });
  const tell = (object: object) =>
    call(`${house.sandbox}/stripe/events`, { body: { type: 'checkout.session.completed', object } });
  async function send(placed: Placed, secret: string, at = Math.floor(Date.now() / 1000)): Promise<number> {
    const body = {
      id: `evt_${randomUUID()}`,
      object: 'event',
      type: 'checkout.session.completed',
      data: { object: completed(placed) },
    };
    const signature = createHmac('sha256', secret)
      .update(`${at}.${JSON.stringify(body)}`)
      .digest('hex');
    const sent = { body, headers: { 'stripe-signature': `t=${at},v1=${signature}` } };
    return (await call(`${house.web}/webhooks/stripe/platform`, sent)).status;
  }
  const guest = () => ({ provider: 'stripe' as const, currency: 'RUB', email: `${randomUUID()}@example.com` });

  return {
    ...{ name: 'stripe', currency: 'RUB', price: 90_000 },
    faults: {
      ...{ api: 'stripe-api', opening: 'checkout.sessions.create' },
      ...{ events: 'stripe-webhook', event: 'checkout.session.completed' },
    },
    place: (show, orderId) =>
      place(house, show, { ...guest(), ...(orderId ? { orderId, email: `${orderId}@example.com` } : {}) }),
    pay: (placed) => onPage(placed, 'pay'),
    async decline(placed) {
      await onPage(placed, 'decline');
    },
    afterDecline: 'the same page takes another try',
    async payLate(placed) {
      // The page is closed with the hold; what comes later was paid before and told late.
      assert.equal(await onPage(placed, 'pay'), 'refused');
      await tell(completed(placed));
      return 'paid';
    },
    async payWrongSum(placed) {
      await tell(completed(placed, { amount_total: 89_999 }));
      return 'paid';
    },
    async payWrongCurrency(show) {
      const placed = await place(house, show, guest());
      await tell(completed(placed, { currency: 'eur' }));
      return { placed, result: 'paid' };
    },
    forge: async (placed) => [await send(placed, 'whsec_of_another'), await send(placed, '')],
    future: {
      sentence: 'an event signed for a moment that has not come yet is refused',
      async try(placed) {
        assert.equal(await send(placed, house.stripeSecret, Math.floor(Date.now() / 1000) + 320), 401);
      },
    },
    async kept({ orderId }) {
      type Charge = { paid: boolean; amount: number; amount_refunded: number; metadata: { orderId?: string } };
      const { body } = await call<{ data: Charge[] }>(`${house.sandbox}/v1/charges?limit=100`, { headers });
      return body.data
        .filter(({ paid, metadata }) => paid && metadata.orderId === orderId)
        .reduce((sum, charge) => sum + charge.amount - charge.amount_refunded, 0);
    },
    provider: await providerOf(house, 'stripe'),
    refundRefused: {
      sentence: 'more than was paid',
      request: async (paymentId) => ({ paymentId, amount: money(90_001, 'RUB'), idempotencyKey: `more:${paymentId}` }),
    },
    payer: () => ({}),
  };
}
