/** Money that comes late, twice, in another sum, or for an order that is over: never lost, never for nothing. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { inPhase, newShow, newViewer, order, payOnPage, seen, type TestShow, type WebOrder } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';

let house: House;
let show: TestShow;
before(async () => {
  house = await openHouse();
  // A hold that ends at once, so that expiry need not be waited for.
  await house.db.sql('alter table shows drop constraint shows_hold_minutes_check');
  show = await newShow(house, 100);
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

const sessionOf = (placed: WebOrder) => placed.checkoutUrl.split('/').at(-1)!;
const payAgain = (placed: WebOrder) => call(`${house.sandbox}/stripe/sessions/${sessionOf(placed)}/pay-again`, { body: {} });
const event = (object: object) =>
  call(`${house.sandbox}/stripe/events`, { body: { type: 'checkout.session.completed', object } });
const session = (placed: WebOrder, change: object = {}) => ({
  ...{ id: `cs_test_${randomUUID()}`, object: 'checkout.session', payment_status: 'paid', payment_intent: `pi_${randomUUID()}` },
  ...{ amount_total: 90_000, currency: 'rub', metadata: { orderId: placed.orderId }, ...change },
});
const refundsOf = (placed: WebOrder) =>
  house.db.sql<{ state: string; amount: number; currency: string }>(
    'select state, amount, currency from refunds where order_id = $1',
    [placed.orderId],
  );
const refunded = (placed: WebOrder) =>
  eventually(
    async () => ((await refundsOf(placed)).some(({ state }) => state === 'succeeded') ? refundsOf(placed) : undefined),
    'money goes back',
  );
const ledger = async (placed: WebOrder) =>
  Object.fromEntries(
    (
      await house.db.sql<{ account: string; sum: number }>(
        'select account, sum(amount)::int as sum from ledger_entries where order_id = $1 group by account',
        [placed.orderId],
      )
    ).map(({ account, sum }) => [account, sum]),
  );

describe('money', () => {
  it('that comes twice buys once, and the second comes back', async () => {
    const placed = await order(house, show);
    await payOnPage(placed.checkoutUrl);
    await inPhase(house, placed, 'paid');
    await payAgain(placed);
    assert.deepEqual(await refunded(placed), [{ state: 'succeeded', amount: 90_000, currency: 'RUB' }]);
    const now = await seen(house, placed);
    assert.deepEqual([now['tickets'].length, now['refunds'].length], [1, 1]);
    await eventually(async () => (await ledger(placed))['provider:stripe:platform'] === 90_000, 'the ledger follows');
    assert.deepEqual(await ledger(placed), { 'provider:stripe:platform': 90_000, 'sales:tickets': -90_000, 'owed:buyers': 0 });
  });

  it('told twice, late and out of order is still one payment', async () => {
    const method = 'checkout.session.completed';
    for (const mode of ['reorder', 'delay', 'duplicate'])
      await call(`${house.sandbox}/faults`, { body: { target: 'stripe-webhook', mode, method, times: 1, ms: 700 } });
    // The first event waits for a later one, the next is late, the third comes twice.
    const placed = [await order(house, show), await order(house, show), await order(house, show)];
    for (const one of placed) await payOnPage(one.checkoutUrl);
    for (const one of placed) {
      assert.equal((await inPhase(house, one, 'paid'))['tickets'].length, 1);
      assert.equal((await house.db.sql('select 1 from payments where order_id = $1', [one.orderId])).length, 1);
    }
    assert.deepEqual((await call(`${house.sandbox}/faults`)).body, []);
  });

  it('that comes late buys its seats while they remain', async () => {
    const quick = await newShow(house, 1, { holdMinutes: 0 });
    const placed = await order(house, quick);
    await inPhase(house, placed, 'expired');
    await event(session(placed));
    assert.equal((await inPhase(house, placed, 'paid'))['tickets'].length, 1);
  });

  it('that comes when the seats are gone goes back, and nobody loses theirs', async () => {
    const quick = await newShow(house, 1, { holdMinutes: 0 });
    const late = await order(house, quick);
    await inPhase(house, late, 'expired');
    await house.db.sql('update shows set hold_minutes = 15 where id = $1', [quick.id]);
    const lucky = await order(house, quick);
    await payOnPage(lucky.checkoutUrl);
    await inPhase(house, lucky, 'paid');
    // Of the sandbox's making, so that it can be refunded there.
    await payAgain(late);
    assert.equal((await refunded(late)).length, 1);
    assert.deepEqual([(await seen(house, late))['phase'], (await seen(house, late))['tickets']], ['expired', []]);
    assert.equal((await seen(house, lucky))['tickets'].length, 1);
  });

  it('in another sum or currency is never fulfilled: a person looks at it', async () => {
    for (const change of [{ amount_total: 89_999 }, { amount_total: 900_000 }, { currency: 'eur' }]) {
      const placed = await order(house, show);
      await event(session(placed, change));
      await eventually(async () => (await seen(house, placed))['attention'], 'it is on the list');
      assert.deepEqual([(await seen(house, placed))['phase'], (await refundsOf(placed)).length], ['awaitingPayment', 0]);
      const items = await house.db.sql<{ kind: string }>('select kind from attention_items where order_id = $1', [
        placed.orderId,
      ]);
      assert.deepEqual(items, [{ kind: 'paymentMismatch' }]);
    }
  });

  it('for an order whose process is over goes through the refund desk, once', async () => {
    const placed = await order(house, show);
    await payOnPage(placed.checkoutUrl);
    await inPhase(house, placed, 'paid');
    await house.temporal.workflow.getHandle(`order:${placed.orderId}`).terminate('the test ends it');
    await call(`${house.sandbox}/faults`, { body: { target: 'stripe-webhook', mode: 'duplicate', times: 3 } });
    await payAgain(placed);
    await refunded(placed);
    const payments = await house.db.sql<{ verdict: string }>(
      'select verdict from payments where order_id = $1 order by verdict',
      [placed.orderId],
    );
    assert.deepEqual(payments, [{ verdict: 'accepted' }, { verdict: 'unearned' }]);
    await call(`${house.sandbox}/faults`, { method: 'DELETE' });
  });

  it('for an order that we do not know is not acknowledged, so that it comes again', async () => {
    const stray = { orderId: randomUUID() } as WebOrder;
    const { body: told } = await event(session(stray));
    await eventually(async () => {
      const { body } = await call<Array<{ attempts: number }>>(`${house.sandbox}/stripe/deliveries`);
      return body.some((delivery) => JSON.stringify(delivery).includes(String(told['id'])) && delivery.attempts >= 2);
    }, 'the event comes again');
    assert.deepEqual(await house.db.sql('select 1 from payments where order_id = $1', [stray.orderId]), []);
  });

  it('goes back when the partner is away, as soon as it is there again, and only once', async () => {
    const placed = await order(house, show);
    await payOnPage(placed.checkoutUrl);
    await inPhase(house, placed, 'paid');
    // The refund happens, and its answer is lost; then the partner is down.
    await call(`${house.sandbox}/faults`, { body: { target: 'stripe-api', mode: 'drop', times: 2, method: 'refunds.create' } });
    await call(`${house.sandbox}/faults`, {
      body: { target: 'stripe-api', mode: 'error', times: 2, method: 'refunds.create', status: 500 },
    });
    await payAgain(placed);
    await refunded(placed);
    const all = await call<{ data: Array<{ status: string }> }>(`${house.sandbox}/v1/refunds`, {
      headers: { authorization: `Bearer ${house.stripeKey}` },
    });
    const intents = new Set(all.body.data.map((refund) => (refund as { payment_intent?: string }).payment_intent));
    assert.equal(intents.size, all.body.data.length, 'one refund for one payment');
  });

  it('in Stars for an order that is over goes back to the person, who is told', async () => {
    const anna = await newViewer(house);
    const balance = async () => (await call<{ stars: number }>(`${house.sandbox}/people/${anna.id}`)).body.stars;
    const before = await balance();
    const invoice = await anna.order(show);
    const [row] = await house.db.sql<{ id: string }>(
      'select o.id from orders o join contacts c on c.tenant_id = o.tenant_id and c.person_id = o.person_id where c.telegram_id = $1',
      [anna.id],
    );
    await house.temporal.workflow.getHandle(`order:${row!.id}`).terminate('the test ends it');
    assert.equal((await anna.pay(invoice.messageId)).body.result, 'paid');
    await anna.sees('that her Stars came back', ({ text }) => /вернули 450 ⭐/.test(text));
    assert.equal(await balance(), before);
    assert.equal((await anna.messages()).filter(({ text }) => /вернули/.test(text)).length, 1);
  });
});
