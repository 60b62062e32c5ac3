/** Our YooKassa client against YooKassa's protocol: two stages, one payment a key, receipts, refunds that happen once. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { money } from '../../domain/money.ts';
import { type OpenRequest, type PaymentProvider, PaymentRejected } from '../../providers/payments/port.ts';
import { yooKassaProvider } from '../../providers/payments/yookassa/client.ts';
import { nobodysAddress, type Partners, startPartners } from './sandbox.ts';

const shop = { shopId: '100500', secretKey: 'test_sandbox', vatCode: 4 };
let partners: Partners;
let yookassa: PaymentProvider;
before(async () => {
  partners = await startPartners();
  yookassa = yooKassaProvider({ ...shop, apiUrl: partners.url });
});
afterEach(() => partners.ask('DELETE', '/faults'));
after(() => partners.close());

function request(changes: Partial<OpenRequest> = {}): OpenRequest {
  const orderId = changes.orderId ?? randomUUID();
  return {
    ...{ orderId, idempotencyKey: `${orderId}:checkout`, total: money(180_000, 'RUB'), surface: 'web', language: 'ru' },
    ...{ title: 'Чайка', description: 'сб, 28 ноября · билетов: 2', orderedAt: new Date(), holdEndsAt: new Date() },
    ...{ email: 'anna@example.com', items: [{ description: 'Чайка, партер', quantity: 2, unit: money(90_000, 'RUB') }] },
    returnUrls: { paid: `http://localhost:3000/orders/${orderId}?paid=1`, back: `http://localhost:3000/orders/${orderId}` },
    ...changes,
  };
}
type Shown = Record<string, any>;
async function yoo(path: string): Promise<Shown> {
  const authorization = `Basic ${Buffer.from(`${shop.shopId}:${shop.secretKey}`).toString('base64')}`;
  return (await (await fetch(`${partners.url}/v3${path}`, { headers: { authorization } })).json()) as Shown;
}
const payments = async () => (await yoo('/payments?limit=100'))['items'].length as number;
const pay = (url: string) => partners.ask('POST', `${new URL(url).pathname}/pay`, {});
const receiptOf = (id: string) => partners.ask<Shown>('GET', `/yookassa/receipts/${id}`);
const notFinal = (error: unknown) => error instanceof Error && !(error instanceof PaymentRejected);
const paid = async () => {
  const { sessionId, url } = await yookassa.open(request());
  await pay(url);
  await yookassa.twoStage!.capture(sessionId);
  return sessionId;
};

describe('opening a payment', () => {
  it('carries the order, its sum, its receipt and its language, and takes nothing by itself', async () => {
    const asked = request({ language: 'en' });
    const { sessionId, url } = await yookassa.open(asked);
    const payment = await yoo(`/payments/${sessionId}`);
    assert.deepEqual(payment['amount'], { value: '1800.00', currency: 'RUB' });
    assert.deepEqual(payment['metadata'], { orderId: asked.orderId });
    assert.equal(payment['description'], 'Чайка · сб, 28 ноября · билетов: 2');
    assert.deepEqual(await receiptOf(sessionId), {
      customer: { email: 'anna@example.com' },
      items: [
        {
          ...{ description: 'Чайка, партер', quantity: '2.00', amount: { value: '900.00', currency: 'RUB' } },
          ...{ vat_code: 4, payment_mode: 'full_prepayment', payment_subject: 'service' },
        },
      ],
    });
    await pay(url);
    assert.deepEqual(await yookassa.twoStage!.read(sessionId), {
      ...{ state: 'waiting', orderId: asked.orderId, amount: 180_000, currency: 'RUB' },
    });
    assert.match(await (await fetch(url, { headers: { accept: 'text/html' } })).text(), /lang="en"/);
  });

  it('keeps within what YooKassa takes: long words are shortened, lines that miss the total become one', async () => {
    const { sessionId } = await yookassa.open(
      request({
        ...{ title: 'Щ'.repeat(200), idempotencyKey: `${randomUUID()}:${'k'.repeat(80)}` },
        items: [{ description: 'Другое', quantity: 1, unit: money(1, 'RUB') }],
      }),
    );
    assert.equal([...((await yoo(`/payments/${sessionId}`))['description'] as string)].length, 128);
    const [line, ...more] = (await receiptOf(sessionId))['items'] as Shown[];
    assert.deepEqual([[...line!['description']].length, line!['amount'].value, more.length], [128, '1800.00', 0]);
  });

  it('without an e-mail is refused for good: its receipt would reach nobody', async () => {
    const { email: _, ...nameless } = request();
    await assert.rejects(yookassa.open(nameless), PaymentRejected);
  });

  it('twice with the same key opens one, also when the first answer was lost', async () => {
    const before = await payments();
    const asked = request();
    await partners.fault({ target: 'yookassa-api', mode: 'drop', method: 'payments.create' });
    await assert.rejects(yookassa.open(asked), notFinal);
    assert.equal(await payments(), before + 1, 'YooKassa has it, we did not hear');
    const one = await yookassa.open(asked);
    assert.deepEqual(await yookassa.open(asked), one);
    assert.equal(await payments(), before + 1);
  });

  it('under a known key with other content is refused for good', async () => {
    const asked = request();
    await yookassa.open(asked);
    await assert.rejects(yookassa.open({ ...asked, title: 'Вишнёвый сад' }), PaymentRejected);
  });

  it('that fails for any other reason may be tried again, and says nothing of the key', async () => {
    const silent = (error: unknown) => notFinal(error) && !String((error as Error).stack).includes(shop.secretKey);
    for (const status of [500, 503, 429]) {
      await partners.fault({ target: 'yookassa-api', mode: 'error', status });
      await assert.rejects(yookassa.open(request()), silent, String(status));
    }
    await assert.rejects(yooKassaProvider({ ...shop, apiUrl: await nobodysAddress() }).open(request()), silent);
    await assert.rejects(yooKassaProvider({ ...shop, secretKey: 'test_wrong', apiUrl: partners.url }).open(request()), silent);
  });
});

describe('keys', () => {
  const takes = (changes: Partial<Parameters<typeof yooKassaProvider>[0]> = {}) =>
    yooKassaProvider({ ...shop, apiUrl: partners.url, ...changes }).takesKeys!();

  it('that YooKassa knows are told from those that it does not', async () => {
    assert.deepEqual(
      [await takes(), await takes({ secretKey: 'test_wrong' }), await takes({ shopId: '100501' })],
      [true, false, false],
    );
  });

  it('are neither right nor wrong while YooKassa is away', async () => {
    for (const status of [500, 503, 429]) {
      await partners.fault({ target: 'yookassa-api', mode: 'error', status, method: 'me.get' });
      await assert.rejects(takes({ secretKey: 'test_wrong' }), notFinal, String(status));
    }
    await assert.rejects(takes({ apiUrl: await nobodysAddress() }), notFinal);
  });
});

describe('the two stages', () => {
  it('what waits is taken once, however often it is asked for', async () => {
    const { sessionId, url } = await yookassa.open(request());
    await pay(url);
    await partners.fault({ target: 'yookassa-api', mode: 'drop', method: 'payments.capture' });
    await assert.rejects(yookassa.twoStage!.capture(sessionId), notFinal);
    assert.equal((await yookassa.twoStage!.capture(sessionId)).state, 'succeeded');
    assert.equal((await yookassa.twoStage!.read(sessionId)).state, 'succeeded');
  });

  it('what was let go cannot be taken, and what was taken cannot be let go', async () => {
    const { sessionId, url } = await yookassa.open(request());
    await assert.rejects(yookassa.twoStage!.capture(sessionId), PaymentRejected, 'nobody has paid');
    await pay(url);
    assert.equal((await yookassa.twoStage!.cancel(sessionId)).state, 'canceled');
    await assert.rejects(yookassa.twoStage!.capture(sessionId), PaymentRejected);
    await assert.rejects(yookassa.twoStage!.cancel(await paid()), PaymentRejected);
    await assert.rejects(yookassa.twoStage!.read(randomUUID()), PaymentRejected);
  });
});

describe('closing', () => {
  it('lets waiting money go: nothing moved', async () => {
    const { sessionId, url } = await yookassa.open(request());
    await pay(url);
    assert.deepEqual(await yookassa.close(sessionId), {});
    assert.equal((await yookassa.twoStage!.read(sessionId)).state, 'canceled');
    assert.deepEqual(await yookassa.close(sessionId), {});
  });

  it('takes waiting money of the right sum while the order still has its seats, and lets any other go', async () => {
    for (const [amount, state] of [
      [180_000, 'succeeded'],
      [179_999, 'canceled'],
    ] as const) {
      const { sessionId, url } = await yookassa.open(request());
      await pay(url);
      const { paid: found } = await yookassa.close(sessionId, undefined, { amount, currency: 'RUB' });
      assert.equal((await yookassa.twoStage!.read(sessionId)).state, state);
      assert.equal(found?.amount, state === 'succeeded' ? amount : undefined);
    }
  });

  it('finds money that was taken, also when that happened in the very same moment', async () => {
    const found = { paid: { amount: 180_000, currency: 'RUB' } };
    const known = await paid();
    assert.deepEqual(await yookassa.close(known), { paid: { ...found.paid, paymentId: known } });

    const { sessionId, url } = await yookassa.open(request());
    await pay(url);
    // Held between being read and being let go.
    await partners.fault({ target: 'yookassa-api', mode: 'reorder', method: 'payments.cancel' });
    const closing = yookassa.close(sessionId);
    while ((await partners.ask<unknown[]>('GET', '/faults')).length > 0);
    await yookassa.twoStage!.capture(sessionId);
    assert.deepEqual(await closing, { paid: { ...found.paid, paymentId: sessionId } });
  });

  it('a page that nobody paid leaves it to run out: there is no call that ends it', async () => {
    const { sessionId } = await yookassa.open(request());
    assert.deepEqual(await yookassa.close(sessionId), {});
    assert.equal((await yookassa.twoStage!.read(sessionId)).state, 'pending');
  });
});

describe('a refund', () => {
  const refunds = async (id: string) => (await yoo(`/refunds?payment_id=${id}`))['items'] as Shown[];
  const sums = async (id: string) => (await refunds(id)).map((refund) => refund['amount'].value);
  const receipt = { email: 'anna@example.com', title: 'Чайка, возврат' };

  it('twice with the same key is one, also when its answer was lost', async () => {
    const paymentId = await paid();
    const asked = { paymentId, amount: money(180_000, 'RUB'), idempotencyKey: `refund:${paymentId}`, receipt };
    await partners.fault({ target: 'yookassa-api', mode: 'drop', method: 'refunds.create' });
    await assert.rejects(yookassa.refund(asked), notFinal);
    const one = await yookassa.refund(asked);
    assert.deepEqual(await yookassa.refund(asked), one);
    assert.deepEqual(await sums(paymentId), ['1800.00']);
  });

  it('of a part leaves the rest, and brings its own receipt', async () => {
    const paymentId = await paid();
    const half = (key: string) =>
      yookassa.refund({ paymentId, amount: money(90_000, 'RUB'), idempotencyKey: key + paymentId, receipt });
    const { refundId } = await half('one');
    await half('other');
    assert.deepEqual(await sums(paymentId), ['900.00', '900.00']);
    const told = await receiptOf(refundId);
    assert.deepEqual([told['customer'], told['items'][0].amount.value], [{ email: receipt.email }, '900.00']);
  });

  it('of more than was paid, or of money nobody knows, is refused for good', async () => {
    const paymentId = await paid();
    const more = { paymentId, amount: money(180_001, 'RUB'), idempotencyKey: `more:${paymentId}`, receipt };
    await assert.rejects(yookassa.refund(more), PaymentRejected);
    await assert.rejects(yookassa.refund({ ...more, paymentId: randomUUID() }), PaymentRejected);
    assert.deepEqual(await sums(paymentId), []);
  });

  it('that stays pending is asked about again, and not made a second time', async () => {
    const paymentId = await paid();
    const asked = { paymentId, amount: money(180_000, 'RUB'), idempotencyKey: `slow:${paymentId}` };
    await partners.ask('POST', '/yookassa/refunds/next', { status: 'pending' });
    await assert.rejects(yookassa.refund(asked), notFinal);
    await assert.rejects(yookassa.refund(asked), notFinal);
    const [{ id }] = (await refunds(paymentId)) as [Shown];
    assert.equal((await yookassa.readRefund!(id)).state, 'pending');
    await partners.ask('POST', `/yookassa/refunds/${id}/settle`, {});
    assert.deepEqual(await yookassa.refund(asked), { refundId: id });
    assert.deepEqual(await sums(paymentId), ['1800.00']);
  });

  it('that the bank turns down is refused for good', async () => {
    const paymentId = await paid();
    await partners.ask('POST', '/yookassa/refunds/next', { status: 'canceled' });
    const asked = { paymentId, amount: money(180_000, 'RUB'), idempotencyKey: `no:${paymentId}` };
    await assert.rejects(yookassa.refund(asked), PaymentRejected);
    await assert.rejects(yookassa.refund(asked), PaymentRejected);
    assert.equal((await refunds(paymentId)).length, 1);
  });
});
