/** The worker, the server or both die as in a power cut, at the worst moments of a sale: paid is delivered all the same. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inPhase, newShow, newViewer, order, payOnPage, seen, type TestShow } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';

let house: House;
let show: TestShow;
before(async () => {
  house = await openHouse();
  show = await newShow(house, 200);
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

const fault = (body: object) => call(`${house.sandbox}/faults`, { body: { times: 1, ...body } });
const ticketPhotos = async (viewer: Awaited<ReturnType<typeof newViewer>>) =>
  (await viewer.messages()).filter(({ media, protectContent, text }) => media && protectContent && text.includes('№')).length;

describe('the worker is killed', () => {
  it('before the money comes: the signal waits, and the ticket is issued once it is back', async () => {
    const placed = await order(house, show);
    await house.worker.kill();
    await payOnPage(placed.checkoutUrl);
    await eventually(async () => {
      const { events } = await house.temporal.workflow.getHandle(`order:${placed.orderId}`).fetchHistory();
      return events?.some(({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName === 'paymentSettled');
    }, 'Temporal has the signal');
    assert.equal((await seen(house, placed))['phase'], 'awaitingPayment');
    await house.worker.start();
    assert.equal((await inPhase(house, placed, 'paid'))['tickets'].length, 1);
  });

  it('between paid and ticket: the message goes out once, after it is back', async () => {
    const anna = await newViewer(house);
    const invoice = await anna.order(show);
    // Telegram refuses, so that the order is paid and its ticket is not sent when the worker dies.
    await fault({ target: 'telegram-api', method: 'sendPhoto', mode: 'error', status: 429, times: 1 });
    await anna.pay(invoice.messageId);
    await eventually(
      async () => (await house.db.sql(`select 1 from messages where state = 'intended' and attempts > 0`)).length > 0,
      'the first attempt was refused',
    );
    await house.worker.kill();
    assert.equal(await ticketPhotos(anna), 0);
    await house.worker.start();
    await eventually(async () => (await ticketPhotos(anna)) === 1, 'the ticket', 120_000);
    await eventually(
      async () => (await house.db.sql(`select 1 from messages where state = 'sent'`)).length > 0,
      'it is on record',
    );
    assert.equal(await ticketPhotos(anna), 1);
  });

  it('while Telegram holds the answer back: the ticket arrives, at most twice and with one number', async () => {
    const anna = await newViewer(house);
    const invoice = await anna.order(show);
    await fault({ target: 'telegram-api', method: 'sendPhoto', mode: 'delay', ms: 20_000 });
    await anna.pay(invoice.messageId);
    await eventually(async () => (await ticketPhotos(anna)) === 1, 'the ticket is there, its answer is not');
    await house.worker.kill();
    await house.worker.start();
    await eventually(
      async () => (await house.db.sql(`select 1 from messages where key like 'tickets:%' and state = 'sending'`)).length === 0,
      'the outcome is known',
      120_000,
    );
    const photos = (await anna.messages()).filter(({ media, text }) => media && text.includes('№'));
    assert.ok(photos.length >= 1 && photos.length <= 2);
    assert.equal(new Set(photos.map(({ text }) => text)).size, 1);
  });

  it('again and again under twenty buyers: everyone who paid has a ticket, and nobody two', async () => {
    const buying = Array.from({ length: 20 }, async () => {
      const placed = await eventually(
        async () => {
          const asked = await order(house, show);
          return asked.reply.status === 201 ? asked : undefined;
        },
        'a seat is held',
        120_000,
      );
      await payOnPage(placed.checkoutUrl);
      return placed;
    });
    for (let kills = 0; kills < 3; kills += 1) {
      await house.worker.kill();
      await house.worker.start();
    }
    for (const placed of await Promise.all(buying))
      assert.equal((await inPhase(house, placed, 'paid', 120_000))['tickets'].length, 1);
  });
});

describe('the server is killed', () => {
  it('before a webhook arrives: the provider sends it again, and the ticket is issued', async () => {
    const placed = await order(house, show);
    await house.server.kill();
    await payOnPage(placed.checkoutUrl);
    await house.server.start();
    assert.equal((await inPhase(house, placed, 'paid'))['tickets'].length, 1);
  });

  it('after Stars were paid and before it heard of it: Telegram keeps the update', async () => {
    const anna = await newViewer(house);
    const invoice = await anna.order(show);
    await fault({ target: 'telegram-updates', method: 'message', mode: 'delay', ms: 3000 });
    await anna.pay(invoice.messageId);
    await house.server.kill();
    await house.server.start();
    await eventually(async () => (await ticketPhotos(anna)) === 1, 'the ticket', 120_000);
  });
});
