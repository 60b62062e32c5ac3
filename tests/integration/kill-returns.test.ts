/** The worker dies as in a power cut while tickets come back or change their date: the money goes back once, the word is said once. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { inPhase, newShow, newViewer, order, payOnPage, seen, type TestShow, type WebOrder } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually, type Reply } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

const patient = 150_000;
const fault = (body: object) => call(`${house.sandbox}/faults`, { body: { times: 1, target: 'stripe-api', ...body } });
async function paid(show: TestShow, quantity = 1): Promise<WebOrder> {
  const placed = await order(house, show, quantity);
  await payOnPage(placed.checkoutUrl);
  await inPhase(house, placed, 'paid', patient);
  return placed;
}
const ask = (placed: WebOrder, path: string, body: object) =>
  call(`${house.web}/api/orders/${placed.orderId}/${path}?token=${placed.token}`, { body });
/** Asked until the house is there to answer: what a person who presses again does. */
const insist = (asked: () => Promise<Reply<Record<string, any>>>, what: string) =>
  eventually(
    async () => {
      const reply = await asked();
      if (reply.status < 500) assert.equal(reply.status, 200, JSON.stringify(reply.body));
      return reply.status === 200;
    },
    what,
    patient,
  );

/** What the provider itself has returned of an order. */
async function atProvider(orderId: string): Promise<number[]> {
  const [row] = await house.db.sql<{ payment_id: string }>('select payment_id from payments where order_id = $1', [orderId]);
  const { body } = await call<{ data: Array<{ amount: number }> }>(
    `${house.sandbox}/v1/refunds?payment_intent=${row!.payment_id}`,
    { headers: { authorization: `Bearer ${house.stripeKey}` } },
  );
  return body.data.map(({ amount }) => amount);
}
const refunds = (orderId: string) => house.db.sql<{ state: string }>('select state from refunds where order_id = $1', [orderId]);
const settled = (orderId: string) =>
  eventually(async () => (await refunds(orderId)).every(({ state }) => state === 'succeeded'), 'the money is back', patient);
const moneyLetters = async ({ email }: WebOrder) =>
  (await call<Array<{ subject: string }>>(`${house.sandbox}/mailbox?to=${email}`)).body.filter(({ subject }) =>
    /900/.test(subject),
  );
const questions = (orderId: string) => house.db.sql('select kind from attention_items where order_id = $1', [orderId]);

async function returnedOnce(placed: WebOrder): Promise<void> {
  await settled(placed.orderId);
  await inPhase(house, placed, 'refunded', patient);
  await eventually(async () => (await moneyLetters(placed)).length > 0, 'the letter', patient);
  await onceEverywhere(placed);
}

/** At the provider, in our rows and in the letterbox. */
async function onceEverywhere(placed: WebOrder): Promise<void> {
  assert.deepEqual(await atProvider(placed.orderId), [90_000], 'at the provider');
  assert.deepEqual([(await refunds(placed.orderId)).length, (await moneyLetters(placed)).length], [1, 1]);
  assert.deepEqual(await questions(placed.orderId), []);
}

const taken = `(select coalesce(sum(h.seats), 0) from seat_holds h where h.show_id = s.id and h.state in ('held', 'sold'))`;

type Dates = [TestShow, TestShow];
const datesOfOneHall = async (): Promise<Dates> => [await newShow(house, 20), await newShow(house, 20, { inHours: 96 })];

/** Orders of two dates change to the other one while the worker dies again and again. */
async function storm({ people, kills, dates }: { people: number; kills: number; dates?: Dates }) {
  const [one, other] = dates ?? (await datesOfOneHall());
  const orders = await Promise.all(Array.from({ length: people }, (_, index) => paid(index % 2 ? one : other, 1 + (index % 3))));
  const wanted = (index: number) => (index % 2 ? other : one);
  const exchanging = orders.map((placed, index) => {
    const requestId = randomUUID();
    return insist(() => ask(placed, 'exchange', { requestId, showId: wanted(index).id }), `order ${index} is exchanged`);
  });
  for (let killed = 0; killed < kills; killed += 1) {
    await house.worker.kill();
    await house.worker.start();
  }
  await Promise.all(exchanging);
  return { orders, wanted };
}

