/** Every connection to Postgres is taken: selling stops with a word and a time to come again, nothing is oversold, and it goes on by itself. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { openOrm } from '../../database/orm.ts';
import { errors } from '../../domain/errors.ts';
import {
  inPhase,
  newShow,
  order,
  orderTaken,
  orderUntilAnswered,
  payOnPage,
  type TestShow,
  type WebOrder,
} from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { without } from './guards.ts';
import { assertNotOversold, seats, uncounted } from './oversold.ts';
import { layCable } from './proxy.ts';
import { sinceFault } from './recovery.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

const superuser = async (): Promise<Client> => {
  const client = new Client({ connectionString: house.db.adminUrl });
  await client.connect();
  return client;
};

/** Works while a table is locked, so that whoever asks of it keeps their connection: as a stuck statement does. */
async function whileLocked<T>(table: string, mode: string, work: () => Promise<T>): Promise<T> {
  const client = await superuser();
  await client.query('begin');
  await client.query(`lock table ${table} in ${mode} mode`);
  return work().finally(() => client.end());
}

/** How many connections of a process wait for a lock. */
async function stuck(who: 'worker' | 'server'): Promise<number> {
  const [row] = await house.db.sql<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = $1 and wait_event_type = 'Lock'`,
    [`rampa ${who}`],
  );
  return row!.n;
}

/** Refused in a person's words, with a time to come again. */
function assertPaused({ reply }: WebOrder, codes: Array<'Busy' | 'SalesPaused'> = ['Busy', 'SalesPaused']): void {
  const code = codes.find((one) => one === reply.body['error']);
  assert.ok(code, JSON.stringify(reply.body));
  assert.equal(reply.status, 503);
  assert.ok(Number(reply.headers.get('retry-after')) > 0);
  assert.deepEqual([reply.body['message'], reply.body['how']], Object.values(errors[code].en));
}

/** Asked while the worker finds no connection. An order before it has it hold some: those that nobody uses are given back. */
async function whileCrowdedOut(show: TestShow): Promise<WebOrder> {
  await orderTaken(house, await newShow(house, 1));
  await house.db.sql('alter role rampa_writer connection limit 0');
  const ended = await house.db.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'rampa_writer' and datname = current_database()`,
  );
  const refused = await order(house, show).finally(() => house.db.sql('alter role rampa_writer connection limit -1'));
  assert.ok(ended.length > 0, 'the worker had connections, and lost them');
  return refused;
}

/** The first order that is taken again, after what the buyer does who reads `how`: they press again. */
async function soldAgain(show: TestShow): Promise<WebOrder> {
  const placed = await orderTaken(house, show);
  await payOnPage(placed.checkoutUrl);
  await inPhase(house, placed, 'paid');
  return placed;
}

