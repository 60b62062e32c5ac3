/** A part of the house does not answer: a person gets a word in time, and what they asked for is not lost or doubled. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { inPhase, newShow, order, payOnPage, type TestShow } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';

let house: House;
let show: TestShow;
before(async () => {
  house = await openHouse();
  await house.db.sql('alter table shows drop constraint shows_hold_minutes_check');
  show = await newShow(house, 20);
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

describe('away is', () => {
  it('every worker: the buyer hears to come again, and finds the same order when they do', async () => {
    await house.worker.stop();
    const orderId = randomUUID();
    const first = await order(house, show, 1, { orderId, email: 'patient@example.com' });
    assert.deepEqual([first.reply.status, first.reply.body['error']], [503, 'Busy']);
    assert.ok(Number(first.reply.headers.get('retry-after')) > 0);
    await house.worker.start();
    const again = await order(house, show, 1, { orderId, email: 'patient@example.com' });
    assert.equal(again.reply.status, 201);
    assert.deepEqual(await house.db.sql('select seats from seat_holds where order_id = $1', [orderId]), [{ seats: 1 }]);
  });

  it('Stripe: the seats are free again, and the order says why', async () => {
    const small = await newShow(house, 1);
    await call(`${house.sandbox}/faults`, { body: { target: 'stripe-api', mode: 'error', status: 500, times: 1000 } });
    const refused = await order(house, small);
    assert.ok(['PaymentUnavailable', 'Busy'].includes(String(refused.reply.body['error'])));
    await eventually(
      async () => (await house.db.sql('select 1 from shows where id = $1 and seats_left = 1', [small.id])).length > 0,
      'the seat is free',
    );
    await call(`${house.sandbox}/faults`, { method: 'DELETE' });
    assert.equal((await order(house, small)).reply.status, 201);
  });

  it('the webhook for good: the order asks the provider when its time is over, and is ticketed', async () => {
    const quick = await newShow(house, 1);
    // Six seconds to pay in: the trigger shortens what the show would give.
    await house.db.sql(
      `create function short_hold() returns trigger language plpgsql as $$ begin new.hold_ends_at := now() + interval '6 seconds'; return new; end $$`,
    );
    await house.db.sql(
      `create trigger short_hold before update on orders for each row when (new.show_id = '${quick.id}' and old.hold_ends_at is null) execute function short_hold()`,
    );
    const method = 'checkout.session.completed';
    await call(`${house.sandbox}/faults`, { body: { target: 'stripe-webhook', mode: 'drop', times: 1, method } });
    const placed = await order(house, quick);
    assert.equal((await payOnPage(placed.checkoutUrl)).body['status'], 'paid');
    assert.equal((await inPhase(house, placed, 'paid'))['tickets'].length, 1);
  });
});
