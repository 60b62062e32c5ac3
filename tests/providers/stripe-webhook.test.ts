/** Stripe's events: only what Stripe signed just now is read, and only money that arrived counts. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import type Stripe from 'stripe';
import { moneyOf, verifyStripe } from '../../providers/payments/stripe/webhook.ts';

const secret = 'whsec_of_this_house';
const now = Date.UTC(2026, 10, 21, 12, 0, 0);
const seconds = Math.floor(now / 1000);
const body = Buffer.from(
  JSON.stringify({ id: 'evt_1', object: 'event', type: 'checkout.session.completed', data: { object: {} } }),
);

const mac = (payload: Buffer, at: number | string, key = secret) =>
  createHmac('sha256', key).update(`${at}.`).update(payload).digest('hex');
const header = (payload = body, at = seconds, key = secret) => `t=${at},v1=${mac(payload, at, key)}`;
const verified = (payload: Buffer, signature: string | undefined) => verifyStripe(payload, signature, secret, now);

describe("Stripe's signature", () => {
  it('lets its own event through', () => {
    assert.equal(verified(body, header())?.id, 'evt_1');
  });

  it('made with another secret is refused', () => {
    assert.equal(verified(body, header(body, seconds, 'whsec_of_another')), undefined);
    assert.equal(verified(body, header(body, seconds, '')), undefined);
  });

  it('holds for five minutes back and five minutes ahead, and no second longer', () => {
    for (const [age, good] of [
      [0, true],
      [299, true],
      [300, true],
      [301, false],
      [86_400, false],
    ] as const) {
      assert.equal(verified(body, header(body, seconds - age)) !== undefined, good, `${age} s old`);
      assert.equal(verified(body, header(body, seconds + age)) !== undefined, good, `${age} s ahead`);
    }
  });

  it('covers every byte', () => {
    for (let at = 0; at < body.length; at += 1) {
      const changed = Buffer.from(body);
      changed[at]! ^= 1;
      assert.equal(verified(changed, header()), undefined, `byte ${at}`);
    }
    assert.equal(verified(Buffer.concat([body, Buffer.from(' ')]), header()), undefined);
    assert.equal(verified(body.subarray(0, -1), header()), undefined);
  });

  it('is needed', () => {
    const good = mac(body, seconds);
    for (const wrong of [
      undefined,
      '',
      't=',
      `t=${seconds}`,
      `v1=${good}`,
      `t=${seconds},v0=${good}`,
      `t=${seconds},v1=`,
      `t=now,v1=${good}`,
    ])
      assert.equal(verified(body, wrong), undefined, wrong);
  });

  it('may stand among others: while a secret is being rolled there are two', () => {
    const [good, old] = [mac(body, seconds), mac(body, seconds, 'whsec_old')];
    assert.ok(verified(body, `t=${seconds},v1=${old},v1=${good}`));
    assert.ok(verified(body, `t=${seconds},v1=${good},v1=${old},v0=${old}`));
    assert.equal(verified(body, `t=${seconds},v1=${old},v1=${'0'.repeat(64)}`), undefined);
  });

  it('is bound to its time: another, fresher one beside it does not help', () => {
    const stale = seconds - 301;
    for (const wrong of [
      `t=${seconds},v1=${mac(body, stale)}`,
      `t=${stale},t=${seconds},v1=${mac(body, stale)}`,
      `t=${seconds},t=${stale},v1=${mac(body, stale)}`,
      `t=${stale},v1=${mac(body, stale)},t=${seconds}`,
    ])
      assert.equal(verified(body, wrong), undefined, wrong);
    const future = seconds + 301;
    for (const wrong of [
      `t=${future},v1=${mac(body, future)}`,
      `t=${seconds},t=${future},v1=${mac(body, future)}`,
      `t=${future},v1=${mac(body, future)},t=x`,
    ])
      assert.equal(verified(body, wrong), undefined, wrong);
  });

  it('over something that is no event breaks nothing', () => {
    const hostile = ['', 'null', '[]', '"x"', '{', '{"id":', '\u0000', '{"__proto__":{"polluted":1}}', `${'['.repeat(20_000)}`];
    for (const text of hostile) {
      const payload = Buffer.from(text);
      const event = verified(payload, header(payload));
      assert.ok(!event || moneyOf(event) === undefined, text.slice(0, 40));
    }
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });
});

const session = {
  id: 'cs_1',
  object: 'checkout.session',
  payment_status: 'paid',
  payment_intent: 'pi_1',
  amount_total: 90_000,
  currency: 'rub',
  metadata: { orderId: '6fa1d3c8-5b1c-4d55-9c93-6b7f7a0d9f11' },
};
const event = (type: string, object: object = session) => ({ id: 'evt', type, data: { object } }) as unknown as Stripe.Event;
const money = { sessionId: 'cs_1', paymentId: 'pi_1', amount: 90_000, currency: 'RUB' };

describe('money in an event', () => {
  it('is there when a session was completed and paid', () => {
    assert.deepEqual(moneyOf(event('checkout.session.completed')), { ...money, orderId: session.metadata.orderId });
  });

  it('is not there yet when a completed session waits for a slow method', () => {
    assert.equal(moneyOf(event('checkout.session.completed', { ...session, payment_status: 'unpaid' })), undefined);
  });

  it('is there when the slow method succeeded', () => {
    assert.deepEqual(moneyOf(event('checkout.session.async_payment_succeeded')), { ...money, orderId: session.metadata.orderId });
  });

  it('is found by its session when it says no order', () => {
    for (const metadata of [{}, null, undefined, { orderId: '' }])
      assert.deepEqual(moneyOf(event('checkout.session.completed', { ...session, metadata })), money);
  });

  it('is known by its intent, expanded or not', () => {
    assert.equal(moneyOf(event('checkout.session.completed', { ...session, payment_intent: { id: 'pi_2' } }))?.paymentId, 'pi_2');
  });

  it('is not there without an intent, a sum or a currency', () => {
    for (const missing of [
      { payment_intent: null },
      { amount_total: null },
      { currency: null },
      { payment_status: 'no_payment_required' },
    ])
      assert.equal(moneyOf(event('checkout.session.completed', { ...session, ...missing })), undefined, JSON.stringify(missing));
  });

  it('is not in events that tell of something else', () => {
    for (const type of [
      'checkout.session.expired',
      'checkout.session.async_payment_failed',
      'payment_intent.succeeded',
      'charge.succeeded',
      'charge.refunded',
      'refund.failed',
      'unheard.of',
    ])
      assert.equal(moneyOf(event(type)), undefined, type);
  });
});
