/** How a bot is told what happened: long polling and webhooks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, endpoint, type Json, open, post, until } from './helpers.ts';

test('an update comes again until its number is acknowledged', async (t) => {
  const sandbox = await open(t);
  for (const text of ['one', 'two']) await post(sandbox, '/people/2001/messages', { text });
  const first = (await call(sandbox, 'getUpdates')).result;
  assert.deepEqual(
    first.map((update: Json) => update.message.text),
    ['one', 'two'],
  );
  assert.deepEqual((await call(sandbox, 'getUpdates')).result, first);
  const rest = (await call(sandbox, 'getUpdates', { offset: first[0].update_id + 1 })).result;
  assert.deepEqual(rest, [first[1]]);
  assert.deepEqual((await call(sandbox, 'getUpdates', { offset: first[1].update_id + 1 })).result, []);
});

test('a long poll answers as soon as something happens', async (t) => {
  const sandbox = await open(t);
  const poll = call(sandbox, 'getUpdates', { timeout: 30 });
  await post(sandbox, '/people/2001/messages', { text: 'a' });
  assert.equal((await poll).result[0].message.text, 'a');
});

test('a second poll ends the first with a conflict', async (t) => {
  const sandbox = await open(t);
  const first = call(sandbox, 'getUpdates', { timeout: 30 });
  await until('the conflict', async () => {
    await call(sandbox, 'getUpdates', { timeout: 0 });
    return Promise.race([first, new Promise<undefined>((resolve) => setTimeout(resolve, 20, undefined))]);
  });
  assert.match((await first).description, /^Conflict: terminated by other getUpdates/);
});

test('limit cuts a batch, and kinds nobody asked for do not come', async (t) => {
  const sandbox = await open(t);
  await call(sandbox, 'getUpdates', { allowed_updates: ['callback_query'] });
  await post(sandbox, '/people/2001/messages', { text: 'unheard' });
  await call(sandbox, 'getUpdates', { allowed_updates: ['message'] });
  for (const text of ['a', 'b', 'c']) await post(sandbox, '/people/2001/messages', { text });
  const batch = (await call(sandbox, 'getUpdates', { limit: 2 })).result;
  assert.deepEqual(
    batch.map((update: Json) => update.message.text),
    ['a', 'b'],
  );
});

test('a webhook gets its secret with each update, and a refusal is tried again in order', async (t) => {
  const sandbox = await open(t);
  const hook = await endpoint(t);
  let refusals = 2;
  hook.answer = () => (refusals-- > 0 ? 503 : 200);
  await call(sandbox, 'setWebhook', { url: hook.url, secret_token: 'quiet-please' });
  assert.equal((await call(sandbox, 'getUpdates')).error_code, 409);
  for (const text of ['one', 'two']) await post(sandbox, '/people/2001/messages', { text });
  await until('both', () => hook.heard.length === 4);
  assert.deepEqual(
    hook.heard.map(({ body }) => body.message.text),
    ['one', 'one', 'one', 'two'],
  );
  assert.ok(hook.heard.every(({ headers }) => headers['x-telegram-bot-api-secret-token'] === 'quiet-please'));
  await until('nothing pending', async () => (await call(sandbox, 'getWebhookInfo')).result.pending_update_count === 0);
  assert.match((await call(sandbox, 'getWebhookInfo')).result.last_error_message, /503/);
});

test('what a webhook could not take is there for polling once the webhook is gone', async (t) => {
  const sandbox = await open(t, { retryGapsMs: [60_000] });
  const hook = await endpoint(t);
  hook.answer = () => 500;
  await call(sandbox, 'setWebhook', { url: hook.url });
  await post(sandbox, '/people/2001/messages', { text: 'kept' });
  await until('the attempt', () => hook.heard.length === 1);
  await call(sandbox, 'deleteWebhook');
  const kept = await until('the update', async () => (await call(sandbox, 'getUpdates')).result[0]);
  assert.equal((kept as Json).message.text, 'kept');
});
