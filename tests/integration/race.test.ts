/** Three hundred people race for a hundred seats and for the last one, through the whole house and at the step that holds seats; with a guard switched off the race oversells. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createSeatActivities } from '../../activities/orders/seats.ts';
import { createSettleActivities } from '../../activities/orders/settle.ts';
import { openOrm } from '../../database/orm.ts';
import { unguarded } from '../activities/paid-orders.ts';
import { type Bench, holdRequest, openBench, sealingKeys } from '../activities/support.ts';
import { inPhase, newAddress, newShow, orderUntilAnswered, payOnPage, type TestShow, type WebOrder } from '../support/buyers.ts';
import type { TestDatabase } from '../support/database.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house?.close());

const patience = 240_000;

/** Everybody asks at once; who hears that the house is busy asks again under the same id, as the page does. */
async function race(show: TestShow, people: number) {
  const ask = () => orderUntilAnswered(house, show, 1, { patience, address: newAddress() });
  const orders = await Promise.all(Array.from({ length: people }, ask));
  const won = orders.filter(({ reply }) => reply.status === 201);
  const answers = Object.groupBy(orders, ({ reply }) => String(reply.body['error'] ?? 'a seat'));
  return { won, answers: Object.fromEntries(Object.entries(answers).map(([answer, all]) => [answer, all!.length])) };
}

const givesUp = ({ orderId, token }: WebOrder) =>
  eventually(
    async () => (await call(`${house.web}/api/orders/${orderId}/cancel?token=${token}`, { body: {} })).status === 200,
    'an order is given up',
    patience,
  );

const taken = async (db: TestDatabase, showId: string) =>
  (
    await db.sql<{ seats: number }>(
      `select coalesce(sum(seats), 0)::int as seats from seat_holds where show_id = $1 and state in ('held', 'sold')`,
      [showId],
    )
  )[0]!.seats;

describe('three hundred people at once, through the whole house', { timeout: 3 * patience }, () => {
  const people = 300;
  for (const seats of [100, 1])
    it(`${seats} of them get the ${seats} there are, the others hear that the seats are gone, and whoever pays is ticketed`, async () => {
      const show = await newShow(house, seats);
      const { won, answers } = await race(show, people);
      assert.deepEqual(answers, { 'a seat': seats, SoldOut: people - seats });
      assert.equal(await taken(house.db, show.id), seats);
      // The first thirty pay, the others give up: nothing is held when it is over.
      const paying = won.slice(0, 30);
      await Promise.all(paying.map(({ checkoutUrl }) => payOnPage(checkoutUrl)));
      for (const placed of paying) await inPhase(house, placed, 'paid');
      await Promise.all(won.slice(30).map(givesUp));
      const tickets = await house.db.sql('select 1 from tickets where show_id = $1', [show.id]);
      assert.deepEqual([tickets.length, await taken(house.db, show.id)], [paying.length, paying.length]);
      await assertSound(house.db, { over: true });
    });

  it('and without the guard they would all get one: the race is real', async () => {
    const [people, seats] = [100, 30];
    const show = await newShow(house, seats);
    // The decrement no longer arrives, so its condition always holds: the guard is off.
    await house.db.sql(
      `create function guard_off() returns trigger language plpgsql as $$ begin new.seats_left := old.seats_left; return new; end $$`,
    );
    await house.db.sql(
      `create trigger guard_off before update on shows for each row when (old.id = '${show.id}') execute function guard_off()`,
    );
    const { won } = await race(show, people);
    assert.ok(won.length > seats, `only ${won.length} of ${people} got in`);
    assert.ok((await taken(house.db, show.id)) > seats);
    await assert.rejects(assertSound(house.db), /seats left|fit into the hall/, 'the invariants notice it');
  });
});

describe('three hundred people at once, at the step that holds seats', () => {
  let bench: Bench;
  const { holdSeats, releaseSeats } = createSeatActivities({ sealingKeys });
  const { settleOrder } = createSettleActivities();
  before(async () => {
    bench = await openBench();
  });
  after(() => bench?.close());

  async function rush({ capacity, count, step }: { capacity: number; count: number; step: Bench['step'] }) {
    const { show, request, buyer } = await holdRequest(bench, { capacity });
    const asked = Array.from({ length: count }, () => ({ ...request, orderId: randomUUID(), personId: randomUUID() }));
    const answers = await Promise.all(asked.map((own) => step(() => holdSeats({ ...own, buyer }))));
    return { show, asked, answers };
  }

  for (const capacity of [100, 1])
    it(`${capacity} of them get a seat of ${capacity}, everybody is answered, and no hold is left when it is over`, async () => {
      const { show, asked, answers } = await rush({ capacity, count: 300, step: bench.step });
      const soldOut = answers.filter((answer) => !answer.held && answer.reason === 'soldOut');
      assert.deepEqual([answers.filter(({ held }) => held).length, soldOut.length], [capacity, 300 - capacity]);
      assert.equal(await taken(bench.db, show.id), capacity);
      // Every second pays; the others let their time pass.
      const held = asked.filter((_, index) => answers[index]!.held);
      await Promise.all(
        held.map((order, index) => {
          if (index % 2) return bench.step(() => releaseSeats({ ...order, phase: 'expired', reason: null }));
          const payment = {
            provider: 'stars',
            account: 'platform',
            amount: 450,
            currency: 'XTR',
            paymentId: order.orderId,
          } as const;
          return bench.step(() => settleOrder({ ...order, payment, accept: true }));
        }),
      );
      assert.equal(await taken(bench.db, show.id), Math.ceil(capacity / 2));
      await assertSound(bench.db, { over: true });
    });

  it('and who looks first and takes then sells it again, under REPEATABLE READ too: the guarded decrement is needed', async () => {
    const rivals = 4;
    const url = new URL(bench.db.writerUrl);
    url.searchParams.set('options', '-c default_transaction_isolation=repeatable\\ read');
    const orm = await openOrm({ url: url.href, poolSize: rivals });
    try {
      const blind = unguarded(
        { ...bench, orm },
        {
          // Everybody reads how many are left; nobody takes any from the count.
          forget: (sql) =>
            sql
              .replace(/update (shows|ticket_types) set (seats|quota)_left = \w+ - \? where/, 'select id, ?::int from $1 where')
              .replace(/(, \?::int from [\s\S]*) returning id$/, '$1'),
          meet: (sql) => sql.startsWith('update shows set seats_left'),
          all: rivals,
        },
      );
      const { show, answers } = await rush({ capacity: 1, count: rivals, step: blind });
      assert.deepEqual(
        answers.map(({ held }) => held),
        [true, true, true, true],
      );
      assert.equal(await taken(bench.db, show.id), rivals);
      await assert.rejects(assertSound(bench.db), /seats left|fit into the hall/, 'the invariants notice it');
    } finally {
      await orm.close();
    }
  });
});
