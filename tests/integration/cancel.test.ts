/** A show with hundreds of paid orders is cancelled, and the worker dies in the middle: everybody is told and paid back, nobody twice. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { newShow, order, orderTaken, payOnPage, type TestShow } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';

/** Fewer for a quick look. */
const count = Number(process.env['RAMPA_CANCEL_ORDERS'] ?? 500);
const patience = 600_000;

let house: House;
let owner: Organiser;
let show: TestShow;
const emails: string[] = [];
before(async () => {
  house = await openHouse();
  owner = await newOrganiser(house);
  show = await newShow(house, count + 10);
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

type Change = { revision: number; kind: string; total: number; told: number; returned: number; refused: number };
const change = async (revision: number): Promise<Change | undefined> => {
  const { body } = await owner.ask<{ changes: Change[] }>(`shows/${show.id}`);
  return body.changes.find((one) => one.revision === revision);
};
const one = async <T extends object>(query: string) => (await house.db.sql<T>(query, [show.id]))[0]!;

describe('a show with many orders', { timeout: 2 * patience }, () => {
  before(
    async () => {
      const buyers = Array.from({ length: count }, (_, index) => index);
      const buy = async () => {
        for (let buyer = buyers.shift(); buyer !== undefined; buyer = buyers.shift()) {
          const placed = await orderTaken(house, show, 1 + (buyer % 2) * (buyer % 4 === 1 ? 1 : 0));
          await payOnPage(placed.checkoutUrl);
          emails.push(placed.email);
        }
      };
      await house.db.sql('update shows set capacity = $1, seats_left = $1 where id = $2', [count * 2, show.id]);
      await Promise.all(Array.from({ length: 8 }, buy));
      await eventually(
        async () =>
          (await one<{ n: number }>(`select count(*)::int as n from orders where show_id = $1 and phase = 'paid'`)).n === count,
        'all are paid',
        patience,
      );
    },
    { timeout: patience },
  );

  it('and one that only waits for its payment, is cancelled while the worker dies', { timeout: patience }, async () => {
    await orderTaken(house, show);
    const asked = { requestId: randomUUID() };
    const cancelled = await owner.ask(`shows/${show.id}/cancel`, asked);
    assert.deepEqual([cancelled.status, cancelled.body['status']], [200, 'cancelled']);
    assert.equal(cancelled.body['changes'][0].total, count + 1);

    await eventually(async () => (await change(1))!.told > count / 10, 'the first have heard of it', patience);
    await house.worker.kill();
    const atDeath = (await change(1))!;
    await house.worker.start();
    // The same press once more, as an impatient organiser does.
    assert.equal((await owner.ask(`shows/${show.id}/cancel`, asked)).status, 200);
    assert.ok(atDeath.told < count + 1, `the worker died in the middle, after ${atDeath.told}`);

    await eventually(
      async () =>
        (await one<{ done: boolean }>('select finished_at is not null as done from show_changes where show_id = $1')).done,
      'every order has dealt with it',
      patience,
    );
    await eventually(async () => (await change(1))!.returned === count, 'all money is back', patience);
    const { total, told, refused } = (await change(1))!;
    assert.deepEqual({ total, told, refused }, { total: count + 1, told: count + 1, refused: 0 });
  });

  it('has given everybody their money once, and all of it', async () => {
    const rows = await house.db.sql(
      `select state, count(*)::int as refunds, count(distinct r.order_id)::int as orders, sum(r.amount)::int = sum(o.total)::int as whole
       from refunds r join orders o on o.id = r.order_id where o.show_id = $1 group by state`,
      [show.id],
    );
    assert.deepEqual(rows, [{ state: 'succeeded', refunds: count, orders: count, whole: true }]);
    const phases = await house.db.sql(
      `select phase, count(*)::int as n from orders where show_id = $1 group by phase order by phase`,
      [show.id],
    );
    assert.deepEqual(phases, [
      { phase: 'cancelled', n: 1 },
      { phase: 'refunded', n: count },
    ]);
  });

  it('has asked the provider for each payment once', async () => {
    const seen = await house.db.sql<{ intent: string }>(
      `select p.payment_id as intent from payments p join orders o on o.id = p.order_id where o.show_id = $1 limit 20`,
      [show.id],
    );
    for (const { intent } of seen) {
      const { body } = await call<{ data: object[] }>(`${house.sandbox}/v1/refunds?payment_intent=${intent}`, {
        headers: { authorization: `Bearer ${house.stripeKey}` },
      });
      assert.equal(body.data.length, 1, intent);
    }
  });

  it('has written to everybody once; what may have been lost in the crash waits for an operator', {
    timeout: patience,
  }, async () => {
    const states = () =>
      one<{ settled: number; unknown: number }>(
        `select count(*) filter (where state in ('sent', 'unknown'))::int as settled, count(*) filter (where state = 'unknown')::int as unknown
         from messages m join orders o on o.id = m.order_id where o.show_id = $1 and m.key like 'show-cancelled:%'`,
      );
    await eventually(async () => (await states()).settled === count, 'all letters are settled', patience);
    let missing = 0;
    for (const email of emails) {
      const { body } = await call<Array<{ subject: string }>>(`${house.sandbox}/mailbox?to=${email}`);
      const told = body.filter(({ subject }) => /cancel/i.test(subject)).length;
      assert.ok(told <= 1, `${email} was told ${told} times`);
      missing += 1 - told;
    }
    assert.ok(missing <= (await states()).unknown, `${missing} letters are missing`);
  });

  it('has no good ticket and no taken seat left, and sells nothing', async () => {
    const left = await one(
      `select count(*) filter (where state = 'valid')::int as good, count(*) filter (where revoke_reason = 'showCancelled')::int as "void" from tickets where show_id = $1`,
    );
    assert.equal(left['good' as never], 0);
    const seats = await one<{ free: boolean }>('select seats_left = capacity as free from shows where id = $1');
    assert.ok(seats.free);
    assert.equal((await order(house, show)).reply.body['error'], 'NotOnSale');
  });
});
