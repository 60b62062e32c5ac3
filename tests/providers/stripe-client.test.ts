/** Our Stripe client against Stripe's protocol: one page a key, closing finds money, a refund happens once. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { money } from '../../domain/money.ts';
import { type OpenRequest, type PaymentProvider, PaymentRejected } from '../../providers/payments/port.ts';
import { stripeProvider } from '../../providers/payments/stripe/client.ts';
import { nobodysAddress, type Partners, secretKey, startPartners } from './sandbox.ts';

let partners: Partners;
let stripe: PaymentProvider;
before(async () => {
  partners = await startPartners();
  stripe = stripeProvider({ secretKey, apiUrl: partners.url });
});
afterEach(() => partners.ask('DELETE', '/faults'));
after(() => partners.close());

const minutes = 60_000;
function request(changes: Partial<OpenRequest> = {}): OpenRequest {
  const orderId = changes.orderId ?? randomUUID();
  return {
    ...{ orderId, idempotencyKey: `${orderId}:checkout`, total: money(90_000, 'RUB'), surface: 'web', language: 'ru' },
    ...{
      title: 'Чайка',
      description: 'сб, 28 ноября · билетов: 1',
      orderedAt: new Date(),
      holdEndsAt: new Date(Date.now() + 15 * minutes),
    },
    returnUrls: { paid: `http://localhost:3000/orders/${orderId}?paid=1`, back: `http://localhost:3000/orders/${orderId}` },
    ...changes,
  };
}
const sessions = async () => (await partners.stripe<{ data: unknown[] }>('/checkout/sessions?limit=100')).data.length;
const sessionOf = (id: string) =>
  partners.stripe<Record<string, unknown> & { metadata: object; expires_at: number }>(`/checkout/sessions/${id}`);
const pay = (url: string, method = 'card') => partners.ask('POST', `${new URL(url).pathname}/pay`, { method });
const paid = async () => {
  const { sessionId, url } = await stripe.open(request());
  await pay(url);
  const found = (await stripe.close(sessionId)).paid;
  assert.ok(found);
  return found;
};
/** Done, but not heard of; the library itself asks a second time when a connection was cut. */
const lost = (method: string) => ({ target: 'stripe-api', mode: 'drop', times: 2, method });
const notFinal = (error: unknown) => error instanceof Error && !(error instanceof PaymentRejected);

describe('opening a payment page', () => {
  it('carries the order, its sum and its language', async () => {
    const asked = request({ total: money(1250, 'EUR'), email: 'anna@example.com', language: 'en' });
    const { sessionId, url } = await stripe.open(asked);
    const session = await sessionOf(sessionId);
    assert.equal(session['url'], url);
    assert.deepEqual(
      {
        ...session.metadata,
        amount: session['amount_total'],
        currency: session['currency'],
        locale: session['locale'],
        email: session['customer_email'],
      },
      { orderId: asked.orderId, amount: 1250, currency: 'eur', locale: 'en', email: 'anna@example.com' },
    );
    // Shorter than half an hour is refused by Stripe; the hold closes it by hand.
    const left = session.expires_at * 1000 - asked.orderedAt.getTime();
    assert.ok(left >= 30 * minutes && left <= 36 * minutes, `${left} ms`);
  });

  it('twice with the same key opens one', async () => {
    const asked = request();
    const before = await sessions();
    const [one, other] = await Promise.all([stripe.open(asked), stripe.open(asked)]);
    assert.deepEqual(await stripe.open(asked), one);
    assert.deepEqual(other, one);
    assert.equal(await sessions(), before + 1);
  });

  it('once more after the answer was lost finds the same page', async () => {
    const asked = request();
    const before = await sessions();
    await partners.fault(lost('checkout.sessions.create'));
    await assert.rejects(stripe.open(asked), notFinal);
    assert.equal(await sessions(), before + 1, 'Stripe has it, we did not hear');
    await stripe.open(asked);
    assert.equal(await sessions(), before + 1);
  });

  it('that Stripe understands and refuses is final', async () => {
    await assert.rejects(stripe.open(request({ email: 'no address' })), PaymentRejected);
    await assert.rejects(stripe.open(request({ total: money(0, 'RUB'), title: '' })), PaymentRejected);
  });

  it('that fails for any other reason may be tried again', async () => {
    for (const status of [500, 503, 429]) {
      await partners.fault({ target: 'stripe-api', mode: 'error', status });
      await assert.rejects(stripe.open(request()), notFinal, String(status));
    }
    await assert.rejects(stripeProvider({ secretKey, apiUrl: await nobodysAddress() }).open(request()), notFinal);
    await assert.rejects(stripeProvider({ secretKey: 'sk_test_wrong', apiUrl: partners.url }).open(request()), notFinal);
  });

  it('says nothing of the key when it fails', async () => {
    const address = await nobodysAddress();
    await assert.rejects(
      stripeProvider({ secretKey, apiUrl: address }).open(request()),
      (error: Error) => !String(error.stack).includes(secretKey),
    );
  });
});

