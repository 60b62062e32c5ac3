/** A sandbox with a state file comes back as it was, with what it still owes. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import sharp from 'sharp';
import { Telegram } from 'telegraf';
import { call, endpoint, get, open, post, seen, TOKEN, until } from './helpers.ts';
import { stripeFor, ticket } from './money.ts';

function stateFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'rampa-sandbox-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'state', 'sandbox.json');
}

test('people, messages, pictures, updates and money survive a restart', async (t) => {
  const file = stateFile(t);
  const before = await open(t, { stateFile: file });
  const { id } = (await post(before, '/people', { firstName: 'Олег', languageCode: 'ru' })).body;
  await post(before, `/people/${id}/messages`, { text: 'я здесь' });
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  await new Telegram(TOKEN, { apiRoot: before.url }).sendPhoto(id, { source: bytes });
  const session = await stripeFor(before).checkout.sessions.create(ticket(), { idempotencyKey: 'k' });
  await post(before, `/pay/${session.id}/pay`);
  await before.close();

  const after = await open(t, { stateFile: file });
  assert.equal((await get(after, `/people/${id}`)).body.firstName, 'Олег');
  const [said, shown] = await seen(after, id);
  assert.equal(said?.text, 'я здесь');
  assert.deepEqual(Buffer.from(await (await fetch(shown?.media?.url ?? '')).arrayBuffer()), bytes);
  assert.equal((await call(after, 'getUpdates')).result[0].message.text, 'я здесь');
  assert.equal((await stripeFor(after).checkout.sessions.retrieve(session.id)).payment_status, 'paid');
  assert.equal((await stripeFor(after).checkout.sessions.create(ticket(), { idempotencyKey: 'k' })).id, session.id);
});

test('an event that could not be delivered goes out after a restart', async (t) => {
  const file = stateFile(t);
  const hook = await endpoint(t);
  hook.answer = () => 503;
  const before = await open(t, { stateFile: file, webhookUrl: hook.url, retryGapsMs: [50] });
  const { id } = await stripeFor(before).checkout.sessions.create(ticket());
  await stripeFor(before).checkout.sessions.expire(id);
  await until('an attempt', () => hook.heard.length > 0);
  await before.close();
  const eventId = hook.heard[0]?.body.id;
  hook.answer = () => 200;
  hook.heard.length = 0;
  await open(t, { stateFile: file, webhookUrl: hook.url });
  assert.equal((await until('the delivery', () => hook.heard[0])).body.id, eventId);
});

test('a session whose time passed while the sandbox was away expires when it is back', async (t) => {
  const file = stateFile(t);
  const hook = await endpoint(t);
  const before = await open(t, { stateFile: file });
  const { id } = await stripeFor(before).checkout.sessions.create(ticket());
  await before.close();
  const saved = JSON.parse(readFileSync(file, 'utf8'));
  saved.stripe.sessions[id].expires_at = 1_700_000_000;
  writeFileSync(file, JSON.stringify(saved));

  const after = await open(t, { stateFile: file, webhookUrl: hook.url });
  assert.equal((await until('the event', () => hook.heard[0])).body.type, 'checkout.session.expired');
  assert.equal((await stripeFor(after).checkout.sessions.retrieve(id)).status, 'expired');
});

test('the process says when it is ready and ends cleanly when asked', async (t) => {
  const main = new URL('../../sandbox/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0', SANDBOX_STATE: stateFile(t) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = /http:\/\/[\w.:]+/.exec(line.toString())?.[0] ?? '';
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  assert.equal((await fetch(`${url}/`, { redirect: 'manual' })).headers.get('location'), '/phone');
  // A phone that listens must not keep the process from ending.
  const phone = await fetch(`${url}/people/2001/events`);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
  await phone.body?.cancel().catch(() => undefined);
});