describe('the worker is killed', () => {
  it('right after the refund reached its provider: it is asked again under the same key, and returns nothing twice', async () => {
    const placed = await paid(await newShow(house, 5));
    await fault({ mode: 'delay', ms: 20_000, method: 'refunds.create' });
    assert.equal((await ask(placed, 'refund', { requestId: randomUUID() })).status, 200);
    await eventually(async () => (await atProvider(placed.orderId)).length === 1, 'the provider has returned it');
    await house.worker.kill();
    assert.deepEqual(await refunds(placed.orderId), [{ state: 'requested' }], 'nobody here knows of it');
    await house.worker.start();
    await returnedOnce(placed);
  });

  it('there, and a worker that names its try anew returns it twice: the guard is needed', async () => {
    const placed = await paid(await newShow(house, 5), 2);
    const [ticket] = (await seen(house, placed))['tickets'];
    await fault({ mode: 'delay', ms: 20_000, method: 'refunds.create' });
    assert.equal((await ask(placed, 'refund', { requestId: randomUUID(), ticketIds: [ticket.id] })).status, 200);
    await eventually(async () => (await atProvider(placed.orderId)).length === 1, 'the provider has returned it');
    await house.worker.kill();
    // The key no longer follows from the debt alone: what the dead worker called it is forgotten.
    await house.db.sql('update refunds set attempt = attempt + 1 where order_id = $1', [placed.orderId]);
    await house.worker.start();
    await settled(placed.orderId);
    assert.deepEqual(await atProvider(placed.orderId), [90_000, 90_000]);
    await assert.rejects(onceEverywhere(placed), /at the provider/, 'the check notices it');
  });

  it('after the answer of the provider was lost: the same', async () => {
    const placed = await paid(await newShow(house, 5));
    await fault({ mode: 'drop', method: 'refunds.create' });
    // And nobody answers the next tries, so that the worker surely dies before it knows.
    await fault({ mode: 'error', status: 500, times: 1000, method: 'refunds.create' });
    assert.equal((await ask(placed, 'refund', { requestId: randomUUID() })).status, 200);
    await eventually(async () => (await atProvider(placed.orderId)).length === 1, 'the provider has returned it');
    await house.worker.kill();
    await call(`${house.sandbox}/faults`, { method: 'DELETE' });
    assert.deepEqual(await refunds(placed.orderId), [{ state: 'requested' }]);
    await house.worker.start();
    await returnedOnce(placed);
  });

  it('between the end of access and the money: the tickets are void, and the money follows once', async () => {
    const placed = await paid(await newShow(house, 5));
    await fault({ mode: 'error', status: 500, times: 1000, method: 'refunds.create' });
    await ask(placed, 'refund', { requestId: randomUUID() });
    await house.worker.kill();
    const [ticket] = await house.db.sql('select state from tickets where order_id = $1', [placed.orderId]);
    assert.deepEqual([ticket, await atProvider(placed.orderId)], [{ state: 'revoked' }, []]);
    await call(`${house.sandbox}/faults`, { method: 'DELETE' });
    await house.worker.start();
    await returnedOnce(placed);
  });

  it('as soon as the rows say so, before the process knows: the same request again has the same answer', async () => {
    const show = await newShow(house, 5);
    const placed = await paid(show);
    const requestId = randomUUID();
    const first = ask(placed, 'refund', { requestId }).catch(() => undefined);
    await eventually(async () => (await refunds(placed.orderId)).length === 1, 'the debt is on record');
    await house.worker.kill();
    await house.worker.start();
    await insist(() => ask(placed, 'refund', { requestId }), 'the answer');
    await first;
    await returnedOnce(placed);
    assert.deepEqual(await house.db.sql('select seats_left from shows where id = $1', [show.id]), [{ seats_left: 5 }]);
  });

  it('right after Telegram has returned the Stars: the buyer hears of it once', async () => {
    const show = await newShow(house, 5);
    const anna = await newViewer(house);
    const invoice = await anna.order(show);
    await anna.pay(invoice.messageId);
    await anna.sees('her ticket', ({ media, text }) => media && text.includes('№'));
    const [row] = await house.db.sql<{ id: string }>('select id from orders where show_id = $1', [show.id]);
    const { body } = await call(`${house.web}/api/sign-in`, { body: { initData: await anna.initData(), bot: 'platform' } });
    await fault({ target: 'telegram-api', mode: 'delay', ms: 20_000, method: 'refundStarPayment' });
    const headers = { authorization: `Bearer ${body['token']}` };
    const asked = await call(`${house.web}/api/orders/${row!.id}/refund`, { body: { requestId: randomUUID() }, headers });
    assert.equal(asked.status, 200);
    const faults = async () => (await call<unknown[]>(`${house.sandbox}/faults`)).body;
    await eventually(async () => (await faults()).length === 0, 'Telegram has the call');
    await house.worker.kill();
    assert.deepEqual(await refunds(row!.id), [{ state: 'requested' }]);
    await house.worker.start();
    await settled(row!.id);
    await anna.sees('that they came back', ({ text }) => /Вернули/.test(text));
    assert.equal((await anna.messages()).filter(({ text }) => /Вернули/.test(text)).length, 1);
    assert.deepEqual(await questions(row!.id), []);
  });

  it('again and again in a storm of exchanges in both directions: everybody is on their date, with their seats', async () => {
    const { orders, wanted } = await storm({ people: 12, kills: 3 });
    for (const [index, placed] of orders.entries()) {
      const now = await seen(house, placed);
      assert.deepEqual([now['show'].id, now['tickets'].length], [wanted(index).id, 1 + (index % 3)]);
      const [row] = await house.db.sql('select exchanges from orders where id = $1', [placed.orderId]);
      assert.deepEqual(row, { exchanges: 1 });
    }
    const told = await house.db.sql(`select key from messages where order_id = any($1) group by key having count(*) > 1`, [
      orders.map(({ orderId }) => orderId),
    ]);
    assert.deepEqual(told, []);
  });

  it('there, and where seats are not counted they are lost: the invariants notice it', async () => {
    const storming = await datesOfOneHall();
    // The count no longer arrives: the guard is off for both dates.
    await house.db.sql(
      `create function guard_off() returns trigger language plpgsql as $$ begin new.seats_left := old.seats_left; return new; end $$`,
    );
    await house.db.sql(
      `create trigger guard_off before update on shows for each row
       when (old.id in ('${storming.map(({ id }) => id).join("', '")}')) execute function guard_off()`,
    );
    await storm({ people: 3, kills: 1, dates: storming });
    await assert.rejects(assertSound(house.db), /seats left/);
    await house.db.sql('drop trigger guard_off on shows');
    const ids = storming.map(({ id }) => id);
    await house.db.sql(`update shows s set seats_left = s.capacity - ${taken} where s.id = any($1)`, [ids]);
  });
});
