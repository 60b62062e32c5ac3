/** Paying in Stars: the bot is asked, the money moves once, and comes back once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Telegraf } from 'telegraf';
import { launch } from './bots.ts';
import { call, get, type Json, open, post, seen, until } from './helpers.ts';

const invoice = {
  title: 'Ложа',
  description: 'Чайка',
  payload: 'o1',
  currency: 'XTR',
  provider_token: '',
  prices: [{ label: 'Ложа', amount: 750 }],
};
const stars = async (sandbox: { url: string }, id = 1001): Promise<number> => (await get(sandbox, `/people/${id}`)).body.stars;

test('an accepted pre-checkout moves the Stars and tells the bot of the payment', async (t) => {
  const sandbox = await open(t);
  const paid: Json[] = [];
  launch(sandbox, (bot: Telegraf) => {
    bot.on('pre_checkout_query', (context) => context.answerPreCheckoutQuery(context.preCheckoutQuery.invoice_payload === 'o1'));
    bot.on(
      'message',
      (context) => void ('successful_payment' in context.message && paid.push(context.message.successful_payment)),
    );
  });
  const { message_id } = (await call(sandbox, 'sendInvoice', { chat_id: 1001, ...invoice })).result;
  const { body } = await post(sandbox, '/people/1001/payments', { messageId: message_id });
  assert.equal(body.result, 'paid');
  await until('the payment', () => paid.length === 1);
  assert.equal(paid[0].telegram_payment_charge_id, body.chargeId);
  assert.deepEqual([paid[0].currency, paid[0].total_amount, paid[0].invoice_payload], ['XTR', 750, 'o1']);
  assert.equal(await stars(sandbox), 9250);
  assert.equal((await seen(sandbox, 1001))[0]?.invoice?.paid, true);

  const again = await post(sandbox, '/people/1001/payments', { messageId: message_id });
  assert.deepEqual([again.body.result, again.body.reason], ['refused', 'already_paid']);
  assert.equal(await stars(sandbox), 9250);
});

test('a refused pre-checkout shows the person the bot’s words and takes nothing', async (t) => {
  const sandbox = await open(t);
  launch(
    sandbox,
    (bot) => void bot.on('pre_checkout_query', (context) => context.answerPreCheckoutQuery(false, 'Места закончились')),
  );
  const link = (await call(sandbox, 'createInvoiceLink', invoice)).result;
  const { body } = await post(sandbox, '/people/2001/payments', { link });
  assert.deepEqual(body, { result: 'refused', reason: 'declined', error: 'Места закончились' });
  assert.equal(await stars(sandbox, 2001), 10_000);
});

test('a bot that does not answer in time loses the payment, and its late answer is too old', async (t) => {
  const sandbox = await open(t, { preCheckoutMs: 120 });
  const link = (await call(sandbox, 'createInvoiceLink', invoice)).result;
  const { body } = await post(sandbox, '/people/2001/payments', { link });
  assert.deepEqual([body.result, body.reason], ['refused', 'timeout']);
  const [update] = (await call(sandbox, 'getUpdates')).result;
  const late = await call(sandbox, 'answerPreCheckoutQuery', { pre_checkout_query_id: update.pre_checkout_query.id, ok: true });
  assert.match(late.description, /query is too old/);
  assert.equal(await stars(sandbox, 2001), 10_000);
});

test('an invoice that the bot has taken back is paid by nobody, and the bot is not asked', async (t) => {
  const sandbox = await open(t);
  const { message_id } = (await call(sandbox, 'sendInvoice', { chat_id: 1001, ...invoice })).result;
  await call(sandbox, 'deleteMessage', { chat_id: 1001, message_id });
  const { body } = await post(sandbox, '/people/1001/payments', { messageId: message_id });
  assert.deepEqual([body.result, body.reason], ['refused', 'withdrawn']);
  assert.deepEqual((await call(sandbox, 'getUpdates')).result, []);
  assert.equal(await stars(sandbox), 10_000);
  assert.equal((await post(sandbox, '/people/1001/payments', { messageId: 999 })).status, 400, 'control: one that never was');
});

test('an invoice link can be paid by several people, so that only the bot can say no', async (t) => {
  const sandbox = await open(t);
  launch(sandbox, (bot) => void bot.on('pre_checkout_query', (context) => context.answerPreCheckoutQuery(true)));
  const link = (await call(sandbox, 'createInvoiceLink', invoice)).result;
  assert.match(link, /^https:\/\/t\.me\/\$/);
  for (const id of [1001, 2001]) assert.equal((await post(sandbox, `/people/${id}/payments`, { link })).body.result, 'paid');
});

test('who has too few Stars does not get as far as the bot', async (t) => {
  const sandbox = await open(t);
  const { id } = (await post(sandbox, '/people', { firstName: 'Пётр', languageCode: 'ru', stars: 10 })).body;
  const link = (await call(sandbox, 'createInvoiceLink', invoice)).result;
  assert.equal((await post(sandbox, `/people/${id}/payments`, { link })).body.reason, 'balance_too_low');
  assert.deepEqual((await call(sandbox, 'getUpdates')).result, []);
});

test('a refund returns the Stars once; the second one says so', async (t) => {
  const sandbox = await open(t);
  const bot = launch(sandbox, (one) => void one.on('pre_checkout_query', (context) => context.answerPreCheckoutQuery(true)));
  const link = (await call(sandbox, 'createInvoiceLink', invoice)).result;
  const { chargeId } = (await post(sandbox, '/people/2001/payments', { link })).body;
  const refund = (id = chargeId): Promise<unknown> =>
    bot.telegram.callApi(
      'refundStarPayment' as never,
      { user_id: 2001, telegram_payment_charge_id: id } as never,
    ) as Promise<unknown>;
  assert.equal(await refund(), true);
  assert.equal(await stars(sandbox, 2001), 10_000);
  await assert.rejects(refund(), /CHARGE_ALREADY_REFUNDED/);
  await assert.rejects(refund('stxnothing'), /CHARGE_NOT_FOUND/);
  assert.equal(await stars(sandbox, 2001), 10_000);
  const { transactions } = (await call(sandbox, 'getStarTransactions')).result;
  assert.deepEqual(
    transactions.map((one: Json) => ['source' in one, 'receiver' in one, one.amount]),
    [
      [true, false, 750],
      [false, true, 750],
    ],
  );
  assert.ok((await seen(sandbox)).some((message) => message.service?.['type'] === 'refunded_payment'));
});
