/** The last check before Stars move: only the buyer of an order that still waits may pay, and only its sum. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type Polling, startPolling } from '../../bot/polling.ts';
import { texts } from '../../bot/texts.ts';
import { type FakeBot, fakeBot, type Phone, personIdOf, startPhone, token, until } from './fakes.ts';

const anna = 2001;
const soon = () => new Date(Date.now() + 600_000);
const waiting = () => ({
  ...{ tenantId: randomUUID(), orderId, personId: personIdOf(`telegram:${anna}`), phase: 'awaitingPayment', provider: 'stars' },
  ...{ amount: 450, currency: 'XTR', holdEndsAt: soon() as Date | null },
});
const orderId = '6fa1d3c8-5b1c-4d55-9c93-6b7f7a0d9f11';

let phone: Phone;
let fake: FakeBot;
let polling: Polling;
let row: () => object[];
before(async () => {
  phone = await startPhone();
  fake = fakeBot(phone.url, { rows: { orders: () => row() } });
  polling = startPolling(fake.bot, { report: () => {} });
});
beforeEach(() => {
  row = () => [waiting()];
});
after(async () => {
  await polling.stop();
  await phone.close();
});

async function pay(payload = `order:${orderId}`, to = phone): Promise<{ result: string; error?: string; reason?: string }> {
  const response = await fetch(`${to.url}/bot${token}/createInvoiceLink`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Чайка', description: 'x', payload, currency: 'XTR', prices: [{ label: 'x', amount: 450 }] }),
  });
  const { result: link } = (await response.json()) as { result: string };
  return to.ask('POST', `/people/${anna}/payments`, { link });
}

describe('the last check', () => {
  it('lets the buyer of a waiting order pay', async () => {
    assert.equal((await pay()).result, 'paid');
  });

  const words = texts.ru;
  const refusals: Array<[why: string, row: () => object[], words: string]> = [
    ['of an order that does not exist', () => [], words.orderClosed],
    ["of somebody else's order", () => [{ ...waiting(), personId: randomUUID() }], words.notYours],
    ['of an order that is paid', () => [{ ...waiting(), phase: 'paid' }], words.alreadyPaid],
    ['of an order that is over', () => [{ ...waiting(), phase: 'closed' }], words.alreadyPaid],
    ['of an order that was given up', () => [{ ...waiting(), phase: 'cancelled' }], words.orderClosed],
    ['of an order that expired', () => [{ ...waiting(), phase: 'expired' }], words.holdEnded],
    ['of an order whose seats are not held yet', () => [{ ...waiting(), phase: 'held' }], words.holdEnded],
    ['a moment after the hold ended', () => [{ ...waiting(), holdEndsAt: new Date(Date.now() - 1) }], words.holdEnded],
    ['of an order without a hold', () => [{ ...waiting(), holdEndsAt: null }], words.holdEnded],
    ['of another sum', () => [{ ...waiting(), amount: 449 }], words.orderClosed],
    ['in another currency', () => [{ ...waiting(), currency: 'RUB' }], words.orderClosed],
    ['of an order that is paid by card', () => [{ ...waiting(), provider: 'stripe' }], words.orderClosed],
  ];
  for (const [why, rows, said] of refusals)
    it(`refuses the money ${why}, and says why`, async () => {
      row = rows;
      const { result, error } = await pay();
      assert.deepEqual({ result, error }, { result: 'refused', error: said });
    });

  it('refuses an invoice that is not ours', async () => {
    for (const payload of ['donation:1', orderId, `order:${orderId}x`])
      assert.equal((await pay(payload)).result, 'refused', payload);
  });

  it('takes no money while the database is away', async () => {
    // Telegram's patience ends before the database comes back, whenever the bot may have looked.
    const impatient = await startPhone(300);
    const away = fakeBot(impatient.url, { rows: { orders: () => Promise.reject(new Error('the database is away')) } });
    const asking = startPolling(away.bot, { report: (error, what) => void away.reported.push({ error, what }) });
    try {
      const { result, reason } = await pay(undefined, impatient);
      assert.deepEqual({ result, reason }, { result: 'refused', reason: 'timeout' });
      await until('the bot has looked in vain', () => away.reported.some(({ error }) => /database is away/.test(String(error))));
      assert.deepEqual(away.settled, []);
      await until('the money of the first test is handed over', () => fake.settled.length > 0);
      assert.equal(fake.settled.length, 1, 'the one of the first test');
    } finally {
      await asking.stop();
      await impatient.close();
    }
  });
});
