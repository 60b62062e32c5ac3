/** How many seats are taken of five, and a date on which nobody counts them. */
import assert from 'node:assert/strict';
import { newShow, type TestShow } from '../support/buyers.ts';
import type { House } from '../support/house.ts';

export async function seats({ db }: House, { id }: TestShow): Promise<{ taken: number; left: number }> {
  const [row] = await db.sql<{ taken: number; left: number }>(
    `select coalesce(sum(h.seats) filter (where h.state in ('held', 'sold')), 0)::int as taken, s.seats_left as left
     from shows s left join seat_holds h on h.show_id = s.id where s.id = $1 group by s.seats_left`,
    [id],
  );
  return row!;
}

export async function assertNotOversold(house: House, show: TestShow): Promise<void> {
  const { taken, left } = await seats(house, show);
  assert.deepEqual([taken + left, taken <= 5], [5, true], 'nothing is oversold');
}

/** What is taken no longer arrives in the count of this date; when that ends, its hall is as big as was sold. */
export async function uncounted(house: House): Promise<{ show: TestShow; end(): Promise<void> }> {
  const { sql } = house.db;
  const show = await newShow(house, 5);
  await sql(
    `create function guard_off() returns trigger language plpgsql as $$ begin new.seats_left := old.seats_left; return new; end $$`,
  );
  await sql(
    `create trigger guard_off before update on shows for each row when (old.id = '${show.id}') execute function guard_off()`,
  );
  return {
    show,
    async end() {
      await sql('drop trigger guard_off on shows');
      await sql(
        `update shows s set capacity = greatest(5, taken.seats), seats_left = greatest(5, taken.seats) - taken.seats
         from (select coalesce(sum(h.seats), 0)::int as seats from seat_holds h where h.show_id = $1 and h.state in ('held', 'sold')) taken where s.id = $1`,
        [show.id],
      );
    },
  };
}
