/** Our Stars client against Telegram's protocol: an invoice in the Mini App, a way back in the bot, one refund however often it is asked for. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { Telegram } from 'telegraf';
import { invoicePayload, orderOfPayload } from '../../domain/invoice.ts';
import { money } from '../../domain/money.ts';
import type { Surface } from '../../domain/orders.ts';
import { type PaymentProvider, PaymentRejected } from '../../providers/payments/port.ts';
import { starsProvider } from '../../providers/payments/stars/client.ts';
import { nobodysAddress, type Partners, startPartners, token } from './sandbox.ts';

let partners: Partners;
let stars: PaymentProvider;
let telegram: Telegram;
before(async () => {
  partners = await startPartners();
  stars = starsProvider({ token, apiRoot: partners.url });
  telegram = new Telegram(token, { apiRoot: partners.url });
});
afterEach(() => partners.ask('DELETE', '/faults'));
after(() => partners.close());

const anna = 2001;
const request = (surface: Surface, orderId: string = randomUUID()) => ({
  ...{ orderId, idempotencyKey: orderId, total: money(450, 'XTR'), surface, language: 'ru' as const },
  ...{ title: 'Сон в летнюю ночь, или Очень длинное название пьесы', description: 'описание '.repeat(40) },
  ...{ holdEndsAt: new Date(), orderedAt: new Date(), returnUrls: { paid: 'http://localhost/', back: 'http://localhost/' } },
});
const notFinal = (error: unknown) => error instanceof Error && !(error instanceof PaymentRejected);
const balance = async () => (await partners.ask<{ stars: number }>('GET', `/people/${anna}`)).stars;

let offset = 0;
/** Opens an invoice and pays it, with a bot that says yes. */
async function paid(): Promise<string> {
  const { url } = await stars.open(request('miniapp'));
  const paying = partners.ask<{ result: string; chargeId: string }>('POST', `/people/${anna}/payments`, { link: url });
  for (let answered = false; !answered; ) {
    const updates = await telegram.getUpdates(2, 100, offset, ['pre_checkout_query', 'message']);
    for (const update of updates) {
      offset = update.update_id + 1;
      if (!('pre_checkout_query' in update)) continue;
      await telegram.answerPreCheckoutQuery(update.pre_checkout_query.id, true);
      answered = true;
    }
  }
  const { result, chargeId } = await paying;
  assert.equal(result, 'paid');
  return chargeId;
}

describe('opening', () => {
  it('in the Mini App makes an invoice of whole Stars that knows its order', async () => {
    const asked = request('miniapp');
    const { sessionId, url } = await stars.open(asked);
    assert.equal(orderOfPayload(sessionId), asked.orderId);
    const invoice = await partners.ask('GET', `/people/${anna}/invoice?link=${encodeURIComponent(url)}`);
    assert.equal(invoice['currency'], 'XTR');
    assert.equal(invoice['totalAmount'], 450);
  });

  it('in the bot leads back to the chat, where the invoice is a message', async () => {
    const asked = request('bot');
    const { sessionId, url } = await stars.open(asked);
    assert.equal(sessionId, invoicePayload(asked.orderId));
    assert.equal(url, `https://t.me/rampa_test_bot?start=order_${asked.orderId.replaceAll('-', '')}`);
    assert.match(new URL(url).searchParams.get('start')!, /^[\w-]{1,64}$/, 'a deep link carries no more');
    assert.deepEqual(await stars.open(asked), { sessionId, url });
  });

  it('asks for the bot again after it could not be asked', async () => {
    const fresh = starsProvider({ token, apiRoot: partners.url });
    await partners.fault({ target: 'telegram-api', mode: 'error', status: 500, method: 'getMe' });
    await assert.rejects(fresh.open(request('bot')), notFinal);
    assert.ok((await fresh.open(request('bot'))).url);
  });

  it('that Telegram refuses is final, that fails otherwise is not', async () => {
    await assert.rejects(stars.open({ ...request('miniapp'), total: money(0, 'XTR') }), PaymentRejected);
    for (const status of [429, 500, 502]) {
      await partners.fault({ target: 'telegram-api', mode: 'error', status });
      await assert.rejects(stars.open(request('miniapp')), notFinal, String(status));
    }
    await assert.rejects(starsProvider({ token, apiRoot: await nobodysAddress() }).open(request('miniapp')), notFinal);
  });
});

describe('closing', () => {
  it('asks nobody: the last check refuses the money instead', async () => {
    assert.deepEqual(await starsProvider({ token, apiRoot: await nobodysAddress() }).close('order:x'), {});
  });
});

describe('a refund', () => {
  it('twice gives the Stars back once, and succeeds both times', async () => {
    const before = await balance();
    const paymentId = await paid();
    assert.equal(await balance(), before - 450);
    const asked = { paymentId, amount: money(450, 'XTR'), idempotencyKey: 'any', payerTelegramId: anna };
    // The first one is done, but we do not hear of it.
    await partners.fault({ target: 'telegram-api', mode: 'drop', method: 'refundStarPayment' });
    await assert.rejects(stars.refund(asked), notFinal);
    assert.deepEqual(await stars.refund(asked), { refundId: `stars:${paymentId}` });
    assert.deepEqual(await stars.refund(asked), { refundId: `stars:${paymentId}` });
    assert.equal(await balance(), before);
  });

  it('without the person who paid is refused for good, and so is money nobody knows', async () => {
    const asked = { paymentId: 'unknown', amount: money(450, 'XTR'), idempotencyKey: 'any' };
    await assert.rejects(stars.refund(asked), PaymentRejected);
    await assert.rejects(stars.refund({ ...asked, payerTelegramId: anna }), PaymentRejected);
  });

  it('of money that somebody else paid is refused', async () => {
    const paymentId = await paid();
    await assert.rejects(
      stars.refund({ paymentId, amount: money(450, 'XTR'), idempotencyKey: 'any', payerTelegramId: 2002 }),
      PaymentRejected,
    );
  });

  it('while Telegram is away, or asks for a pause, may be tried again', async () => {
    const paymentId = await paid();
    const asked = { paymentId, amount: money(450, 'XTR'), idempotencyKey: 'any', payerTelegramId: anna };
    for (const status of [500, 429]) {
      await partners.fault({ target: 'telegram-api', mode: 'error', status, method: 'refundStarPayment' });
      await assert.rejects(stars.refund(asked), notFinal, String(status));
    }
    await stars.refund(asked);
  });
});

describe('what an invoice carries', () => {
  it('is read back only in the form that we give it', () => {
    const orderId = randomUUID();
    assert.equal(orderOfPayload(invoicePayload(orderId)), orderId);
    assert.ok(Buffer.byteLength(invoicePayload(orderId)) <= 128);
    for (const stranger of ['', orderId, `order:${orderId} `, `order:${orderId.toUpperCase()}x`, 'order:', `donation:${orderId}`])
      assert.equal(orderOfPayload(stranger), undefined, stranger);
  });
});
