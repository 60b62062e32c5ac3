/** The worker dies again and again under a crowd that buys and exchanges: everybody is served once, and no seat is lost. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { inPhase, newShow, order, payOnPage, seen, type TestShow, type WebOrder } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { killed, patient } from './moment.ts';
import { ask, insist, paid } from './provider.ts';
import { sinceFault } from './recovery.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

const taken = `(select coalesce(sum(h.seats), 0) from seat_holds h where h.show_id = s.id and h.state in ('held', 'sold'))`;

type Dates = [TestShow, TestShow];
const datesOfOneHall = async (): Promise<Dates> => [await newShow(house, 20), await newShow(house, 20, { inHours: 96 })];
type Crowd = { orders: WebOrder[]; wanted: (index: number) => TestShow };

async function crowd(people: number, [one, other]: Dates): Promise<Crowd> {
  const orders = await Promise.all(
    Array.from({ length: people }, (_, index) => paid(house, index % 2 ? one : other, 1 + (index % 3))),
  );
  return { orders, wanted: (index) => (index % 2 ? other : one) };
}
/** Everybody changes to the other date. */
const exchanging = ({ orders, wanted }: Crowd) =>
  orders.map((placed, index) => {
    const requestId = randomUUID();
    return insist(() => ask(house, placed, 'exchange', { requestId, showId: wanted(index).id }), `order ${index} is exchanged`);
  });

async function buy(show: TestShow): Promise<WebOrder> {
  const placed = await eventually(
    async () => {
      const asked = await order(house, show);
      return asked.reply.status === 201 ? asked : undefined;
    },
    'a seat is held',
    patient,
  );
  await payOnPage(placed.checkoutUrl);
  return placed;
}

it('the worker is killed again and again under twenty buyers and a storm of exchanges in both directions', async (t) => {
  const [sale, dates, unguarded] = [await newShow(house, 200), await datesOfOneHall(), await datesOfOneHall()];
  const [storm, lost] = await Promise.all([crowd(12, dates), crowd(3, unguarded)]);
  const ids = unguarded.map(({ id }) => id);
  // For two dates the count no longer arrives: their guard is off.
  await house.db.sql(
    `create function guard_off() returns trigger language plpgsql as $$ begin new.seats_left := old.seats_left; return new; end $$`,
  );
  await house.db.sql(
    `create trigger guard_off before update on shows for each row when (old.id in ('${ids.join("', '")}')) execute function guard_off()`,
  );
  const buying = Array.from({ length: 20 }, () => buy(sale));
  const changing = [...exchanging(storm), ...exchanging(lost)];
  for (let kills = 0; kills < 3; kills += 1) {
    await killed(house.worker);
    await house.worker.start();
  }
  const recovery = sinceFault('the third kill -9 of the worker under a crowd');
  await Promise.all(changing);
  const bought = await Promise.all(buying);

  await t.test('everyone who paid has a ticket, and nobody two', async () => {
    for (const placed of bought) assert.equal((await inPhase(house, placed, 'paid', patient))['tickets'].length, 1);
    recovery.recovered();
  });

  await t.test('everybody is on the date that they wanted, with their seats, and was told once', async () => {
    for (const [index, placed] of storm.orders.entries()) {
      const now = await seen(house, placed);
      assert.deepEqual([now['show'].id, now['tickets'].length], [storm.wanted(index).id, 1 + (index % 3)]);
      const [row] = await house.db.sql('select exchanges from orders where id = $1', [placed.orderId]);
      assert.deepEqual(row, { exchanges: 1 });
    }
    const told = await house.db.sql(`select key from messages where order_id = any($1) group by key having count(*) > 1`, [
      storm.orders.map(({ orderId }) => orderId),
    ]);
    assert.deepEqual(told, []);
  });

  await t.test('and where seats are not counted they are lost: the invariants notice it', async () => {
    await assert.rejects(assertSound(house.db), /seats left/);
    await house.db.sql('drop trigger guard_off on shows');
    await house.db.sql(`update shows s set seats_left = s.capacity - ${taken} where s.id = any($1)`, [ids]);
  });
});
