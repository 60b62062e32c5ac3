/** The cables to Postgres and to the partners are slow, cut, silent, or lose an answer half-way: nobody pays twice, and paid is delivered. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { inPhase, newShow, order, payOnPage, type TestShow, type WebOrder } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { type Cable, layCable, type Trouble } from './proxy.ts';
import { sinceFault } from './recovery.ts';

const patient = 120_000;

let house: House;
let owner: Organiser;
let toPostgres: Cable;
let toPartners: Cable;
let toUs: Cable;
before(async () => {
  [toPostgres, toPartners, toUs] = await Promise.all([layCable(), layCable(), layCable()]);
  house = await openHouse({ by: { postgres: toPostgres.by, partners: toPartners.by, webhooks: toUs.by } });
  owner = await newOrganiser(house);
});
after(async () => {
  if (!house) return;
  for (const cable of [toPostgres, toPartners, toUs]) cable.trouble();
  await assertSound(house.db).finally(house.close);
  await Promise.all([toPostgres, toPartners, toUs].map((cable) => cable.close()));
});

/** Pressed until it is answered with a yes, always under the same id or, once that is spent, a new one: what the page does. */
async function insist(show: TestShow): Promise<WebOrder> {
  let same: { orderId: string; email: string } | undefined;
  return eventually(
    async () => {
      const asked = await order(house, show, 1, same);
      const { status, body } = asked.reply;
      if (status === 201) return asked;
      assert.equal(status, 503, JSON.stringify(body));
      assert.ok(Number(asked.reply.headers.get('retry-after')) > 0);
      same = body['error'] === 'Busy' ? asked : undefined;
      return undefined;
    },
    'an order is taken',
    patient,
  );
}
async function paid(show: TestShow): Promise<WebOrder> {
  const placed = await insist(show);
  await payOnPage(placed.checkoutUrl);
  await inPhase(house, placed, 'paid', patient);
  return placed;
}
const ask = (placed: WebOrder, path: string, body: object) =>
  call(`${house.web}/api/orders/${placed.orderId}/${path}?token=${placed.token}`, { body });

const stripe = async <T>(path: string): Promise<T[]> =>
  (
    await call<{ data: T[] }>(`${house.sandbox}/v1/${path}`, {
      headers: { authorization: `Bearer ${house.stripeKey}` },
    })
  ).body.data;
async function paymentOf({ orderId }: WebOrder): Promise<string> {
  const rows = await house.db.sql<{ payment_id: string }>('select payment_id from payments where order_id = $1', [orderId]);
  assert.equal(rows.length, 1, 'one payment');
  return rows[0]!.payment_id;
}
const refundsOf = async (placed: WebOrder) =>
  (await stripe<{ amount: number }>(`refunds?payment_intent=${await paymentOf(placed)}`)).map(({ amount }) => amount);

/** Everybody of the show has their money once, and it sells nothing any more. */
async function assertCalledOff(show: TestShow, orders: WebOrder[]): Promise<void> {
  await eventually(
    async () =>
      (
        await house.db.sql(
          `select 1 from refunds r join orders o on o.id = r.order_id where o.show_id = $1 and r.state = 'succeeded'`,
          [show.id],
        )
      ).length === orders.length,
    'all money is back',
    patient,
  );
  for (const placed of orders) assert.deepEqual(await refundsOf(placed), [90_000]);
  for (const placed of orders) await inPhase(house, placed, 'refunded', patient);
}
const callOff = (show: TestShow) =>
  eventually(
    async () => {
      const { status, body } = await owner.ask(`shows/${show.id}/cancel`, {
        requestId: callOffs.get(show.id) ?? remember(show.id),
      });
      if (status < 500) assert.equal(status, 200, JSON.stringify(body));
      return status === 200;
    },
    'the show is called off',
    patient,
  );
const callOffs = new Map<string, string>();
const remember = (showId: string): string => {
  callOffs.set(showId, randomUUID());
  return callOffs.get(showId)!;
};

/** An order and a mass refund in the middle of which the trouble comes. */
async function through(what: string, cable: Cable, trouble: Trouble, { meanwhile }: { meanwhile: () => Promise<unknown> }) {
  const [show, calledOff] = [await newShow(house, 3), await newShow(house, 8)];
  const before = await Promise.all([paid(calledOff), paid(calledOff), paid(calledOff), paid(calledOff)]);
  const placed = await insist(show);
  cable.trouble(trouble);
  cable.cut();
  const paying = payOnPage(placed.checkoutUrl);
  const buying = paid(show);
  const calling = callOff(calledOff);
  await meanwhile();
  const recovery = sinceFault(what);
  cable.trouble();
  assert.equal((await inPhase(house, placed, 'paid', patient))['tickets'].length, 1);
  await Promise.all([paying, buying, calling]);
  recovery.recovered();
  await assertCalledOff(calledOff, before);
  await assertSound(house.db);
}

