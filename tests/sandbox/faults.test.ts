/** Each way to misbehave, on each side that can. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Stripe from 'stripe';
import { Telegram } from 'telegraf';
import { ask, call, endpoint, get, open, post, seen, TOKEN, types, until } from './helpers.ts';
import { stripeFor, ticket } from './money.ts';

const texts = (updates: Array<{ message: { text: string } }>): string[] => updates.map(({ message }) => message.text);
const expireOne = async (stripe: Stripe): Promise<string> => {
  const { id } = await stripe.checkout.sessions.create(ticket());
  await stripe.checkout.sessions.expire(id);
  return id;
};

test('faults are listed, used up and called off', async (t) => {
  const sandbox = await open(t);
  const added = await post(sandbox, '/faults', {
    target: 'telegram-api',
    mode: 'error',
    times: 2,
    status: 502,
    method: 'sendMessage',
  });
  assert.equal(added.status, 201);
  assert.equal((await call(sandbox, 'getMe')).ok, true, 'another method is not touched');
  assert.equal((await call(sandbox, 'sendMessage', { chat_id: 1001, text: 'a' })).error_code, 502);
  assert.deepEqual(
    (await get(sandbox, '/faults')).body.map((fault: { times: number }) => fault.times),
    [1],
  );
  assert.equal((await ask(sandbox, 'DELETE', '/faults')).status, 204);
  assert.equal((await call(sandbox, 'sendMessage', { chat_id: 1001, text: 'a' })).ok, true);
  const wrong = await post(sandbox, '/faults', { target: 'moon', mode: 'error' });
  assert.equal(wrong.status, 400);
  assert.match(wrong.body.message, /target/);
});

test('Telegram: too many requests carries retry_after', async (t) => {
  const sandbox = await open(t);
  await post(sandbox, '/faults', { target: 'telegram-api', mode: 'error', status: 429, ms: 3000 });
  const answer = await call(sandbox, 'sendMessage', { chat_id: 1001, text: 'a' });
  assert.deepEqual([answer.error_code, answer.parameters], [429, { retry_after: 3 }]);
});

test('Telegram: a dropped answer hides that the message was sent', async (t) => {
  const sandbox = await open(t);
  await post(sandbox, '/faults', { target: 'telegram-api', mode: 'drop', method: 'sendMessage' });
  await assert.rejects(
    new Telegram(TOKEN, { apiRoot: sandbox.url }).sendMessage(1001, 'once'),
    (error: Error) => error.name === 'FetchError',
  );
  assert.deepEqual(
    (await seen(sandbox, 1001)).map(({ text }) => text),
    ['once'],
  );
});

test('Telegram: a delayed answer comes late, a duplicated request acts twice', async (t) => {
  const sandbox = await open(t);
  await post(sandbox, '/faults', { target: 'telegram-api', mode: 'delay', ms: 150, method: 'sendMessage' });
  const started = Date.now();
  await call(sandbox, 'sendMessage', { chat_id: 1001, text: 'late' });
  assert.ok(Date.now() - started >= 145);
  await post(sandbox, '/faults', { target: 'telegram-api', mode: 'duplicate', method: 'sendMessage' });
  await call(sandbox, 'sendMessage', { chat_id: 1001, text: 'twice' });
  assert.deepEqual(
    (await seen(sandbox, 1001)).map(({ text }) => text),
    ['late', 'twice', 'twice'],
  );
});

test('Telegram: a request held back is overtaken by the next', async (t) => {
  const sandbox = await open(t);
  await post(sandbox, '/faults', { target: 'telegram-api', mode: 'reorder', method: 'sendMessage' });
  const held = call(sandbox, 'sendMessage', { chat_id: 1001, text: 'first' });
  await until('it is held', async () => (await get(sandbox, '/faults')).body.length === 0);
  await call(sandbox, 'sendMessage', { chat_id: 1001, text: 'second' });
  await held;
  assert.deepEqual(
    (await seen(sandbox, 1001)).map(({ text }) => text),
    ['second', 'first'],
  );
});

test('Telegram: updates come twice, late, out of order or never', async (t) => {
  const sandbox = await open(t);
  const say = (text: string): Promise<unknown> => post(sandbox, '/people/2001/messages', { text });
  const order = (mode: string, ms = 0): Promise<unknown> =>
    post(sandbox, '/faults', { target: 'telegram-updates', mode, ms, method: 'message' });
  await order('duplicate');
  await say('twice');
  await order('drop');
  await say('never');
  await order('reorder');
  for (const text of ['after', 'before']) await say(text);
  const updates = (await call(sandbox, 'getUpdates')).result;
  assert.deepEqual(texts(updates), ['twice', 'twice', 'before', 'after']);
  assert.equal(updates[0].update_id, updates[1].update_id);

  await order('delay', 200);
  await say('late');
  await say('soon');
  const offset = updates.at(-1).update_id + 1;
  const first = (await call(sandbox, 'getUpdates', { offset, timeout: 10 })).result;
  assert.deepEqual(texts(first), ['soon']);
  const second = (await call(sandbox, 'getUpdates', { offset: first[0].update_id + 1, timeout: 10 })).result;
  assert.deepEqual(texts(second), ['late']);
});

test('Stripe: an error comes before, a cut connection after the effect, and the key finds it', async (t) => {
  const sandbox = await open(t);
  const stripe = stripeFor(sandbox);
  const create = (): Promise<Stripe.Checkout.Session> =>
    stripe.checkout.sessions.create(ticket(), { idempotencyKey: 'order:o1:checkout' });
  await post(sandbox, '/faults', { target: 'stripe-api', mode: 'error', status: 503 });
  await assert.rejects(create(), (error) => error instanceof Stripe.errors.StripeAPIError && error.statusCode === 503);
  assert.equal((await stripe.checkout.sessions.list()).data.length, 0);
  // Twice: the client tries a closed connection once again by itself.
  await post(sandbox, '/faults', { target: 'stripe-api', mode: 'drop', times: 2, method: 'checkout.sessions.create' });
  await assert.rejects(create(), (error) => error instanceof Stripe.errors.StripeConnectionError);
  const [made] = (await stripe.checkout.sessions.list()).data;
  assert.equal((await create()).id, made?.id);
  assert.equal((await stripe.checkout.sessions.list()).data.length, 1);
});

test('Stripe: events come twice, or are lost for good', async (t) => {
  const hook = await endpoint(t);
  const sandbox = await open(t, { webhookUrl: hook.url });
  const stripe = stripeFor(sandbox);
  await post(sandbox, '/faults', { target: 'stripe-webhook', mode: 'drop', method: 'checkout.session.expired' });
  const lost = await expireOne(stripe);
  await post(sandbox, '/faults', { target: 'stripe-webhook', mode: 'duplicate' });
  const twice = await expireOne(stripe);
  await until('two deliveries', () => hook.heard.length === 2);
  assert.deepEqual(
    hook.heard.map(({ body }) => body.data.object.id),
    [twice, twice],
  );
  assert.equal(hook.heard[0]?.body.id, hook.heard[1]?.body.id);
  const told = (await stripe.events.list({ type: 'checkout.session.expired' })).data.map(
    ({ data }) => (data.object as { id: string }).id,
  );
  assert.deepEqual(told, [twice, lost], 'the event list still has the lost one');
});

test('Stripe: events come late, out of order, or fail on the way and come again', async (t) => {
  const hook = await endpoint(t);
  const sandbox = await open(t, { webhookUrl: hook.url });
  const order = (mode: string, method: string): Promise<unknown> =>
    post(sandbox, '/faults', { target: 'stripe-webhook', mode, method, ms: 150 });
  const tell = (type: string): Promise<unknown> => post(sandbox, '/stripe/events', { type, object: { id: 'same' } });
  await order('delay', 'a.late');
  await tell('a.late');
  await tell('a.soon');
  await until('both', () => hook.heard.length === 2);
  assert.deepEqual(types(hook), ['a.soon', 'a.late']);
  await order('reorder', 'b.first');
  await tell('b.first');
  await tell('b.second');
  await until('both', () => hook.heard.length === 4);
  assert.deepEqual(types(hook).slice(2), ['b.second', 'b.first']);
  await order('error', 'c.hard');
  await tell('c.hard');
  await until('the second attempt', () => types(hook).includes('c.hard'));
});
