/** A donation on a real house: its words are over everybody's picture with the payment, and its money is never lost nor taken for nothing. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { TestPage } from '../support/audience.ts';
import { payOnPage } from '../support/buyers.ts';
import { booksOf, donation, extraIn, type Foyer, openFoyer, payAgain, withoutTime } from '../support/extras.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { newOrganiser } from '../support/organiser.ts';

let house: House;
let foyer: Foyer;
const pages: TestPage[] = [];
before(async () => {
  house = await openHouse();
  foyer = await openFoyer(house, 4);
});
after(async () => {
  for (const page of pages) page.close();
  if (!house) return;
  await assertSound(house.db, { processes: { client: house.temporal } }).finally(house.close);
});
const pageOf = async (n: number) => {
  const page = await foyer.guests[n]!.page();
  pages.push(page);
  return page;
};
const lineOf = (page: TestPage, text: string) => [...page.lines.values()].find((line) => line.text === text);

describe('a donation', () => {
  it('stands on another page’s socket as soon as its money has come', async (t) => {
    const [anna] = foyer.guests;
    const page = await pageOf(1);
    const placed = await anna!.donate({ text: 'Браво, театр!', name: 'Анна' });
    assert.deepEqual(
      { total: placed.reply.body['total'], phase: placed.reply.body['phase'] },
      { total: { amount: 30_000, currency: 'RUB' }, phase: 'awaitingPayment' },
    );
    const paidAt = Date.now();
    let seenAt = 0;
    page.socket.on('news', ({ lines }) => {
      if (lines?.some(({ kind }) => kind === 'donation')) seenAt ||= Date.now();
    });
    await payOnPage(placed.checkoutUrl);
    await eventually(async () => lineOf(page, 'Браво, театр!'), 'the donation is seen');
    const { kind, name, money } = lineOf(page, 'Браво, театр!')!;
    assert.deepEqual({ kind, name, money }, { kind: 'donation', name: 'Анна', money: { amount: 30_000, currency: 'RUB' } });
    await extraIn(anna!, placed.orderId, 'paid');
    // From the money's own row to the page: what the house itself takes. The first second is the partner's page and its webhook.
    const [row] = await house.db.sql<{ received: Date }>('select received_at as received from payments where order_id = $1', [
      placed.orderId,
    ]);
    t.diagnostic(`pressed → seen ${seenAt - paidAt} ms; money on record → seen ${seenAt - row!.received.getTime()} ms`);
    assert.ok(seenAt - paidAt < 20_000, `within seconds, not ${seenAt - paidAt} ms`);
    assert.deepEqual(await booksOf(house, placed.orderId), { 'provider:stripe:platform': 30_000, 'sales:donations': -30_000 });
  });

  it('under the same id again is the same one; with other words it is refused', async () => {
    const [, boris] = foyer.guests;
    const asked = donation();
    const [first, second] = await Promise.all([boris!.ask('donations', asked), boris!.ask('donations', asked)]);
    assert.deepEqual([first.status, second.status, second.body['checkoutUrl']], [201, 201, first.body['checkoutUrl']]);
    for (const other of [{ text: 'другое' }, { amount: 40_000 }, { name: 'Пётр' }]) {
      const { status, body } = await boris!.ask('donations', { ...asked, ...other });
      assert.deepEqual([status, body['error']], [409, 'OrderDiffers'], JSON.stringify(other));
    }
    const [, , clara] = foyer.guests;
    const { status, body } = await clara!.ask('donations', asked);
    assert.deepEqual([status, body['error']], [409, 'OrderNotYours']);
    const given = await boris!.ask(`extras/${asked.orderId}/cancel`, {});
    assert.equal(given.body['phase'], 'cancelled');
  });

  it('of a wrong amount, with a link, or by a ticket of somebody else is refused', async () => {
    const [anna, boris] = foyer.guests;
    const refusals: Array<[object, number, string]> = [
      [{ amount: 1 }, 422, 'AmountOutOfBounds'],
      [{ amount: 50_000_000 }, 422, 'AmountOutOfBounds'],
      [{ text: 'зайдите на spam.ru' }, 422, 'LineHasLink'],
      [{ name: 'spam.ru' }, 422, 'LineHasLink'],
      [{ provider: 'stars', currency: 'XTR', amount: 50 }, 422, 'ProviderNotOffered'],
      [{ text: 'a'.repeat(201) }, 400, 'InvalidRequest'],
      [{ orderId: 'nobody' }, 400, 'InvalidRequest'],
    ];
    for (const [more, status, error] of refusals) {
      const reply = await anna!.ask('donations', donation(more));
      assert.deepEqual([reply.status, reply.body['error']], [status, error], JSON.stringify(more));
    }
    for (const [ticketId, token] of [
      [anna!.ticketId, boris!.token],
      [anna!.ticketId, 'forged'],
      [randomUUID(), anna!.token],
    ]) {
      const reply = await call(`${house.web}/api/tickets/${ticketId}/donations?token=${token}`, { body: donation() });
      assert.deepEqual([reply.status, reply.body['error']], [404, 'NotFound']);
    }
  });

  it('whose money comes twice thanks once, and the second comes back', async () => {
    const [, , clara] = foyer.guests;
    const page = await pageOf(3);
    const placed = await clara!.donate({ text: 'дважды' });
    await payOnPage(placed.checkoutUrl);
    await extraIn(clara!, placed.orderId, 'paid');
    await payAgain(house, placed.orderId);
    await eventually(
      async () =>
        (await house.db.sql(`select 1 from refunds where order_id = $1 and state = 'succeeded'`, [placed.orderId])).length === 1,
      'the second comes back',
    );
    await eventually(async () => (await booksOf(house, placed.orderId))['owed:buyers'] === 0, 'the books follow');
    assert.equal((await booksOf(house, placed.orderId))['sales:donations'], -30_000);
    await eventually(async () => lineOf(page, 'дважды'), 'it is seen');
    assert.equal([...page.lines.values()].filter(({ text }) => text === 'дважды').length, 1);
  });

  it('of somebody who may not write is taken, and shown without a word', async () => {
    const [, , , dora] = foyer.guests;
    const page = await pageOf(0);
    const [{ person }] = (await house.db.sql<{ person: string }>('select person_id as person from tickets where id = $1', [
      dora!.ticketId,
    ])) as [{ person: string }];
    const placed = await dora!.donate({ text: 'нельзя', name: 'Дора', amount: 77_700 });
    await house.db.sql(
      `insert into audience_silences (tenant_id, person_id, scope, name, action_id)
       select tenant_id, $1, $2, 'x', gen_random_uuid() from shows where id = $2`,
      [person, foyer.show.id],
    );
    await payOnPage(placed.checkoutUrl);
    const line = await eventually(
      async () => [...page.lines.values()].find(({ money }) => money?.amount === 77_700),
      'it is seen',
    );
    assert.deepEqual([line.name, line.text], ['', '']);
  });

  it('that comes late is thanked while the audience is there, and goes back when it has gone', async () => {
    const [anna, boris] = foyer.guests;
    const page = await pageOf(2);
    const late = await withoutTime(house, () => anna!.donate({ text: 'успела', amount: 5_500 }));
    await extraIn(anna!, late.orderId, 'expired');
    await payAgain(house, late.orderId);
    await extraIn(anna!, late.orderId, 'paid');
    await eventually(async () => lineOf(page, 'успела'), 'it is seen');
    const tooLate = await withoutTime(house, () => boris!.donate({ text: 'опоздал' }));
    await extraIn(boris!, tooLate.orderId, 'expired');
    await house.db.sql(`update shows set starts_at = now() + interval '2 hours' where id = $1`, [foyer.show.id]);
    await payAgain(house, tooLate.orderId);
    await eventually(async () => (await booksOf(house, tooLate.orderId))['provider:stripe:platform'] === 0, 'it goes back');
    await house.db.sql(`update shows set starts_at = now() + interval '30 minutes' where id = $1`, [foyer.show.id]);
    assert.equal((await anna!.ask(`extras/${tooLate.orderId}`)).status, 404);
    assert.equal((await boris!.ask(`extras/${tooLate.orderId}`)).body['phase'], 'expired');
    assert.equal(lineOf(page, 'опоздал'), undefined);
  });

  it('is settled once though the worker dies with its money in hand', async () => {
    const [, , clara] = foyer.guests;
    const page = await pageOf(0);
    const placed = await Promise.all(
      Array.from({ length: 6 }, (_, n) => clara!.donate({ text: `гаснет ${n}`, amount: 5_100 + n })),
    );
    await house.worker.kill();
    for (const { checkoutUrl } of placed) await payOnPage(checkoutUrl);
    await house.worker.start();
    await eventually(
      async () => (await house.db.sql(`select 1 from payments where amount between 5100 and 5105`)).length > 0,
      'the first is settled',
    );
    await house.worker.kill();
    await house.worker.start();
    for (const { orderId } of placed) await extraIn(clara!, orderId, 'paid', 120_000);
    for (const { orderId } of placed) await payAgain(house, orderId);
    for (const { orderId } of placed) {
      await eventually(
        async () =>
          (await house.db.sql(`select 1 from refunds where order_id = $1 and state = 'succeeded'`, [orderId])).length === 1,
        'the second money comes back',
        120_000,
      );
      assert.equal((await house.db.sql(`select 1 from audience_lines where order_id = $1`, [orderId])).length, 1);
    }
    await eventually(async () => placed.every((_, n) => lineOf(page, `гаснет ${n}`)), 'all are seen');
  });

  it('is given back by the organisation, whole, once', async () => {
    const [anna] = foyer.guests;
    const owner = await newOrganiser(house);
    const placed = await anna!.donate({ text: 'назад' });
    await payOnPage(placed.checkoutUrl);
    await extraIn(anna!, placed.orderId, 'paid');
    const { body: before } = await owner.ask(`shop/orders?show=${foyer.show.id}`);
    assert.equal(before['orders'][0]['note'], 'назад');
    const [first, second] = await Promise.all(
      [randomUUID(), randomUUID()].map((requestId) => owner.ask(`shop/orders/${placed.orderId}/refund`, { requestId })),
    );
    assert.ok([first, second].some((reply) => reply!.status === 200));
    const back = await extraIn(anna!, placed.orderId, 'refunded');
    assert.deepEqual(back['refunded'], { amount: 30_000, currency: 'RUB' });
    await eventually(async () => (await booksOf(house, placed.orderId))['provider:stripe:platform'] === 0, 'the money is back');
    assert.equal((await booksOf(house, placed.orderId))['sales:donations'], 0);
    assert.equal((await house.db.sql('select 1 from refunds where order_id = $1', [placed.orderId])).length, 1);
    const report = await owner.ask(`shows/${foyer.show.id}/audience/report`);
    assert.equal(report.status, 200, JSON.stringify(report.body));
    const given = 30_000 * 2 + 77_700 + 5_500 + 6 * 5_100 + 15;
    assert.deepEqual(report.body['donations'], [{ currency: 'RUB', amount: given, count: 10 }]);
  });
});
