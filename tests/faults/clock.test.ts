/** Our clocks are ten minutes off those of Postgres, Temporal and the partners: what is decided by whose clock, and that nothing is lost by it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import Stripe from 'stripe';
import { inPhase, newShow, newViewer, order, payOnPage, type WebOrder } from '../support/buyers.ts';
import { type House, openHouse, type Part } from '../support/house.ts';
import { call } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { without } from './guards.ts';
import { killed, patient, reachable } from './moment.ts';
import { ask, returnedOnce } from './provider.ts';

const minutes = 60_000;
let house: House;
let owner: Organiser;
before(async () => {
  house = await openHouse();
  owner = await newOrganiser(house);
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

const off = (ms: number) => ({
  NODE_OPTIONS: `--import ${new URL('./shifted-clock.mjs', import.meta.url).href}`,
  RAMPA_TEST_CLOCK_SHIFT: String(ms),
});
async function whileOff(part: Part, ms: number, work: () => Promise<void>): Promise<void> {
  await killed(part);
  await part.start(off(ms));
  await work().finally(async () => {
    await killed(part);
    await part.start();
  });
}
async function startingIn(ms: number) {
  const show = await newShow(house, 3);
  await house.db.sql(`update shows set starts_at = now() + make_interval(secs => $2) where id = $1`, [show.id, ms / 1000]);
  return show;
}
/** An event with a signature that is right, made now by everybody else's clock. */
const trueEvent = () => {
  const payload = JSON.stringify({ id: 'evt_clock', object: 'event', type: 'checkout.session.completed', data: { object: {} } });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: house.stripeSecret });
  return fetch(`${house.web}/webhooks/stripe/platform`, {
    ...{ method: 'POST', body: payload },
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
  }).then(async (response) => ({ status: response.status, text: await response.text() }));
};

async function assertNewsRefused(): Promise<void> {
  const { status, text } = await trueEvent();
  assert.equal(status, 401, 'the news is refused');
  assert.equal(JSON.parse(text).error, 'SignatureRefused');
}
async function assertHeld({ orderId }: WebOrder): Promise<void> {
  const [row] = await house.db.sql(
    `select hold_ends_at - created_at between interval '899 seconds' and interval '901 seconds' as held from orders where id = $1`,
    [orderId],
  );
  assert.deepEqual(row, { held: true }, 'a quarter of an hour');
}
/** Paid, while its buyer has six seconds for it: the trigger shortens what the show would give. */
async function paidInTime(): Promise<WebOrder> {
  const quick = await newShow(house, 1);
  await house.db.sql(
    `create or replace function short_hold() returns trigger language plpgsql as $$ begin new.hold_ends_at := now() + interval '6 seconds'; return new; end $$`,
  );
  await house.db.sql(
    `create trigger short_hold_${quick.code} before update on orders for each row when (new.show_id = '${quick.id}' and old.hold_ends_at is null) execute function short_hold()`,
  );
  const placed = await order(house, quick);
  assert.equal((await payOnPage(placed.checkoutUrl)).status, 200, 'it was in time');
  return placed;
}
const assertTicketed = (now: { tickets?: unknown[] }) => assert.equal(now.tickets?.length, 1, 'the order asked for its money');

for (const [words, ms] of [
  ['ahead', 10 * minutes],
  ['behind', -10 * minutes],
] as const)
  describe(`ten minutes ${words} is the clock`, () => {
    it("of the worker: the window to pay is Postgres' and Temporal's, money goes both ways as ever", async () => {
      await whileOff(house.worker, ms, async () => {
        // The proof: the last moment of the sale is the worker's to judge.
        const soon = await startingIn(5 * minutes);
        const asked = (await order(house, soon)).reply;
        assert.deepEqual([asked.status, asked.body['error']], ms > 0 ? [409, 'NotOnSale'] : [201, undefined]);

        const placed = await order(house, await newShow(house, 3));
        assert.equal(placed.reply.status, 201);
        await assertHeld(placed);
        await payOnPage(placed.checkoutUrl);
        assert.equal((await inPhase(house, placed, 'paid', patient))['tickets'].length, 1);
        assert.equal((await ask(house, placed, 'refund', { requestId: randomUUID() })).status, 200);
        await returnedOnce(house, placed);
      });
    });

    it('of the server: news of a payment is refused as too old or too new, and the order asks for it when its window ends', async () => {
      await whileOff(house.server, ms, async () => {
        await assertNewsRefused();
        const placed = await paidInTime();
        const now = await inPhase(house, placed, 'paid', patient);
        assertTicketed(now);
        const scans = [{ id: randomUUID(), token: now['tickets'][0].token, at: new Date().toISOString() }];
        const { body } = await owner.ask(`shows/${now['show'].id}/check-ins`, { device: randomUUID(), scans });
        assert.deepEqual(
          body['results'].map(({ result }: { result: string }) => result),
          ['admitted'],
          'a door asks no clock',
        );
        // Telegram's own signature of now: too far in the future for a clock that is behind, and nothing but young for one ahead.
        const anna = await newViewer(house);
        const signIn = await call(`${house.web}/api/sign-in`, { body: { initData: await anna.initData(), bot: 'platform' } });
        assert.deepEqual([signIn.status, signIn.body['error']], ms > 0 ? [200, undefined] : [401, 'SignInRefused']);
      });
      assert.notEqual((await trueEvent()).status, 401, 'by the right clock it is taken');
    });
  });

describe('each of these guards is needed: where', () => {
  before(async () => {
    await without(house.worker, ['heldByPostgres', 'lostMoney'], off(10 * minutes));
    await reachable(house);
  });

  it('the worker says when a window ends, a clock that is ahead gives longer', async () => {
    await assert.rejects(assertHeld(await order(house, await newShow(house, 1))), /a quarter of an hour/);
  });

  it('nobody asks for money of which no news came, the order ends without it', async () => {
    await killed(house.server);
    await house.server.start(off(10 * minutes));
    await reachable(house);
    const over = await inPhase(house, await paidInTime(), 'expired', patient);
    assert.throws(() => assertTicketed(over), /the order asked for its money/);
  });

  it('news is taken whatever its date, the clock of whoever sent it does not matter', async () => {
    for (const ms of [10 * minutes, -10 * minutes]) {
      await without(house.server, ['datedEvents'], off(ms));
      await reachable(house);
      await assert.rejects(assertNewsRefused(), /the news is refused/);
    }
  });
});
