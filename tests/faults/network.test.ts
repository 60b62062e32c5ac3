/** The cables to Postgres and to the partners are slow, cut, silent, or lose an answer half-way: nobody pays twice, and paid is delivered. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { inPhase, newShow, payOnPage, type WebOrder } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { patient } from './moment.ts';
import { ask, atProvider } from './provider.ts';
import { type Cable, layCable, type Trouble } from './proxy.ts';
import { sinceFault } from './recovery.ts';
import { bought, placed, type Stage, upheaval } from './upheaval.ts';

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
const stage = (): Stage => ({ house, owner });
const through = (what: string, cable: Cable, trouble: Trouble, meanwhile: () => Promise<unknown>) =>
  upheaval(stage(), what, {
    early: true,
    strike() {
      cable.trouble(trouble);
      if ('refuse' in trouble) assert.ok(cable.cut() > 0, 'somebody was talking');
    },
    meanwhile,
    heal: () => cable.trouble(),
  });

describe('the cable to Postgres', () => {
  it('is slow: everything takes longer, and is done once', async () => {
    const before = toPostgres.seen.slowed;
    await through('a slow Postgres', toPostgres, { latency: 60 }, () =>
      eventually(async () => toPostgres.seen.slowed > before + 100, 'pieces are slowed'),
    );
  });

  it('is cut: who asks meanwhile hears to come again, and it goes on', async () => {
    const before = toPostgres.seen.refused;
    await through('the cable to Postgres was cut', toPostgres, { refuse: true }, async () => {
      const asked = await call(`${house.web}/api/shows`);
      assert.deepEqual([asked.status, asked.body['error']], [503, 'Busy']);
      assert.ok(Number(asked.headers.get('retry-after')) > 0);
      await eventually(async () => toPostgres.seen.refused > before + 4, 'both are refused');
    });
  });

  it('swallows everything: it is given up in time, and new connections take over', async () => {
    const before = toPostgres.seen.swallowed;
    await through('Postgres fell silent', toPostgres, { blackHole: true }, async () => {
      const asked = await call(`${house.web}/api/shows`);
      assert.deepEqual([asked.status, asked.body['error']], [503, 'Busy']);
      assert.ok(toPostgres.seen.swallowed > before);
    });
  });

  it('loses the answers to what was committed: nothing is done twice', async () => {
    const before = toPostgres.seen.lost;
    await through(
      'Postgres committed and its answers were lost',
      toPostgres,
      { loseAnswerTo: /Q....commit\0/is, times: 12 },
      () => eventually(async () => toPostgres.seen.lost >= before + 6, 'answers are lost'),
    );
  });
});

describe('the cable to Stripe', () => {
  it('loses the answer to a new payment page: the same page again, and one charge', async () => {
    const show = await newShow(house, 1);
    const before = toPartners.seen.lost;
    toPartners.trouble({ loseAnswerTo: /POST \/v1\/checkout\/sessions /, times: 2 });
    const ordered = await placed(stage(), show);
    assert.equal(toPartners.seen.lost, before + 2, 'two answers were lost');
    await payOnPage(ordered.checkoutUrl);
    await inPhase(house, ordered, 'paid', patient);
    const sessions = await stripe<{ client_reference_id: string }>('checkout/sessions?limit=100');
    assert.equal(sessions.filter(({ client_reference_id }) => client_reference_id === ordered.orderId).length, 1);
    await paymentOf(ordered);
  });

  it('breaks off half-way through the answer: the same', async () => {
    const show = await newShow(house, 1);
    const before = toPartners.seen.lost;
    toPartners.trouble({ loseAnswerTo: /POST \/v1\/checkout\/sessions /, times: 1, after: 200 });
    const ordered = await bought(stage(), show);
    assert.equal(toPartners.seen.lost, before + 1);
    assert.equal((await house.db.sql('select 1 from payment_sessions where order_id = $1', [ordered.orderId])).length, 1);
  });

  it('loses our answer to the news of a payment: it comes again and is counted once, and the ticket is there', async () => {
    const ordered = await placed(stage(), await newShow(house, 1));
    const before = toUs.seen.lost;
    toUs.trouble({ loseAnswerTo: /POST \/webhooks\/stripe/, times: 2 });
    await payOnPage(ordered.checkoutUrl);
    assert.equal((await inPhase(house, ordered, 'paid', patient))['tickets'].length, 1);
    await eventually(async () => toUs.seen.lost === before + 2, 'two answers were lost');
    toUs.trouble();
    await paymentOf(ordered);
    assert.deepEqual(await atProvider(house, ordered.orderId), [], 'nothing looked like a second payment');
  });

  it('loses the answer to a refund: the same refund again, and no second one', async () => {
    const ordered = await bought(stage(), await newShow(house, 1));
    const before = toPartners.seen.lost;
    toPartners.trouble({ loseAnswerTo: /POST \/v1\/refunds /, times: 2 });
    const recovery = sinceFault("Stripe's answers to a refund were lost");
    assert.equal((await ask(house, ordered, 'refund', { requestId: randomUUID() })).status, 200);
    await inPhase(house, ordered, 'refunded', patient);
    await eventually(
      async () =>
        (await house.db.sql(`select 1 from refunds where order_id = $1 and state = 'succeeded'`, [ordered.orderId])).length === 1,
      'the money is back',
      patient,
    );
    recovery.recovered();
    assert.equal(toPartners.seen.lost, before + 2);
    assert.deepEqual(await atProvider(house, ordered.orderId), [90_000]);
  });

  it('is slow, then cut, in the middle of orders and of a mass refund: everything is done, once', async () => {
    const slowed = toPartners.seen.slowed;
    await through('slow partners', toPartners, { latency: 400 }, () =>
      eventually(async () => toPartners.seen.slowed > slowed + 10, 'pieces are slowed'),
    );
    const refused = toPartners.seen.refused;
    await through('the cable to the partners was cut', toPartners, { refuse: true }, () =>
      eventually(async () => toPartners.seen.refused > refused + 4, 'calls are refused'),
    );
  });
});