describe('every connection is taken', () => {
  it("of the reading pool: buyers hear to come again, nobody's seat is lost or sold twice, and it passes by itself", async () => {
    const show = await newShow(house, 5);
    const asking: Array<Promise<WebOrder>> = [];
    const first = await whileLocked('shows', 'access exclusive', async () => {
      asking.push(...Array.from({ length: 40 }, () => order(house, show)));
      await eventually(async () => (await stuck('server')) === 20, 'all twenty connections wait');
      return Promise.race(asking);
    });
    const recovery = sinceFault('every connection of the reading pool was taken');
    assertPaused(first, ['Busy']);
    await soldAgain(await newShow(house, 1));
    recovery.recovered();
    const answers = await Promise.all(asking);
    const won = answers.filter(({ reply }) => reply.status === 201);
    for (const lost of answers.filter(({ reply }) => reply.status !== 201 && reply.body['error'] !== 'SoldOut'))
      assertPaused(lost);
    assert.deepEqual(await seats(house, show), { taken: won.length, left: 5 - won.length });
  });

  it('of the writing pool: the same, and who was not answered in time finds their order under the same id', async (t) => {
    const show = await newShow(house, 5);
    const careless = await uncounted(house);
    const asking: Array<Promise<WebOrder>> = [];
    const elsewhere: Array<Promise<WebOrder>> = [];
    const first = await whileLocked('seat_holds', 'exclusive', async () => {
      asking.push(...Array.from({ length: 40 }, () => order(house, show)));
      elsewhere.push(...Array.from({ length: 10 }, () => order(house, careless.show)));
      await eventually(async () => (await stuck('worker')) === 30, 'all thirty connections wait');
      assert.equal((await call(`${house.web}/api/shows`)).status, 200, 'reading goes on');
      const refused = await Promise.race(asking);
      assert.deepEqual(await seats(house, show), { taken: 0, left: 5 });
      return refused;
    });
    const recovery = sinceFault('every connection of the writing pool was taken');
    assertPaused(first);
    await soldAgain(await newShow(house, 1));
    recovery.recovered();
    for (const one of await Promise.all(asking))
      if (one.reply.status !== 201 && one.reply.body['error'] !== 'SoldOut') assertPaused(one);
    const again = await order(house, show, 1, { orderId: first.orderId, email: first.email });
    assert.ok([201, 409, 503].includes(again.reply.status), JSON.stringify(again.reply.body));
    await eventually(
      async () => (await house.db.sql(`select 1 from orders where show_id = $1 and phase = 'held'`, [show.id])).length === 0,
      'nobody is left waiting for an answer',
    );
    await assertNotOversold(house, show);

    await t.test('and where seats are not counted, six who press again get one of five each: the count is needed', async () => {
      await Promise.all(elsewhere);
      const pressing = (where: TestShow) => Promise.all(Array.from({ length: 6 }, () => orderUntilAnswered(house, where)));
      await Promise.all([pressing(show), pressing(careless.show)]);
      await assertNotOversold(house, show);
      await assert.rejects(assertNotOversold(house, careless.show), /nothing is oversold/);
      await careless.end();
    });
  });

  it('of Postgres itself: the order is not taken and says so, and a new one is as soon as there is room', async () => {
    const show = await newShow(house, 5);
    const refused = await whileCrowdedOut(show);
    assertPaused(refused, ['SalesPaused']);
    const recovery = sinceFault('Postgres took no more connections');
    await soldAgain(show);
    recovery.recovered();
    await eventually(
      async () =>
        (
          await house.db.sql(`select 1 from orders where id = $1 and phase = 'cancelled' and reason = 'salesPaused'`, [
            refused.orderId,
          ])
        ).length > 0,
      'the order that was not taken is on record as such',
    );
    assert.deepEqual(await seats(house, show), { taken: 1, left: 4 });
  });
});

describe('a connection on which nothing comes back', () => {
  it('is given up in time and not used again; without the patience of the house it holds whoever asks', async (t) => {
    const cable = await layCable();
    const url = cable.by(house.db.readerUrl);
    const patient = await openOrm({ url, poolSize: 1, patience: { connect: 1000, query: 1000 } });
    const endless = await openOrm({ url, poolSize: 1 });
    t.after(async () => {
      await cable.close();
      await Promise.all([patient.close(), endless.close()]);
    });
    const ask = (orm: typeof patient) => orm.em.fork().execute('select 1');
    await Promise.all([ask(patient), ask(endless)]);
    cable.trouble({ blackHole: true });
    let over = false;
    const waits = ask(endless).finally(() => {
      over = true;
    });
    waits.catch(() => {});
    await assert.rejects(ask(patient), /Query read timeout/);
    await assert.rejects(ask(patient), /connection timeout/i);
    assert.equal(over, false, 'the other still waits');
    assert.ok(cable.seen.swallowed >= 2);
    cable.trouble();
    assert.equal((await ask(patient)).length, 1, 'a new connection');
    assert.equal(over, false, 'and for it the cable stays cut');
    cable.cut();
    await assert.rejects(waits);
  });
});

describe('a worker that does not say what is away', () => {
  it('lets the buyer hear that the payment is: the guard is needed', async () => {
    await without(house.worker, ['awayNamed']);
    const refused = await whileCrowdedOut(await newShow(house, 5));
    assert.throws(() => assertPaused(refused, ['SalesPaused']), /PaymentUnavailable/);
  });
});
