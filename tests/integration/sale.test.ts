/** One whole sale, on the web and in the bot, against real Postgres, real Temporal and the sandbox. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { inPhase, newShow, newViewer, order, payOnPage, seen, type TestShow } from '../support/buyers.ts';
import { wordsOf } from '../support/histories.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';

let house: House;
let show: TestShow;

before(async () => {
  house = await openHouse();
  show = await newShow(house, 100);
});
after(async () => {
  await assertSound(house.db).finally(house.close);
});

describe('on the web', () => {
  it('sells a seat to a guest: held, paid, ticketed, and the door says yes', async () => {
    const placed = await order(house, show, 2);
    assert.equal(placed.reply.status, 201);
    assert.equal((await seen(house, placed))['phase'], 'awaitingPayment');
    await payOnPage(placed.checkoutUrl);
    const paid = await inPhase(house, placed, 'paid');
    assert.equal(paid['tickets'].length, 2);
    assert.match(paid['tickets'][0].qr, /^<svg/);
    const verdict = await call(`${house.web}/api/tickets/validate`, {
      body: { token: paid['tickets'][0].token, showId: show.id },
    });
    assert.deepEqual([verdict.body['valid'], verdict.body['reason']], [true, 'ok']);
    const elsewhere = await call(`${house.web}/api/tickets/validate`, {
      body: { token: paid['tickets'][0].token, showId: randomUUID() },
    });
    assert.deepEqual([elsewhere.body['valid'], elsewhere.body['reason']], [false, 'otherShow']);
  });

  it('gives a double press one order and one payment page', async () => {
    const orderId = randomUUID();
    const email = 'twice@example.com';
    const both = await Promise.all([order(house, show, 1, { orderId, email }), order(house, show, 1, { orderId, email })]);
    assert.deepEqual(
      both.map(({ reply }) => reply.status),
      [201, 201],
    );
    assert.equal(both[0].checkoutUrl, both[1].checkoutUrl);
    const rows = await house.db.sql('select seats from seat_holds where order_id = $1', [orderId]);
    assert.deepEqual(rows, [{ seats: 1 }]);
  });

  it('gives a stranger who knows the order id nothing', async () => {
    const placed = await order(house, show);
    const asked = await order(house, show, 1, { orderId: placed.orderId, email: 'stranger@example.com' });
    assert.deepEqual([asked.reply.status, asked.reply.body['error']], [409, 'OrderNotYours']);
    assert.equal(asked.reply.body['checkoutUrl'], undefined);
    // Even one who knows the e-mail address too: the browser that ordered is somebody else.
    const device = { 'x-rampa-device': randomUUID() };
    const body = {
      orderId: randomUUID(),
      showId: show.id,
      lines: [{ ticketTypeId: show.typeId, quantity: 1 }],
      provider: 'stripe',
      email: 'a@example.com',
    };
    assert.equal((await call(`${house.web}/api/orders`, { body, headers: device })).status, 201);
    const pretender = await call(`${house.web}/api/orders`, { body, headers: { 'x-rampa-device': randomUUID() } });
    assert.deepEqual([pretender.status, pretender.body['error']], [409, 'OrderNotYours']);
    for (const query of [
      '',
      '?token=',
      `?token=${'0'.repeat(32)}.${'A'.repeat(43)}`,
      `?token=${(await order(house, show)).token}`,
    ])
      assert.equal((await call(`${house.web}/api/orders/${placed.orderId}${query}`)).status, 404);
    assert.equal((await call(`${house.web}/api/orders/${placed.orderId}/cancel`, { body: {} })).status, 404);
  });

  it('knows an id in whatever case it is written: one order, paid and ticketed', async () => {
    const orderId = randomUUID();
    const loud = { ...show, id: show.id.toUpperCase(), typeId: show.typeId.toUpperCase() };
    const placed = await order(house, loud, 1, { orderId: orderId.toUpperCase() });
    assert.deepEqual([placed.reply.status, placed.reply.body['orderId']], [201, orderId]);
    assert.equal((await order(house, show, 1, { orderId })).reply.body['error'], 'OrderNotYours');
    await payOnPage(placed.checkoutUrl);
    const paid = await inPhase(house, { ...placed, orderId }, 'paid');
    const checked = await call(`${house.web}/api/tickets/validate`, {
      body: { token: paid['tickets'][0].token, showId: loud.id },
    });
    assert.equal(checked.body['valid'], true);
  });

  it('keeps a ticket good and visible when its show leaves the playbill', async () => {
    const hidden = await newShow(house, 5);
    const placed = await order(house, hidden);
    await payOnPage(placed.checkoutUrl);
    await inPhase(house, placed, 'paid');
    await house.db.sql('update shows set published_at = null where id = $1', [hidden.id]);
    const still = await seen(house, placed);
    assert.equal(still['tickets'].length, 1);
    const checked = await call(`${house.web}/api/tickets/validate`, {
      body: { token: still['tickets'][0].token, showId: hidden.id },
    });
    assert.equal(checked.body['valid'], true);
    assert.equal((await call(`${house.web}/api/shows/${hidden.id}`)).status, 404);
  });

  it('answers an address that looks like an id with 404', async () => {
    for (const id of ['-'.repeat(36), 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaa-', `${show.id}x`])
      assert.equal((await call(`${house.web}/api/shows/${id}`)).status, 404);
  });

  it('refuses the same id for something else', async () => {
    const placed = await order(house, show, 1);
    const other = await order(house, show, 2, { orderId: placed.orderId, email: placed.email });
    assert.deepEqual([other.reply.status, other.reply.body['error']], [409, 'OrderDiffers']);
  });

  it('frees the seats of an order that its buyer gives up, and closes the payment page', async () => {
    const small = await newShow(house, 1);
    const placed = await order(house, small);
    assert.equal((await order(house, small)).reply.body['error'], 'SoldOut');
    const cancelled = await call(`${house.web}/api/orders/${placed.orderId}/cancel?token=${placed.token}`, { body: {} });
    assert.deepEqual([cancelled.status, cancelled.body['phase'], cancelled.body['reason']], [200, 'cancelled', 'buyer']);
    assert.notEqual((await payOnPage(placed.checkoutUrl)).body['status'], 'paid');
    assert.equal((await order(house, small)).reply.status, 201);
  });

  it('says no in words, and takes nothing, for what cannot be sold', async () => {
    const ask = async (change: object) => {
      const body = {
        orderId: randomUUID(),
        showId: show.id,
        lines: [{ ticketTypeId: show.typeId, quantity: 1 }],
        provider: 'stripe',
        email: 'x@example.com',
      };
      const { status, body: said } = await call(`${house.web}/api/orders`, { body: { ...body, ...change } });
      assert.ok(String(said['message']).length > 5 && String(said['how']).length > 5);
      return [status, said['error']];
    };
    const past = await newShow(house, 5, { inHours: -1 });
    assert.deepEqual(await ask({ email: undefined }), [422, 'EmailRequired']);
    assert.deepEqual(await ask({ showId: randomUUID() }), [404, 'NotFound']);
    assert.deepEqual(await ask({ provider: 'stars' }), [422, 'ProviderNotOffered']);
    assert.deepEqual(await ask({ currency: 'USD' }), [422, 'NoPriceInCurrency']);
    assert.deepEqual(await ask({ lines: [{ ticketTypeId: randomUUID(), quantity: 1 }] }), [422, 'NoSuchTicketType']);
    assert.deepEqual(await ask({ lines: [{ ticketTypeId: show.typeId, quantity: 11 }] }), [400, 'InvalidRequest']);
    assert.deepEqual(await ask({ showId: past.id, lines: [{ ticketTypeId: past.typeId, quantity: 1 }] }), [409, 'NotOnSale']);
  });
});

describe('what Temporal keeps', () => {
  it('names nobody: no e-mail, name or Telegram id in any history, id or attribute', async () => {
    const orderId = randomUUID();
    const body = { orderId, showId: show.id, lines: [{ ticketTypeId: show.typeId, quantity: 1 }], provider: 'stripe' };
    await call(`${house.web}/api/orders`, { body: { ...body, email: 'sofia.k@example.com', name: 'Sofia Kovalevskaya' } });
    const anna = await newViewer(house, { firstName: 'Аннушка' });
    await anna.pay((await anna.order(show)).messageId);
    await anna.sees('her ticket', ({ media, protectContent }) => media && protectContent);
    const contacts = await house.db.sql(`select 1 from contacts where name in ('Sofia Kovalevskaya', 'Аннушка')`);
    assert.equal(contacts.length, 2, 'Postgres knows both');

    let histories = 0;
    for await (const { workflowId, runId } of house.temporal.workflow.list()) {
      const words = wordsOf(await house.temporal.workflow.getHandle(workflowId, runId).fetchHistory());
      histories += 1;
      for (const secret of ['sofia.k', 'Kovalevskaya', 'Аннушка', `"${anna.id}"`, `:${anna.id}`])
        assert.ok(!words.includes(secret) && !workflowId.includes(secret), `${secret} in ${workflowId}`);
    }
    assert.ok(histories >= 2, 'histories were there to be searched');
  });
});

describe('in the bot', () => {
  it('sells two seats for Stars and sends them as one message that cannot be forwarded', async () => {
    const anna = await newViewer(house);
    const invoice = await anna.order(show, 2);
    assert.equal(invoice.invoice?.totalAmount, 900);
    assert.equal((await anna.pay(invoice.messageId)).body.result, 'paid');
    await anna.sees('her tickets', ({ media, protectContent, text }) => media && protectContent && text.includes('№'));
    assert.equal((await anna.messages()).filter(({ media, text }) => media && text.includes('№')).length, 2);
    await anna.say('/tickets');
    const list = await anna.sees('her orders', ({ buttons }) => buttons[0]?.[0]?.data?.startsWith('k:'));
    await anna.press(list.messageId, list.buttons[0]![0]!.data!);
    await eventually(
      async () => (await anna.messages()).filter(({ media, text }) => media && text.includes('№')).length === 4,
      'the tickets again',
    );
  });

  it('makes one order of a double press on pay', async () => {
    const anna = await newViewer(house);
    await anna.order(show);
    const card = await anna.sees('the pay button', ({ buttons }) => buttons[0]?.[0]?.data?.startsWith('p:'));
    await anna.press(card.messageId, card.buttons[0]![0]!.data!);
    await eventually(async () => (await anna.messages()).filter(({ invoice }) => invoice).length === 2, 'the invoice once more');
    const orders = await house.db.sql(
      `select o.id from orders o join contacts c on c.person_id = o.person_id where c.telegram_id = $1`,
      [anna.id],
    );
    assert.equal(orders.length, 1);
  });

  it('lets nobody pay an invoice whose order was given up, or one that is somebody else’s', async () => {
    const anna = await newViewer(house);
    const invoice = await anna.order(show);
    await anna.press(invoice.messageId, invoice.buttons[1]![0]!.data!);
    await anna.sees('the cancellation', ({ text }) => /отменён/.test(text));
    const late = await anna.pay(invoice.messageId);
    assert.equal(late.body.result, 'refused');
  });

  it('speaks the language that a person chose, in this bot and for good', async () => {
    const james = await newViewer(house, { firstName: 'James', languageCode: 'en' });
    await james.say('/language');
    const choice = await james.sees('the choice', ({ buttons }) => buttons[0]?.[0]?.data === 'l:ru');
    await james.press(choice.messageId, 'l:ru');
    await james.sees('Russian', ({ text }) => /по-русски/.test(text));
    await james.say('what is this');
    await james.sees('help in Russian', ({ text }) => /Не понял/.test(text));
  });

  it('signs the Mini App in and offers it Stars, and refuses stale and forged data', async () => {
    const anna = await newViewer(house);
    const { body } = await call(`${house.web}/api/sign-in`, { body: { initData: await anna.initData() } });
    const headers = { authorization: `Bearer ${body['token']}` };
    const offered = await call(`${house.web}/api/shows/${show.id}`, { headers });
    assert.deepEqual(
      offered.body['payment'].map(({ provider }: { provider: string }) => provider),
      ['stars'],
    );
    const placed = await call(`${house.web}/api/orders`, {
      headers,
      body: { orderId: randomUUID(), showId: show.id, lines: [{ ticketTypeId: show.typeId, quantity: 1 }], provider: 'stars' },
    });
    assert.equal(placed.status, 201);
    const paid = await call(`${house.sandbox}/people/${anna.id}/payments`, { body: { link: placed.body['checkoutUrl'] } });
    assert.equal(paid.body['result'], 'paid');
    await anna.sees('the ticket', ({ media, protectContent }) => media && protectContent);
    const mine = await call(`${house.web}/api/orders`, { headers });
    assert.deepEqual(
      mine.body['orders'].map(({ phase }: { phase: string }) => phase),
      ['paid'],
    );

    const dayOld = Math.floor(Date.now() / 1000) - 25 * 3600;
    const stale = await anna.initData(`?authDate=${dayOld}`);
    const forged = (await anna.initData()).replace(String(anna.id), '1001');
    for (const initData of [stale, forged, 'hash=00', ''])
      assert.ok([400, 401].includes((await call(`${house.web}/api/sign-in`, { body: { initData } })).status));
  });
});
