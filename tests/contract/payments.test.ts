/** One contract for every payment provider, on a running house: the same sentences for each; where a protocol makes one meaningless, what stands for it is named. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { money } from '../../domain/money.ts';
import { PaymentRejected } from '../../providers/payments/port.ts';
import { newShow, type TestShow } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { type Driver, fault, inPhase, noFaults, type Placed, seen } from './driver.ts';
import { starsDriver } from './stars.ts';
import { stripeDriver } from './stripe.ts';
import { yooKassaDriver } from './yookassa.ts';

let house: House;
let show: TestShow;
before(async () => {
  // One proxy in front, so that the caller's address can be said.
  house = await openHouse({ env: { TRUSTED_PROXIES: '1' } });
  // A hold that ends at once, so that expiry need not be waited for.
  await house.db.sql('alter table shows drop constraint shows_hold_minutes_check');
  show = await newShow(house, 1000);
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

const rows = (table: string, { orderId }: Placed) =>
  house.db.sql<Record<string, unknown>>(`select * from ${table} where order_id = $1`, [orderId]);
const seatsLeft = async ({ id }: TestShow) =>
  (await house.db.sql<{ left: number }>('select seats_left as left from shows where id = $1', [id]))[0]!.left;

const drivers: Record<Driver['name'], (house: House) => Promise<Driver>> = {
  stripe: stripeDriver,
  yookassa: yooKassaDriver,
  stars: starsDriver,
};

for (const [name, open] of Object.entries(drivers))
  describe(name, () => {
    let driver: Driver;
    before(async () => {
      driver = await open(house);
    });
    afterEach(() => noFaults(house));

    const bought = async () => {
      const placed = await driver.place(show);
      assert.equal(await driver.pay(placed), 'paid');
      await inPhase(house, placed, 'paid');
      const [payment] = await rows('payments', placed);
      return { placed, paymentId: String(payment!['payment_id']) };
    };
    const untouched = async (placed: Placed) => {
      const now = await seen(house, placed);
      assert.deepEqual([now['phase'], now['tickets'], now['refunds']], ['awaitingPayment', [], []]);
      assert.deepEqual(await rows('payments', placed), []);
    };

    it('open: a page for what was ordered, the same one however often it is asked for', async () => {
      const orderId = randomUUID();
      const placed = await driver.place(show, orderId);
      assert.equal(placed.reply.status, 201, JSON.stringify(placed.reply.body));
      assert.deepEqual(placed.reply.body['total'], { amount: driver.price, currency: driver.currency });
      const again = await driver.place(show, orderId);
      assert.equal(again.checkoutUrl, placed.checkoutUrl);
      assert.equal((await rows('payment_sessions', placed)).length, 1);
    });

    it('pay: money buys its tickets, once', async () => {
      const { placed } = await bought();
      const now = await seen(house, placed);
      assert.deepEqual([now['tickets'].length, now['attention']], [1, false]);
      assert.equal(await driver.kept(placed), driver.price);
      assert.equal(await driver.pay(placed), 'refused', 'nobody pays twice on one page');
    });

    it('decline: nothing moves and nothing is issued', async () => {
      const placed = await driver.place(show);
      await driver.decline(placed);
      assert.equal(await driver.kept(placed), 0);
      await untouched(placed);
      const second = await driver.pay(placed);
      if (driver.afterDecline === 'the payment is over') {
        assert.equal(second, 'refused');
        // The buyer need not wait for the end of the hold on a page that is over.
        const over = await inPhase(house, placed, 'cancelled');
        return assert.deepEqual([over['reason'], over['canOrderAgain']], ['declined', true]);
      }
      assert.equal(second, 'paid');
      await inPhase(house, placed, 'paid');
    });

    it("expire: when the hold has ended and the seat is another's, nobody's money stays", async () => {
      const narrow = await newShow(house, 1, { holdMinutes: 0 });
      const late = await driver.place(narrow);
      await inPhase(house, late, 'expired');
      await house.db.sql('update shows set hold_minutes = 15 where id = $1', [narrow.id]);
      const lucky = await driver.place(narrow);
      await driver.pay(lucky);
      await inPhase(house, lucky, 'paid');
      await driver.pay(late);
      await eventually(async () => (await driver.kept(late)) === 0, 'what was set aside is let go');
      assert.deepEqual([(await seen(house, late))['phase'], (await seen(house, late))['tickets']], ['expired', []]);
      assert.equal((await seen(house, lucky))['tickets'].length, 1);
    });

    it('duplicate: told twice is one payment', async () => {
      await fault(house, { target: driver.faults.events, mode: 'duplicate', method: driver.faults.event });
      const { placed } = await bought();
      await eventually(async () => (await call<unknown[]>(`${house.sandbox}/faults`)).body.length === 0, 'the fault happened');
      assert.deepEqual([(await rows('payments', placed)).length, (await rows('tickets', placed)).length], [1, 1]);
    });

    it('late: money that comes after the hold buys its seats while they remain, or is refused before it moves', async () => {
      const wide = await newShow(house, 5, { holdMinutes: 0 });
      const placed = await driver.place(wide);
      await inPhase(house, placed, 'expired');
      if ((await driver.payLate(placed)) === 'refused') return assert.equal(await driver.kept(placed), 0);
      assert.equal((await inPhase(house, placed, 'paid'))['tickets'].length, 1);
    });

    it('late for an order that was given up: the money is with its person again', async () => {
      const placed = await driver.place(show);
      await fault(house, { target: driver.faults.events, mode: 'delay', ms: 1500, method: driver.faults.event });
      assert.equal(await driver.pay(placed), 'paid');
      const { status } = await call(`${house.web}/api/orders/${placed.orderId}/cancel?token=${placed.token}`, { method: 'POST' });
      assert.equal(status, 200);
      await eventually(async () => (await driver.kept(placed)) === 0, 'nothing is kept');
      assert.deepEqual([(await seen(house, placed))['phase'], (await seen(house, placed))['tickets']], ['cancelled', []]);
    });

    it('reordered: the first told last, each order has its own', async () => {
      await fault(house, { target: driver.faults.events, mode: 'reorder', method: driver.faults.event });
      const placed = [await driver.place(show), await driver.place(show)];
      for (const one of placed) await driver.pay(one);
      for (const one of placed) {
        assert.equal((await inPhase(house, one, 'paid'))['tickets'].length, 1);
        assert.equal((await rows('payments', one)).length, 1);
      }
    });

    const neverFulfilled = async (placed: Placed, result: 'paid' | 'refused') => {
      // A partner that asks us first is told no; money that moved all the same waits for a person.
      if (result === 'paid')
        await eventually(
          async () => (await rows('attention_items', placed))[0]?.['kind'] === 'paymentMismatch',
          'a person is asked',
        );
      else assert.equal(await driver.kept(placed), 0);
      const now = await seen(house, placed);
      assert.deepEqual([now['phase'], now['tickets'], now['refunds']], ['awaitingPayment', [], []]);
    };

    it('wrong amount: never fulfilled; a person looks at it, unless it is refused before it moves', async () => {
      const placed = await driver.place(show);
      await neverFulfilled(placed, await driver.payWrongSum(placed));
    });

    it('wrong currency: never fulfilled; a person looks at it, unless it is refused before it moves', async () => {
      const { placed, result } = await driver.payWrongCurrency(show);
      await neverFulfilled(placed, result);
    });

    it('forged: the words of a stranger are refused and move nothing', async () => {
      const placed = await driver.place(show);
      const answers = await driver.forge(placed);
      assert.ok(answers.length > 1 && answers.every((status) => status === 401), String(answers));
      await untouched(placed);
    });

    it('future-dated: what is ahead of its time moves nothing, and real money still counts', async (t) => {
      t.diagnostic(`${name}: ${driver.future.sentence}`);
      const placed = await driver.place(show);
      await driver.future.try(placed);
      await untouched(placed);
      assert.equal(await driver.pay(placed), 'paid');
      await inPhase(house, placed, 'paid');
    });

    it('refund whole: everything goes back, once however often it is asked for', async () => {
      const { placed, paymentId } = await bought();
      const request = { paymentId, amount: money(driver.price, driver.currency), idempotencyKey: `whole:${paymentId}` };
      const one = await driver.provider.refund({ ...request, ...driver.payer(placed) });
      assert.deepEqual(await driver.provider.refund({ ...request, ...driver.payer(placed) }), one);
      assert.equal(await driver.kept(placed), 0);
    });

    it('refund part: the rest stays, or the provider says beforehand that it cannot', async () => {
      const { placed, paymentId } = await bought();
      const part = money(Math.floor(driver.price / 3), driver.currency);
      const request = { paymentId, amount: part, part: true, idempotencyKey: `part:${paymentId}`, ...driver.payer(placed) };
      if (driver.provider.refunds === 'whole') {
        await assert.rejects(driver.provider.refund(request), PaymentRejected);
        return assert.equal(await driver.kept(placed), driver.price);
      }
      await driver.provider.refund(request);
      assert.equal(await driver.kept(placed), driver.price - part.amount);
    });

    it('refund refused: a no is final and moves nothing', async (t) => {
      t.diagnostic(`${name}: ${driver.refundRefused.sentence}`);
      const { placed, paymentId } = await bought();
      const request = await driver.refundRefused.request(paymentId, driver.payer(placed));
      await assert.rejects(driver.provider.refund(request), PaymentRejected);
      assert.equal(await driver.kept(placed), driver.price);
    });

    it('partner down: for a moment, and the page opens all the same', async () => {
      await fault(house, { target: driver.faults.api, mode: 'error', status: 500, times: 2, method: driver.faults.opening });
      const { placed } = await bought();
      assert.equal((await rows('payment_sessions', placed)).length, 1);
      assert.equal(await driver.kept(placed), driver.price);
    });

    it('partner down: for good, and the seats are free again', async () => {
      const own = await newShow(house, 3);
      await fault(house, { target: driver.faults.api, mode: 'error', status: 500, times: 1000, method: driver.faults.opening });
      const { reply } = await driver.place(own);
      assert.deepEqual([reply.status, reply.body['error']], [503, 'PaymentUnavailable']);
      await eventually(async () => (await seatsLeft(own)) === 3, 'the seats are free');
    });
  });
