/** Refunds and idempotency through the real Stripe client. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import Stripe from 'stripe';
import { open, post } from './helpers.ts';
import { stripeFor, ticket } from './money.ts';

async function paid(t: TestContext): Promise<{ stripe: Stripe; intent: string; url: string }> {
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  const { id } = await stripe.checkout.sessions.create(ticket());
  await post(sandbox, `/pay/${id}/pay`);
  const { payment_intent } = await stripe.checkout.sessions.retrieve(id);
  return { stripe, intent: String(payment_intent), url: sandbox.url };
}

const coded = (code: string) => (error: unknown) =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === code;

test('refunds add up to what was paid and not further', async (t) => {
  const { stripe, intent } = await paid(t);
  const first = await stripe.refunds.create({
    payment_intent: intent,
    amount: 90_000,
    reason: 'requested_by_customer',
    metadata: { ticket: 't1' },
  });
  assert.deepEqual([first.status, first.amount, first.metadata], ['succeeded', 90_000, { ticket: 't1' }]);
  await assert.rejects(stripe.refunds.create({ payment_intent: intent, amount: 90_001 }), /greater than unrefunded amount/);
  const rest = await stripe.refunds.create({ payment_intent: intent });
  assert.equal(rest.amount, 90_000);
  await assert.rejects(stripe.refunds.create({ payment_intent: intent }), coded('charge_already_refunded'));
  const all = await stripe.refunds.list({ payment_intent: intent });
  assert.deepEqual(
    all.data.map(({ id }) => id),
    [rest.id, first.id],
  );
  assert.equal((await stripe.refunds.retrieve(first.id)).charge, first.charge);
  const charge = await stripe.charges.retrieve(String(first.charge));
  assert.deepEqual([charge.refunded, charge.amount_refunded], [true, 180_000]);
});

test('a refund that the bank returns can be made again', async (t) => {
  const { stripe, intent, url } = await paid(t);
  const { id } = await stripe.refunds.create({ payment_intent: intent });
  assert.equal((await post({ url }, `/stripe/refunds/${id}/fail`)).body.status, 'failed');
  assert.equal((await stripe.refunds.create({ payment_intent: intent })).amount, 180_000);
});

test('what was not paid cannot be refunded', async (t) => {
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  const { id } = await stripe.checkout.sessions.create(ticket());
  await post(sandbox, `/pay/${id}/decline`);
  const { payment_intent } = await stripe.checkout.sessions.retrieve(id);
  await assert.rejects(stripe.refunds.create({ payment_intent: String(payment_intent) }), /does not have a successful charge/);
  await assert.rejects(stripe.refunds.create({ payment_intent: 'pi_none' }), coded('resource_missing'));
});

test('one key makes one refund, however often it is asked', async (t) => {
  const { stripe, intent } = await paid(t);
  const ask = (amount: number): Promise<Stripe.Response<Stripe.Refund>> =>
    stripe.refunds.create({ payment_intent: intent, amount }, { idempotencyKey: 'order:o1:refund:1' });
  const first = await ask(1000);
  const second = await ask(1000);
  assert.equal(second.id, first.id);
  assert.equal(first.lastResponse.headers['idempotent-replayed'], undefined);
  assert.equal(second.lastResponse.headers['idempotent-replayed'], 'true');
  await assert.rejects(ask(2000), (error) => error instanceof Stripe.errors.StripeIdempotencyError && error.statusCode === 400);
  assert.equal((await stripe.refunds.list()).data.length, 1);
});

test('a refused request does not use its key up, a refused refund does', async (t) => {
  const { stripe, intent } = await paid(t);
  const key = { idempotencyKey: 'order:o2:checkout' };
  await assert.rejects(stripe.checkout.sessions.create(ticket({ line_items: [] }), key));
  assert.equal((await stripe.checkout.sessions.create(ticket(), key)).status, 'open');
  await stripe.refunds.create({ payment_intent: intent });
  const again = { idempotencyKey: 'order:o1:refund:2' };
  await assert.rejects(stripe.refunds.create({ payment_intent: intent }, again), coded('charge_already_refunded'));
  await assert.rejects(stripe.refunds.create({ payment_intent: intent }, again), coded('charge_already_refunded'));
});
