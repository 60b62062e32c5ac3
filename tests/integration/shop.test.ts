/** The shop of a show on a real house: goods are kept, paid, read, handed over, given back; never sold twice. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { payOnPage } from '../support/buyers.ts';
import { booksOf, extraIn, type Foyer, newItem, openFoyer, payAgain, purchase, withoutTime } from '../support/extras.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';

let house: House;
let foyer: Foyer;
let owner: Organiser;
let [programme, mug] = ['', ''];
before(async () => {
  house = await openHouse();
  foyer = await openFoyer(house, 4);
  owner = await newOrganiser(house);
  programme = await newItem(house, 'programme', null, 15_000);
  mug = await newItem(house, 'merchandise', 5, 90_000);
});
after(async () => {
  if (!house) return;
  await assertSound(house.db, { processes: { client: house.temporal } }).finally(house.close);
});
const stockOf = async (id: string) =>
  (await house.db.sql<{ stock: number }>('select stock from shop_items where id = $1', [id]))[0]!.stock;
const sold = async (orderId: string) =>
  (await owner.ask('shop/orders')).body['orders'].find((order: { orderId: string }) => order.orderId === orderId);

describe('a purchase', () => {
  it('is kept, paid, told with its programme, handed over; its money stays', async () => {
    const [anna] = foyer.guests;
    const { body: offered } = await anna!.ask('extras');
    assert.equal(offered['open'], true);
    const shown = offered['items'].find(({ id }: { id: string }) => id === mug);
    assert.deepEqual([shown.left, shown.mostEach, shown.gift], [5, 5, undefined]);
    const placed = await anna!.buy([
      { itemId: programme, quantity: 1 },
      { itemId: mug, quantity: 2 },
    ]);
    assert.deepEqual(placed.reply.body['total'], { amount: 195_000, currency: 'RUB' });
    assert.equal(await stockOf(mug), 3);
    assert.deepEqual(
      placed.reply.body['items'].map(({ gift }: { gift: string | null }) => gift),
      [null, null],
    );
    await payOnPage(placed.checkoutUrl);
    const paid = await extraIn(anna!, placed.orderId, 'paid');
    const gifts = Object.fromEntries(
      paid['items'].map(({ itemId, gift }: { itemId: string; gift: string | null }) => [itemId, gift]),
    );
    assert.deepEqual(gifts, { [programme]: 'https://example.com/en', [mug]: null });
    const letter = await eventually(
      async () =>
        (await letters()).find(({ to, subject }) => JSON.stringify(to).includes(anna!.email) && /purchase/.test(subject)),
      'a letter',
    );
    assert.match(JSON.stringify(letter), /example\.com\/en/);
    await eventually(
      async () =>
        (await house.db.sql(`select 1 from messages where key = $1 and state = 'sent'`, [`bought:${placed.orderId}:email`]))
          .length === 1,
      'told once',
    );
    const listed = await sold(placed.orderId);
    assert.deepEqual(
      { note: listed.note, email: listed.buyer.email, toHandOver: listed.toHandOver },
      { note: 'В гардероб', email: anna!.email, toHandOver: true },
    );
    const requestId = randomUUID();
    const handed = await owner.ask(`shop/orders/${placed.orderId}/handed-over`, { requestId });
    assert.equal(handed.status, 200, JSON.stringify(handed.body));
    assert.equal(handed.body['toHandOver'], false);
    const again = await owner.ask(`shop/orders/${placed.orderId}/handed-over`, { requestId });
    assert.equal(again.body['handedOverAt'], handed.body['handedOverAt']);
    assert.deepEqual(await booksOf(house, placed.orderId), { 'provider:stripe:platform': 195_000, 'sales:shop': -195_000 });
    assert.equal((await anna!.ask(`extras/${placed.orderId}`)).body['handedOverAt'], handed.body['handedOverAt']);

    // What is with its buyer does not come back onto the shelf, though its money may.
    const refund = await owner.ask(`shop/orders/${placed.orderId}/refund`, { requestId: randomUUID() });
    assert.equal(refund.status, 200, JSON.stringify(refund.body));
    await extraIn(anna!, placed.orderId, 'refunded');
    assert.equal(await stockOf(mug), 3);
    const { body: story } = await owner.ask(`orders/${placed.orderId}`);
    const told = story['timeline'].map(({ text }: { text: { en: string } }) => text.en).join('\n');
    for (const sentence of [/a purchase in the shop/, /Paid/, /handed over/, /Refund of/]) assert.match(told, sentence);
    assert.deepEqual(story['order'].lines.map(({ quantity }: { quantity: number }) => quantity).toSorted(), [1, 2]);
    await eventually(async () => (await booksOf(house, placed.orderId))['provider:stripe:platform'] === 0, 'the money is back');
  });

  it('that is given up, or given back, is on the shelf again', async () => {
    const [, boris] = foyer.guests;
    const left = await stockOf(mug);
    const dropped = await boris!.buy([{ itemId: mug, quantity: 1 }]);
    assert.equal(await stockOf(mug), left - 1);
    assert.equal((await boris!.ask(`extras/${dropped.orderId}/cancel`, {})).body['phase'], 'cancelled');
    assert.equal(await stockOf(mug), left);
    const placed = await boris!.buy([{ itemId: mug, quantity: 1 }]);
    await payOnPage(placed.checkoutUrl);
    await extraIn(boris!, placed.orderId, 'paid');
    const { status } = await owner.ask(`shop/orders/${placed.orderId}/refund`, { requestId: randomUUID() });
    assert.equal(status, 200);
    const back = await extraIn(boris!, placed.orderId, 'refunded');
    assert.deepEqual(back['refunded'], { amount: 90_000, currency: 'RUB' });
    assert.equal(await stockOf(mug), left);
  });

  it('of the last one is had by one of many', async () => {
    const last = await newItem(house, 'merchandise', 1);
    const replies = await Promise.all(
      foyer.guests.flatMap((guest) => [0, 1].map(() => guest.ask('purchases', purchase([{ itemId: last, quantity: 1 }])))),
    );
    const answers = replies.map(({ status, body }) => (status === 201 ? 'kept' : body['error'])).sort();
    assert.deepEqual(answers, [...Array.from({ length: 7 }, () => 'GoodsGone'), 'kept']);
    assert.equal(await stockOf(last), 0);
    const winner = replies.findIndex(({ status }) => status === 201);
    await foyer.guests[Math.floor(winner / 2)]!.ask(`extras/${replies[winner]!.body['orderId']}/cancel`, {});
    assert.equal(await stockOf(last), 1);
  });

  it('paid late buys what is left, and goes back when nothing is', async () => {
    const [, , clara, dora] = foyer.guests;
    const single = await newItem(house, 'merchandise', 1);
    const late = await withoutTime(house, () => clara!.buy([{ itemId: single, quantity: 1 }]));
    await extraIn(clara!, late.orderId, 'expired');
    assert.equal(await stockOf(single), 1);
    const other = await dora!.buy([{ itemId: single, quantity: 1 }]);
    await payAgain(house, late.orderId);
    await eventually(
      async () =>
        (await house.db.sql(`select 1 from refunds where order_id = $1 and state = 'succeeded'`, [late.orderId])).length === 1,
      'it goes back',
    );
    assert.equal((await dora!.ask(`extras/${other.orderId}/cancel`, {})).body['phase'], 'cancelled');
    const again = await withoutTime(house, () => dora!.buy([{ itemId: single, quantity: 1 }]));
    await extraIn(dora!, again.orderId, 'expired');
    assert.equal(await stockOf(single), 1);
    await payAgain(house, again.orderId);
    await extraIn(dora!, again.orderId, 'paid');
    assert.equal(await stockOf(single), 0);
  });

  it('of what is not there, or by nobody’s ticket, is refused; three may wait', async () => {
    const [anna, boris] = foyer.guests;
    const refusals: Array<[object, number, string]> = [
      [purchase([{ itemId: randomUUID(), quantity: 1 }]), 422, 'NoSuchItem'],
      [purchase([{ itemId: mug, quantity: 1 }], { currency: 'EUR' }), 422, 'NoPriceInCurrency'],
      [purchase([{ itemId: mug, quantity: 10 }]), 409, 'GoodsGone'],
      [purchase([{ itemId: mug, quantity: 11 }]), 400, 'InvalidRequest'],
      [purchase([]), 400, 'InvalidRequest'],
      [purchase([1, 2].map(() => ({ itemId: mug, quantity: 1 }))), 400, 'InvalidRequest'],
    ];
    for (const [body, status, error] of refusals) {
      const reply = await anna!.ask('purchases', body);
      assert.deepEqual([reply.status, reply.body['error']], [status, error], JSON.stringify(body));
    }
    const mine = await anna!.buy([{ itemId: programme, quantity: 1 }]);
    const theirs = await boris!.ask(`extras/${mine.orderId}`);
    assert.equal(theirs.status, 404);
    assert.equal((await boris!.ask(`extras/${mine.orderId}/cancel`, {})).status, 404);
    for (const path of ['handed-over', 'refund'])
      assert.equal((await owner.ask(`shop/orders/${randomUUID()}/${path}`, { requestId: randomUUID() })).status, 404);
    const early = await owner.ask(`shop/orders/${mine.orderId}/handed-over`, { requestId: randomUUID() });
    assert.deepEqual([early.status, early.body['error']], [409, 'NotPaid']);
    for (let n = 0; n < 2; n += 1) await anna!.buy([{ itemId: programme, quantity: 1 }]);
    const fourth = await anna!.ask('purchases', purchase([{ itemId: programme, quantity: 1 }]));
    assert.deepEqual([fourth.status, fourth.body['error']], [409, 'TooManyUnpaid']);
  });
});

describe('an organiser', () => {
  it('keeps the shop: puts in, changes, takes off the shelf', async () => {
    const itemId = randomUUID();
    const item = {
      ...{ itemId, kind: 'programme', title: { ru: 'Книга', en: 'Book' }, note: { ru: '', en: '' }, symbol: 'letter', hue: 20 },
      ...{ gift: { ru: 'текст', en: 'text' }, prices: [{ amount: 100, currency: 'EUR' }], left: 7, active: true },
    };
    const saved = await owner.ask('shop/items', { ...item, requestId: randomUUID() });
    assert.equal(saved.status, 200, JSON.stringify(saved.body));
    const found = (body: Record<string, any>) => body['items'].find(({ id }: { id: string }) => id === itemId);
    assert.deepEqual(found(saved.body), {
      ...{ id: itemId, kind: 'programme', title: item.title, note: item.note, symbol: 'letter', hue: 20 },
      ...{ prices: item.prices, left: 7, gift: item.gift, active: true, sold: 0 },
    });
    const off = await owner.ask('shop/items', { ...item, left: null, active: false, requestId: randomUUID() });
    assert.deepEqual([found(off.body).left, found(off.body).active], [null, false]);
    assert.equal(found((await foyer.guests[0]!.ask('extras')).body), undefined);
    const wrong = await owner.ask('shop/items', { ...item, gift: null, requestId: randomUUID() });
    assert.equal(wrong.status, 400);
    const operator = await newOrganiser(house, 'operator');
    assert.equal((await operator.ask('shop/items', { ...item, requestId: randomUUID() })).status, 403);
  });
});

describe('a show that is cancelled', () => {
  it('gives back donations and what was not handed over', async () => {
    const own = await openFoyer(house, 2);
    const [anna, boris] = own.guests;
    const given = await anna!.donate();
    const bought = await anna!.buy([{ itemId: programme, quantity: 1 }]);
    const kept = await boris!.buy([{ itemId: mug, quantity: 1 }]);
    const waiting = await boris!.donate();
    const left = await stockOf(mug);
    for (const { checkoutUrl } of [given, bought, kept]) await payOnPage(checkoutUrl);
    await Promise.all([
      extraIn(anna!, given.orderId, 'paid'),
      extraIn(anna!, bought.orderId, 'paid'),
      extraIn(boris!, kept.orderId, 'paid'),
    ]);
    await owner.ask(`shop/orders/${kept.orderId}/handed-over`, { requestId: randomUUID() });
    const cost = await owner.ask(`shows/${own.show.id}/change-cost`);
    assert.deepEqual(cost.body['back'], [{ amount: 2 * 90_000 + 30_000 + 15_000, currency: 'RUB' }]);
    const cancelled = await owner.ask(`shows/${own.show.id}/cancel`, { requestId: randomUUID() });
    assert.ok(cancelled.status < 300, JSON.stringify(cancelled.body));
    await extraIn(anna!, given.orderId, 'refunded');
    await extraIn(anna!, bought.orderId, 'refunded');
    await extraIn(boris!, kept.orderId, 'closed');
    await extraIn(boris!, waiting.orderId, 'cancelled');
    assert.equal(await stockOf(mug), left);
    for (const { orderId } of [given, bought])
      await eventually(async () => (await booksOf(house, orderId))['provider:stripe:platform'] === 0, 'the money is back');
    assert.equal((await booksOf(house, kept.orderId))['sales:shop'], -90_000);
    await eventually(
      async () =>
        (await owner.ask(`shows/${own.show.id}`)).body['changes'][0]?.told ===
        (await owner.ask(`shows/${own.show.id}`)).body['changes'][0]?.total,
      'every order has dealt with it',
    );
  });
});

const letters = async () => (await call<Array<{ to: unknown; subject: string }>>(`${house.sandbox}/mailbox`)).body;
