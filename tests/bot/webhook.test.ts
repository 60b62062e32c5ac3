/** Telegram's calls to us: only with the secret, only when they can be read, and acknowledged only when they were handled. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { errorHandler } from '../../api/errors.ts';
import { setWebhook, telegramWebhook } from '../../bot/webhook.ts';
import { Refusal } from '../../domain/errors.ts';
import { isFromTelegram } from '../../providers/messaging/telegram/webhook.ts';
import { type FakeBot, fakeBot, type Phone, startPhone, token, until } from './fakes.ts';

const secret = 'secret_of-the-house';
let failure: Error | undefined;
let phone: Phone;
let fake: FakeBot;
let server: Server;
let url: string;
const reported: unknown[] = [];
before(async () => {
  phone = await startPhone();
  fake = fakeBot(phone.url, { settle: async () => void (failure && (await Promise.reject(failure))) });
  const app = express();
  app.post(
    '/webhooks/telegram/:bot',
    ...telegramWebhook({ platform: { bot: fake.bot, isSecret: (header) => isFromTelegram(header, secret) } }),
  );
  app.use(errorHandler((error) => reported.push(error)));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/telegram`;
});
after(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await phone.close();
});

const call = (body: string | object, { bot = 'platform', header = secret as string | null, type = 'application/json' } = {}) =>
  fetch(`${url}/${bot}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(header === null ? {} : { 'x-telegram-bot-api-secret-token': header }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const from = { id: 2001, is_bot: false, first_name: 'Анна', language_code: 'ru' };
const message = { message_id: 1, date: 1_790_000_000, chat: { id: 2001, type: 'private', first_name: 'Анна' }, from };
const payment = {
  ...{ currency: 'XTR', total_amount: 450, invoice_payload: 'order:6fa1d3c8-5b1c-4d55-9c93-6b7f7a0d9f11' },
  ...{ telegram_payment_charge_id: 'stx1', provider_payment_charge_id: 'x' },
};
const money = { update_id: 7, message: { ...message, successful_payment: payment } };

describe("Telegram's webhook", () => {
  it('without the secret, or with a wrong one, is refused and nothing is handled', async () => {
    for (const header of [null, '', 'wrong', `${secret}x`, secret.toUpperCase()]) {
      const response = await call(money, { header });
      assert.equal(response.status, 401, String(header));
      assert.equal(((await response.json()) as { error: string }).error, 'SignatureRefused');
    }
    assert.deepEqual(fake.settled, []);
  });

  it('for a bot that is not ours is not there', async () => {
    for (const bot of ['another', 'constructor', '__proto__', '%2e%2e'])
      assert.ok([404, 405].includes((await call(money, { bot })).status), bot);
  });

  it('that cannot be read is refused', async () => {
    for (const body of ['{', '', 'null', '[]', '"x"', '{}', '{"update_id":"7"}', '{"update_id":1.5}'])
      assert.equal((await call(body)).status, 400, body);
    assert.equal((await call(money, { type: 'text/plain' })).status, 400);
    assert.equal((await call(JSON.stringify({ update_id: 1, text: 'x'.repeat(1024 * 1024) }))).status, 413);
    assert.deepEqual(fake.settled, []);
  });

  it('of a kind that we have not heard of is acknowledged', async () => {
    assert.equal((await call({ update_id: 8, something_new: { from } })).status, 200);
    assert.equal((await call({ update_id: 9 })).status, 200);
  });

  it('is acknowledged when it was handled', async () => {
    assert.equal((await call(money)).status, 200);
    assert.equal(fake.settled.length, 1);
    assert.equal(fake.settled[0]!.payment.paymentId, 'stx1');
  });

  it('whose handler fails is not acknowledged, so that it comes again', async () => {
    failure = new Error('Temporal is away');
    assert.equal((await call(money)).status, 500);
    failure = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    assert.equal((await call(money)).status, 503);
    failure = new Refusal('UnknownToUs');
    assert.equal((await call(money)).status, 409);
    failure = undefined;
    assert.equal(fake.settled.length, 1);
    assert.equal(reported.length, 2);
  });

  it('is asked for with our secret and every kind of update, and then works both ways', async () => {
    await setWebhook(fake.bot, `${url}/platform`, secret);
    const before = (await phone.heard(2001)).length;
    await phone.ask('POST', '/people/2001/messages', { text: '/help' });
    await until('help came', async () => (await phone.heard(2001)).length > before);
    const info = (await (await fetch(`${phone.url}/bot${token}/getWebhookInfo`)).json()) as {
      result: { allowed_updates: string[] };
    };
    for (const kind of ['message', 'callback_query', 'pre_checkout_query', 'chat_member'])
      assert.ok(info.result.allowed_updates.includes(kind), kind);
  });
});