describe('the cable to Postgres', () => {
  it('is slow: everything takes longer, and is done once', async () => {
    const before = toPostgres.seen.slowed;
    await through(
      'a slow Postgres',
      toPostgres,
      { latency: 60 },
      {
        meanwhile: () => eventually(async () => toPostgres.seen.slowed > before + 100, 'pieces are slowed'),
      },
    );
  });

  it('is cut: who asks meanwhile hears to come again, and it goes on', async () => {
    const before = toPostgres.seen.refused;
    await through(
      'the cable to Postgres was cut',
      toPostgres,
      { refuse: true },
      {
        async meanwhile() {
          const asked = await call(`${house.web}/api/shows`);
          assert.deepEqual([asked.status, asked.body['error']], [503, 'Busy']);
          assert.ok(Number(asked.headers.get('retry-after')) > 0);
          await eventually(async () => toPostgres.seen.refused > before + 4, 'both are refused');
        },
      },
    );
  });

  it('swallows everything: it is given up in time, and new connections take over', async () => {
    const before = toPostgres.seen.swallowed;
    await through(
      'Postgres fell silent',
      toPostgres,
      { blackHole: true },
      {
        async meanwhile() {
          const asked = await call(`${house.web}/api/shows`);
          assert.deepEqual([asked.status, asked.body['error']], [503, 'Busy']);
          assert.ok(toPostgres.seen.swallowed > before);
        },
      },
    );
  });

  it('loses the answers to what was committed: nothing is done twice', async () => {
    const before = toPostgres.seen.lost;
    await through(
      'Postgres committed and its answers were lost',
      toPostgres,
      { loseAnswerTo: /Q....commit\0/is, times: 12 },
      {
        meanwhile: () => eventually(async () => toPostgres.seen.lost >= before + 6, 'answers are lost'),
      },
    );
  });
});

describe('the cable to Stripe', () => {
  it('loses the answer to a new payment page: the same page again, and one charge', async () => {
    const show = await newShow(house, 1);
    const before = toPartners.seen.lost;
    toPartners.trouble({ loseAnswerTo: /POST \/v1\/checkout\/sessions /, times: 2 });
    const placed = await insist(show);
    assert.equal(toPartners.seen.lost, before + 2, 'two answers were lost');
    await payOnPage(placed.checkoutUrl);
    await inPhase(house, placed, 'paid', patient);
    const sessions = await stripe<{ client_reference_id: string }>('checkout/sessions?limit=100');
    assert.equal(sessions.filter(({ client_reference_id }) => client_reference_id === placed.orderId).length, 1);
    await paymentOf(placed);
  });

  it('breaks off half-way through the answer: the same', async () => {
    const show = await newShow(house, 1);
    const before = toPartners.seen.lost;
    toPartners.trouble({ loseAnswerTo: /POST \/v1\/checkout\/sessions /, times: 1, after: 200 });
    const placed = await paid(show);
    assert.equal(toPartners.seen.lost, before + 1);
    assert.equal((await house.db.sql('select 1 from payment_sessions where order_id = $1', [placed.orderId])).length, 1);
  });

  it('loses our answer to the news of a payment: it comes again and is counted once, and the ticket is there', async () => {
    const placed = await insist(await newShow(house, 1));
    const before = toUs.seen.lost;
    toUs.trouble({ loseAnswerTo: /POST \/webhooks\/stripe/, times: 2 });
    await payOnPage(placed.checkoutUrl);
    assert.equal((await inPhase(house, placed, 'paid', patient))['tickets'].length, 1);
    await eventually(async () => toUs.seen.lost === before + 2, 'two answers were lost');
    toUs.trouble();
    await paymentOf(placed);
    assert.deepEqual(await refundsOf(placed), [], 'nothing looked like a second payment');
  });

  it('loses the answer to a refund: the same refund again, and no second one', async () => {
    const placed = await paid(await newShow(house, 1));
    const before = toPartners.seen.lost;
    toPartners.trouble({ loseAnswerTo: /POST \/v1\/refunds /, times: 2 });
    const recovery = sinceFault("Stripe's answers to a refund were lost");
    assert.equal((await ask(placed, 'refund', { requestId: randomUUID() })).status, 200);
    await inPhase(house, placed, 'refunded', patient);
    await eventually(
      async () =>
        (await house.db.sql(`select 1 from refunds where order_id = $1 and state = 'succeeded'`, [placed.orderId])).length === 1,
      'the money is back',
      patient,
    );
    recovery.recovered();
    assert.equal(toPartners.seen.lost, before + 2);
    assert.deepEqual(await refundsOf(placed), [90_000]);
  });

  it('is slow, then cut, in the middle of orders and of a mass refund: everything is done, once', async () => {
    const slowed = toPartners.seen.slowed;
    await through(
      'slow partners',
      toPartners,
      { latency: 400 },
      {
        meanwhile: () => eventually(async () => toPartners.seen.slowed > slowed + 10, 'pieces are slowed'),
      },
    );
    const refused = toPartners.seen.refused;
    await through(
      'the cable to the partners was cut',
      toPartners,
      { refuse: true },
      {
        meanwhile: () => eventually(async () => toPartners.seen.refused > refused + 4, 'calls are refused'),
      },
    );
  });
});
