/** Checkout Sessions through the real Stripe client: made, paid, declined, expired. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Stripe from 'stripe';
import { get, open, post } from './helpers.ts';
import { stripeFor, ticket } from './money.ts';

const now = (): number => Math.floor(Date.now() / 1000);

test('a paid session has its intent, its charge and the way back', async (t) => {
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  const session = await stripe.checkout.sessions.create(
    ticket({ customer_email: 'anna@example.com', client_reference_id: 'o1' }),
  );
  assert.match(session.id, /^cs_test_/);
  assert.deepEqual(
    [session.status, session.payment_status, session.amount_total, session.payment_intent],
    ['open', 'unpaid', 180_000, null],
  );
  assert.equal(session.url, `${sandbox.url}/pay/${session.id}`);

  const { body } = await post(sandbox, `/pay/${session.id}/pay`);
  assert.deepEqual(body, { status: 'paid', redirect: `http://127.0.0.1/thanks?session=${session.id}` });
  const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge', 'line_items'] });
  const intent = paid.payment_intent as Stripe.PaymentIntent;
  const charge = intent.latest_charge as Stripe.Charge;
  assert.deepEqual([paid.status, paid.payment_status, paid.url], ['complete', 'paid', null]);
  assert.deepEqual([intent.status, intent.amount_received, intent.metadata], ['succeeded', 180_000, { orderId: 'o1' }]);
  assert.deepEqual([charge.status, charge.amount, charge.billing_details.email], ['succeeded', 180_000, 'anna@example.com']);
  assert.deepEqual(
    paid.line_items?.data.map((line) => [line.description, line.quantity]),
    [['«Чайка», партер', 2]],
  );
  assert.deepEqual(
    (await stripe.checkout.sessions.list({ payment_intent: intent.id })).data.map(({ id }) => id),
    [session.id],
  );
  assert.equal((await stripe.balance.retrieve()).available[0]?.amount, 180_000);
});

test('the page says in how many minutes it closes: no clock on it is anybody’s but the house’s', async (t) => {
  const sandbox = await open(t);
  const { id } = await stripeFor(sandbox).checkout.sessions.create(ticket({ expires_at: now() + 40 * 60 }));
  const clock = /\d{1,2}:\d\d/;
  for (const [language, words] of [
    ['ru', /Страница закроется <time[^>]+>через \d+ минут/],
    ['en', /This page closes <time[^>]+>in \d+ minutes/],
  ] as const) {
    const page = await (
      await fetch(`${sandbox.url}/pay/${id}`, { headers: { accept: 'text/html', 'accept-language': language } })
    ).text();
    const [line = ''] = /<p class="until">.*<\/p>/.exec(page) ?? [];
    assert.match(line, words);
    assert.doesNotMatch(line.replace(/datetime="[^"]+"/, ''), clock);
  }
  assert.match('21.11.2026, 17:30', clock, 'control: a clock would be seen');
});

test('a session is paid once: the second time nothing is charged and the person is told', async (t) => {
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  const { id } = await stripe.checkout.sessions.create(ticket());
  const [one, two] = await Promise.all([post(sandbox, `/pay/${id}/pay`), post(sandbox, `/pay/${id}/pay`)]);
  assert.deepEqual([one.status, two.status].sort(), [200, 409]);
  assert.equal((await stripe.paymentIntents.list()).data.length, 1);
  const page = await fetch(`${sandbox.url}/pay/${id}`, { headers: { accept: 'text/html', 'accept-language': 'ru' } });
  assert.equal(page.status, 410);
  assert.match(await page.text(), /Уже оплачено/);
});

test('a declined card leaves the session open for another try', async (t) => {
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  const { id } = await stripe.checkout.sessions.create(ticket());
  assert.equal((await post(sandbox, `/pay/${id}/decline`)).body.status, 'declined');
  const declined = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
  const intent = declined.payment_intent as Stripe.PaymentIntent;
  assert.deepEqual(
    [declined.status, intent.status, intent.last_payment_error?.code],
    ['open', 'requires_payment_method', 'card_declined'],
  );
  assert.equal((await post(sandbox, `/pay/${id}/pay`)).body.status, 'paid');
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'succeeded');
});

test('a browser’s form is led back by 303 when it paid, and stays when it was refused', async (t) => {
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  const form = { method: 'POST', redirect: 'manual', headers: { accept: 'text/html' }, body: new URLSearchParams() } as const;
  const { id } = await stripe.checkout.sessions.create(ticket());
  const declined = await fetch(`${sandbox.url}/pay/${id}/decline`, form);
  assert.deepEqual([declined.status, declined.headers.get('location')], [303, `/pay/${id}?declined`]);
  assert.match(await (await fetch(`${sandbox.url}/pay/${id}?declined`)).text(), /role="alert"/);
  const paid = await fetch(`${sandbox.url}/pay/${id}/pay`, form);
  assert.deepEqual([paid.status, paid.headers.get('location')], [303, `http://127.0.0.1/thanks?session=${id}`]);
});

test('the payment page names the thing and its price in the session’s language', async (t) => {
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  const { url } = await stripe.checkout.sessions.create(
    ticket({
      locale: 'en',
      line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 1250, product_data: { name: '<b>Box</b>' } } }],
    }),
  );
  const html = await (await fetch(url ?? '')).text();
  assert.match(html, /€12\.50/);
  assert.match(html, /&#60;b&#62;Box/);
  assert.match(html, /4242 4242 4242 4242/);
});

test('only an open session expires, and an expired one takes no money', async (t) => {
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  const { id } = await stripe.checkout.sessions.create(ticket());
  assert.equal((await stripe.checkout.sessions.expire(id)).status, 'expired');
  await assert.rejects(stripe.checkout.sessions.expire(id), /Only Checkout Sessions with a status in \["open"\] can be expired/);
  const refused = await post(sandbox, `/pay/${id}/pay`);
  assert.deepEqual([refused.status, refused.body.reason], [409, 'expired']);
});

test('the time a session may stay open is bounded', async (t) => {
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  await assert.rejects(stripe.checkout.sessions.create(ticket({ expires_at: now() + 60 })), /at least 30 minutes/);
  await assert.rejects(stripe.checkout.sessions.create(ticket({ expires_at: now() + 25 * 3600 })), /less than 24 hours/);
  assert.equal((await stripe.checkout.sessions.create(ticket({ expires_at: now() + 31 * 60 }))).status, 'open');
});

test('wrong keys and wrong parameters are refused in Stripe’s shape', async (t) => {
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  await assert.rejects(
    stripeFor(sandbox, 'sk_test_wrong').balance.retrieve(),
    (error) => error instanceof Stripe.errors.StripeAuthenticationError && /Invalid API Key/.test(error.message),
  );
  await assert.rejects(
    stripe.checkout.sessions.retrieve('cs_test_none'),
    (error) =>
      error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing' && error.statusCode === 404,
  );
  await assert.rejects(
    stripe.checkout.sessions.create({ ...ticket(), colour: 'red' } as Stripe.Checkout.SessionCreateParams),
    (error) => error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'parameter_unknown',
  );
  await assert.rejects(stripe.checkout.sessions.create(ticket({ line_items: [] })), /Missing required param: line_items/);
  const basic = await fetch(`${sandbox.url}/v1/balance`, {
    headers: { authorization: `Basic ${Buffer.from('sk_test_rampa:').toString('base64')}` },
  });
  assert.equal(basic.status, 200);
  assert.equal((await get(sandbox, '/v1/balance')).body.error.type, 'invalid_request_error');
});
