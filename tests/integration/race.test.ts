/** A hundred people race for thirty seats; with the guard switched off the same race oversells. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inPhase, newShow, order, payOnPage, type TestShow } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { assertSound } from '../support/invariants.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house?.close());

const people = 100;
const seats = 30;

async function race(show: TestShow) {
  const orders = await Promise.all(Array.from({ length: people }, () => order(house, show)));
  const won = orders.filter(({ reply }) => reply.status === 201);
  const lost = orders.filter(({ reply }) => reply.body['error'] === 'SoldOut');
  return { won, lost };
}

const taken = async (show: TestShow) =>
  (
    await house.db.sql<{ seats: number }>(
      `select coalesce(sum(seats), 0)::int as seats from seat_holds where show_id = $1 and state in ('held', 'sold')`,
      [show.id],
    )
  )[0]!.seats;

describe('a hundred people for thirty seats', () => {
  it('thirty get one, seventy hear that the seats are gone, and whoever pays is ticketed', async () => {
    const show = await newShow(house, seats);
    const { won, lost } = await race(show);
    assert.deepEqual([won.length, lost.length], [seats, people - seats]);
    assert.equal(await taken(show), seats);
    await Promise.all(won.map(({ checkoutUrl }) => payOnPage(checkoutUrl)));
    for (const placed of won) await inPhase(house, placed, 'paid');
    const tickets = await house.db.sql('select 1 from tickets where show_id = $1', [show.id]);
    assert.equal(tickets.length, seats);
    await assertSound(house.db);
  });

  it('and without the guard they would all get one: the race is real', async () => {
    const show = await newShow(house, seats);
    // The decrement no longer arrives, so its condition always holds: the guard is off.
    await house.db.sql(
      `create function guard_off() returns trigger language plpgsql as $$ begin new.seats_left := old.seats_left; return new; end $$`,
    );
    await house.db.sql(
      `create trigger guard_off before update on shows for each row when (old.id = '${show.id}') execute function guard_off()`,
    );
    const { won } = await race(show);
    assert.ok(won.length > seats, `only ${won.length} of ${people} got in`);
    assert.ok((await taken(show)) > seats);
    await assert.rejects(assertSound(house.db), 'the invariants notice it');
  });
});