describe('keys', () => {
  const takes = (key: string, apiUrl = partners.url) => stripeProvider({ secretKey: key, apiUrl }).takesKeys!();

  it('that Stripe knows are told from those that it does not', async () => {
    const before = await sessions();
    assert.deepEqual([await takes(secretKey), await takes('sk_test_wrong')], [true, false]);
    assert.equal(await takes(secretKey.replace('s', 'ѕ')), false, 'a letter of another alphabet');
    assert.equal(await sessions(), before);
  });

  it('that may not read the account are known all the same', async () => {
    await partners.fault({ target: 'stripe-api', mode: 'error', status: 403, method: 'accounts.retrieveCurrent' });
    assert.equal(await takes(secretKey), true);
  });

  it('are neither right nor wrong while Stripe is away', async () => {
    for (const status of [500, 503, 429]) {
      await partners.fault({ target: 'stripe-api', mode: 'error', status, method: 'accounts.retrieveCurrent' });
      await assert.rejects(takes('sk_test_wrong'), notFinal, String(status));
    }
    await assert.rejects(takes(secretKey, await nobodysAddress()), notFinal);
  });
});

describe('closing a payment page', () => {
  it('ends it: nobody can pay afterwards, and closing again is no error', async () => {
    const { sessionId, url } = await stripe.open(request());
    assert.deepEqual(await stripe.close(sessionId), {});
    assert.equal((await sessionOf(sessionId))['status'], 'expired');
    assert.deepEqual(await stripe.close(sessionId), {});
    await assert.rejects(pay(url), /409/);
  });

  it('that is paid already finds the money', async () => {
    const { sessionId, url } = await stripe.open(request());
    await pay(url);
    const session = await sessionOf(sessionId);
    const found = { paid: { paymentId: session['payment_intent'], amount: 90_000, currency: 'RUB' } };
    assert.deepEqual(await stripe.close(sessionId), found);
    assert.deepEqual(await stripe.close(sessionId), found);
  });

  it('that waits for a slow method finds no money yet', async () => {
    const { sessionId, url } = await stripe.open(request());
    await pay(url, 'async-fails');
    assert.deepEqual(await stripe.close(sessionId), {});
  });

  it('that Stripe does not know is refused for good', async () => {
    await assert.rejects(stripe.close('cs_test_unknown'), PaymentRejected);
  });

  it('while Stripe is away may be tried again', async () => {
    const { sessionId } = await stripe.open(request());
    for (const method of ['checkout.sessions.retrieve', 'checkout.sessions.expire']) {
      await partners.fault({ target: 'stripe-api', mode: 'error', status: 500, method });
      await assert.rejects(stripe.close(sessionId), notFinal, method);
    }
    assert.deepEqual(await stripe.close(sessionId), {});
  });
});

describe('a refund', () => {
  const refunds = async (paymentId: string) =>
    (await partners.stripe<{ data: Array<{ amount: number }> }>(`/refunds?payment_intent=${paymentId}`)).data.map(
      ({ amount }) => amount,
    );

  it('twice with the same key is one, also when its answer was lost', async () => {
    const { paymentId, amount } = await paid();
    const asked = { paymentId, amount: money(amount, 'RUB'), idempotencyKey: `refund:${paymentId}` };
    await partners.fault(lost('refunds.create'));
    await assert.rejects(stripe.refund(asked), notFinal);
    const one = await stripe.refund(asked);
    assert.deepEqual(await stripe.refund(asked), one);
    assert.match(one.refundId, /^re_/);
    assert.deepEqual(await refunds(paymentId), [90_000]);
  });

  it('of a part leaves the rest', async () => {
    const { paymentId } = await paid();
    await stripe.refund({ paymentId, amount: money(45_000, 'RUB'), idempotencyKey: 'one half' });
    await stripe.refund({ paymentId, amount: money(45_000, 'RUB'), idempotencyKey: 'other half' });
    assert.deepEqual(await refunds(paymentId), [45_000, 45_000]);
  });

  it('of more than was paid, or of money nobody knows, is refused for good', async () => {
    const { paymentId } = await paid();
    const more = { paymentId, amount: money(90_001, 'RUB'), idempotencyKey: `more:${paymentId}` };
    await assert.rejects(stripe.refund(more), PaymentRejected);
    await assert.rejects(stripe.refund({ ...more, paymentId: 'pi_unknown', idempotencyKey: 'unknown' }), PaymentRejected);
    assert.deepEqual(await refunds(paymentId), []);
  });
});
