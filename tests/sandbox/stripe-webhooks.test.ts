/** Stripe's events: signed, retried, and the odd ones that testers order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Stripe from 'stripe';
import { endpoint, get, open, post, types, until, WEBHOOK_SECRET } from './helpers.ts';
import { stripeFor, ticket } from './money.ts';

test('a payment is told in signed events that the real client accepts', async (t) => {
  const hook = await endpoint(t);
  const sandbox = await open(t, { webhookUrl: hook.url });
  const { id } = await stripeFor(sandbox).checkout.sessions.create(ticket());
  await post(sandbox, `/pay/${id}/pay`);
  await until('three events', () => hook.heard.length === 3);
  assert.deepEqual(types(hook), ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed']);
  const text = hook.heard[2]?.text ?? '';
  const header = String(hook.heard[2]?.headers['stripe-signature']);
  const event = Stripe.webhooks.constructEvent(text, header, WEBHOOK_SECRET);
  assert.equal(event.type, 'checkout.session.completed');
  const session = event.data.object as Stripe.Checkout.Session;
  assert.deepEqual([session.id, session.payment_status, session.metadata], [id, 'paid', { orderId: 'o1' }]);
  assert.throws(() => Stripe.webhooks.constructEvent(text.replace('180000', '100'), header, WEBHOOK_SECRET));
  assert.equal((await stripeFor(sandbox).events.retrieve(event.id)).id, event.id);
});

test('an endpoint that answers badly gets the same event again until it takes it', async (t) => {
  const hook = await endpoint(t);
  const sandbox = await open(t, { webhookUrl: hook.url });
  let refusals = 3;
  hook.answer = ({ body }) => (body.type === 'checkout.session.expired' && refusals-- > 0 ? 409 : 200);
  const stripe = stripeFor(sandbox);
  const { id } = await stripe.checkout.sessions.create(ticket());
  await stripe.checkout.sessions.expire(id);
  await until('four attempts', () => hook.heard.length === 4);
  assert.equal(new Set(hook.heard.map(({ body }) => body.id)).size, 1);
  await until('nothing left', async () => (await get(sandbox, '/stripe/deliveries')).body.length === 0);
});

test('an asynchronous payment completes unpaid and succeeds later', async (t) => {
  const hook = await endpoint(t);
  const sandbox = await open(t, { webhookUrl: hook.url });
  const { id } = await stripeFor(sandbox).checkout.sessions.create(ticket());
  assert.equal((await post(sandbox, `/pay/${id}/pay`, { method: 'async' })).body.status, 'processing');
  await until('the end', () => types(hook).includes('checkout.session.async_payment_succeeded'));
  const statuses = hook.heard
    .filter(({ body }) => body.type.startsWith('checkout'))
    .map(({ body }) => [body.type, body.data.object.payment_status]);
  assert.deepEqual(statuses, [
    ['checkout.session.completed', 'unpaid'],
    ['checkout.session.async_payment_succeeded', 'paid'],
  ]);
});

test('a session that nobody pays in time expires by itself and says so', async (t) => {
  const hook = await endpoint(t);
  const sandbox = await open(t, { webhookUrl: hook.url });
  const { id } = await stripeFor(sandbox).checkout.sessions.create(ticket());
  assert.equal((await post(sandbox, `/stripe/sessions/${id}/lapse`)).body.status, 'expired');
  await until('the event', () => types(hook).includes('checkout.session.expired'));
});

test('a refund is told in three events', async (t) => {
  const hook = await endpoint(t);
  const sandbox = await open(t, { webhookUrl: hook.url });
  const stripe = stripeFor(sandbox);
  const { id } = await stripe.checkout.sessions.create(ticket());
  await post(sandbox, `/pay/${id}/pay`);
  const { payment_intent } = await stripe.checkout.sessions.retrieve(id);
  await stripe.refunds.create({ payment_intent: String(payment_intent), amount: 500 });
  await until('the refund', () => types(hook).includes('refund.updated'));
  assert.deepEqual(types(hook).slice(3), ['refund.created', 'charge.refunded', 'refund.updated']);
});

test('money that comes twice and events that nobody expected can be ordered', async (t) => {
  const hook = await endpoint(t);
  const sandbox = await open(t, { webhookUrl: hook.url });
  const stripe = stripeFor(sandbox);
  const { id } = await stripe.checkout.sessions.create(ticket());
  await post(sandbox, `/pay/${id}/pay`);
  await post(sandbox, `/stripe/sessions/${id}/pay-again`);
  const completed = await until('both', () => {
    const found = hook.heard.filter(({ body }) => body.type === 'checkout.session.completed').map(({ body }) => body.data.object);
    return found.length === 2 && found;
  });
  assert.deepEqual(
    completed.map((session) => session.id),
    [id, id],
  );
  assert.equal(new Set(completed.map((session) => session.payment_intent)).size, 2);
  assert.equal((await stripe.paymentIntents.list()).data.length, 2);

  await post(sandbox, '/stripe/events', { type: 'charge.dispute.created', object: { id: 'dp_1', object: 'dispute' } });
  const odd = await until('the odd one', () => hook.heard.find(({ body }) => body.type === 'charge.dispute.created'));
  assert.equal(
    Stripe.webhooks.constructEvent(odd.text, String(odd.headers['stripe-signature']), WEBHOOK_SECRET).data.object.object,
    'dispute',
  );
});

test('a registered endpoint has its own secret and hears only what it asked for', async (t) => {
  const hook = await endpoint(t);
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  const registered = await stripe.webhookEndpoints.create({ url: hook.url, enabled_events: ['checkout.session.completed'] });
  const { id } = await stripe.checkout.sessions.create(ticket());
  await post(sandbox, `/pay/${id}/pay`);
  await until('the event', () => hook.heard.length === 1);
  const [heard] = hook.heard;
  assert.equal(
    Stripe.webhooks.constructEvent(heard?.text ?? '', String(heard?.headers['stripe-signature']), registered.secret ?? '').type,
    'checkout.session.completed',
  );
  assert.equal((await stripe.webhookEndpoints.del(registered.id)).deleted, true);
});
