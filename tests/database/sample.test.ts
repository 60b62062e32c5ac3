/** The sample theatre can be added on any day: no date stands twice, and there are always dates ahead. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MikroORM } from '@mikro-orm/postgresql';
import { openOrm } from '../../database/orm.ts';
import { samplePlays } from '../../database/sample/productions.ts';
import { addSampleTheatre, sampleTenantId } from '../../database/sample/theatre.ts';
import { readersOf } from '../../database/sessions.ts';
import { listShows } from '../../queries/shows/playbill.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let db: TestDatabase;
let orm: MikroORM;
before(async () => {
  db = await testDatabase({ sample: false });
  orm = await openOrm({ url: db.writerUrl, poolSize: 4 });
});
after(async () => {
  await orm.close();
  await db.close();
});

const day = 86_400_000;
const start = new Date('2026-11-20T22:30:00Z');
const later = (days: number) => new Date(start.getTime() + days * day);
const shows = async () => (await db.sql<{ count: number }>('select count(*)::int from shows'))[0]!.count;
const twice = () => db.sql('select production_id, starts_at from shows group by 1, 2 having count(*) > 1');

describe('the sample theatre', () => {
  it('is the same when it is added again, also at the same time', async () => {
    const ahead = await Promise.all([addSampleTheatre(orm.em, start), addSampleTheatre(orm.em, start)]);
    const once = await shows();
    assert.deepEqual(ahead, [once, once]);
    assert.equal(await addSampleTheatre(orm.em, start), once);
    assert.equal(await shows(), once);
  });

  it('gains new dates on another day, and none twice', async () => {
    const before = await shows();
    for (const days of [1, 3, 10, 40, 365]) {
      const ahead = await addSampleTheatre(orm.em, later(days));
      assert.ok(ahead > 0, `${ahead} dates ahead after ${days} days`);
      assert.deepEqual(await twice(), []);
    }
    assert.ok((await shows()) > before);
  });

  it('has dates of every play ahead, whatever the day', async () => {
    for (let days = 366; days < 373; days += 1) {
      const now = later(days);
      await addSampleTheatre(orm.em, now);
      const plays = await db.sql('select distinct production_id from shows where starts_at between $1 and $2', [
        now,
        later(days + 15),
      ]);
      assert.equal(plays.length, samplePlays.length, now.toISOString());
    }
  });

  it('has prices in every currency for every type of every date, and its seats', async () => {
    const bare = await db.sql(
      `select s.id from shows s where (select count(*) from ticket_types t where t.show_id = s.id) <> 3 or s.seats_left <> s.capacity
         or (select count(*) from ticket_prices p join ticket_types t on t.id = p.ticket_type_id where t.show_id = s.id and p.amount > 0) <> 9`,
    );
    assert.deepEqual(bare, []);
  });

  it('does not give seats back that were sold, nor bring back what was taken off the playbill', async () => {
    const [show] = await db.sql<{ id: string }>('select id from shows order by starts_at desc limit 1');
    await db.sql(`update shows set seats_left = seats_left - 2, status = 'cancelled' where id = $1`, [show!.id]);
    const [sold] = await db.sql('select seats_left, capacity, status from shows where id = $1', [show!.id]);
    await addSampleTheatre(orm.em, later(372));
    assert.deepEqual((await db.sql('select seats_left, capacity, status from shows where id = $1', [show!.id]))[0], sold);
  });

  it('is on the public playbill', async () => {
    await addSampleTheatre(orm.em, new Date());
    const playbill = await listShows(readersOf(orm).public(), 500);
    assert.ok(playbill.length > 0);
    assert.equal(new Set(playbill.map((show) => show.production.slug)).size, samplePlays.length);
    for (const show of playbill) assert.match(show.code, /^[0-9A-Z]{8}$/);
    assert.deepEqual(await db.sql('select id from organisations'), [{ id: sampleTenantId }]);
  });
});
