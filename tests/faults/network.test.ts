/** The cables to Postgres and to the partners are slow, cut, silent, or lose an answer half-way: nobody pays twice, and paid is delivered. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { inPhase, newShow, payOnPage, seen, type WebOrder } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { without } from './guards.ts';
import { patient } from './moment.ts';
import { countedOnce, countedTwice, onePage, onePayment, oneRefund } from './once.ts';
import { ask, insist, paid, settled } from './provider.ts';
import { type Cable, layCable, type Trouble } from './proxy.ts';
import { sinceFault } from './recovery.ts';
import { bought, placed, type Stage, upheaval } from './upheaval.ts';

let house: House;
let owner: Organiser;
let toPostgres: Cable;
let toPartners: Cable;
let toUs: Cable;
/** From the worker alone to Postgres, once it is started with it. */
let fromWorker: Cable;
before(async () => {
  [toPostgres, toPartners, toUs, fromWorker] = await Promise.all([layCable(), layCable(), layCable(), layCable()]);
  house = await openHouse({ by: { postgres: toPostgres.by, partners: toPartners.by, webhooks: toUs.by } });
  owner = await newOrganiser(house);
});
after(async () => {
  if (!house) return;
  const cables = [toPostgres, toPartners, toUs, fromWorker];
  for (const cable of cables) cable.trouble();
  await assertSound(house.db).finally(house.close);
  await Promise.all(cables.map((cable) => cable.close()));
});

async function assertBusy(): Promise<void> {
  const asked = await call(`${house.web}/api/shows`);
  assert.deepEqual([asked.status, asked.body['error']], [503, 'Busy'], 'who asks hears to come again');
  assert.ok(Number(asked.headers.get('retry-after')) > 0);
}
/** Paid, and twice our answer to the very news of it did not arrive. */
async function toldTwice(): Promise<WebOrder> {
  const ordered = await placed(stage(), await newShow(house, 1));
  const before = toUs.seen.lost;
  toUs.trouble({ loseAnswerTo: /"type": "checkout\.session\.completed"/, times: 2 });
  await payOnPage(ordered.checkoutUrl);
  assert.equal((await inPhase(house, ordered, 'paid', patient))['tickets'].length, 1);
  await eventually(async () => toUs.seen.lost === before + 2, 'two answers were lost');
  toUs.trouble();
  return ordered;
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
      await assertBusy();
      await eventually(async () => toPostgres.seen.refused > before + 4, 'both are refused');
    });
  });

  it('swallows everything: it is given up in time, and new connections take over', async () => {
    const before = toPostgres.seen.swallowed;
    await through('Postgres fell silent', toPostgres, { blackHole: true }, async () => {
      await assertBusy();
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

it('Postgres commits a return, cannot say so, and then nobody listens there: the money goes back once', async () => {
  const ordered = await bought(stage(), await newShow(house, 1));
  const before = toPostgres.seen.lost;
  const waits = async () => {
    const { events } = await house.temporal.workflow.getHandle(`order:${ordered.orderId}`).fetchHistory();
    return events!.filter(({ timerStartedEventAttributes: timer }) => timer).length;
  };
  const waited = await waits();
  // The step of this order and of no other: earlier ones may still be at work.
  const step = new RegExp(`update seat_holds set seats = seats - 1[^]*${ordered.orderId}`);
  toPostgres.trouble({ loseAnswerTo: /Q....commit\0/is, times: 1, once: step, gone: true });
  const request = { requestId: randomUUID() };
  const asked = ask(house, ordered, 'refund', request);
  asked.catch(() => {}); // told below
  try {
    await eventually(async () => toPostgres.seen.lost === before + 1, 'the answer was lost', patient);
    await eventually(
      async () => (await waits()) >= waited + 6,
      'nobody is reached, more often than a step that Postgres refuses is tried',
      patient,
    );
  } finally {
    toPostgres.trouble();
  }
  const recovery = sinceFault('a commit without an answer, and nobody who listens');
  assert.ok([200, 503].includes((await asked).status));
  // Nobody asks again before the money is back: the process goes on by itself.
  await settled(house, ordered.orderId);
  recovery.recovered();
  await oneRefund(house, ordered);
  await insist(() => ask(house, ordered, 'refund', request), 'the same request finds its answer');
  await oneRefund(house, ordered);
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
    await onePage(house, ordered);
    await onePayment(house, ordered);
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
    await countedOnce(house, await toldTwice());
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
    await oneRefund(house, ordered);
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

describe('each of these guards is needed', () => {
  /** And the one that Stripe's client asks for at once. */
  const lost = (request: RegExp): Trouble => ({ loseAnswerTo: request, times: 2 });
  before(async () => {
    const env = { DATABASE_URL: fromWorker.by(house.db.writerUrl) };
    await Promise.all([
      without(house.worker, ['checkoutKey', 'moneyOnce', 'refundKey'], env),
      without(house.server, ['busyNamed']),
    ]);
  });

  it('Postgres loses the answer to what was committed, and the same money once more is more money', async () => {
    const ordered = await placed(stage(), await newShow(house, 1));
    fromWorker.trouble({ loseAnswerTo: /Q....commit\0/is, times: 100_000 });
    await payOnPage(ordered.checkoutUrl);
    const settling = () => house.db.sql('select 1 from payments where order_id = $1', [ordered.orderId]);
    await eventually(async () => (await settling()).length > 0, 'it is settled, and nobody heard of it');
    fromWorker.trouble();
    await eventually(async () => fromWorker.seen.lost > 0, 'the answer was lost');
    await countedTwice(house, ordered);
  });

  it('our answer to the news of a payment is lost, and the same news once more is more money', async () =>
    countedTwice(house, await toldTwice()));

  it('the answer to a new payment page is lost, and without its key there is another page', async () => {
    toPartners.trouble(lost(/POST \/v1\/checkout\/sessions /));
    const ordered = await placed(stage(), await newShow(house, 1));
    await assert.rejects(onePage(house, ordered), /one page/);
  });

  it('the answer to a refund is lost, and without its key there is another refund', async () => {
    const ordered = await paid(house, await newShow(house, 2), 2);
    const [ticket] = (await seen(house, ordered))['tickets'];
    toPartners.trouble(lost(/POST \/v1\/refunds /));
    assert.equal((await ask(house, ordered, 'refund', { requestId: randomUUID(), ticketIds: [ticket.id] })).status, 200);
    await settled(house, ordered.orderId);
    await assert.rejects(oneRefund(house, ordered), /one refund/);
  });

  it('the cable to Postgres is cut, and a server that does not know what that looks like calls it a fault of its own', async () => {
    toPostgres.trouble({ refuse: true });
    assert.ok(toPostgres.cut() > 0, 'somebody was talking');
    await assert.rejects(assertBusy(), /who asks hears to come again/).finally(() => toPostgres.trouble());
  });
});
