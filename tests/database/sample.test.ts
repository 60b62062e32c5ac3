/** The sample theatre can be added on any day: no date stands twice, and there are always dates ahead. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MikroORM } from '@mikro-orm/postgresql';
import { openOrm } from '../../database/orm.ts';
import { samplePlays } from '../../database/sample/productions.ts';
import { sampleTelegram } from '../../database/sample/telegram.ts';
import { addSampleTheatre, sampleTenantId } from '../../database/sample/theatre.ts';
import { readersOf } from '../../database/sessions.ts';
import { personIdOf } from '../../domain/uuid.ts';
import { membershipsOf } from '../../queries/organisations/members.ts';
import { listShows } from '../../queries/shows/playbill.ts';
import { SAMPLE_GROUP } from '../../sandbox/telegram/sample.ts';
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

  it('has one play where a ticket costs what its buyer says, on every date of it, and no other', async () => {
    const open = await db.sql<{ slug: string; dates: number; types: number }>(
      `select p.slug, count(distinct s.id)::int as dates, count(*)::int as types from productions p join shows s on s.production_id = p.id
         join ticket_types t on t.show_id = s.id and t.open_price group by p.slug`,
    );
    const [dates] = await db.sql(
      `select count(*)::int as dates from shows s join productions p on p.id = s.production_id where p.slug = 'revizor'`,
    );
    assert.deepEqual(open, [{ slug: 'revizor', ...dates, types: dates!['dates'] }]);
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

  it('has its people and its chat where the sandbox is Telegram, also when it stood there before them', async () => {
    const chats = () => db.sql(`select distinct kind, chat_id::text from shows where kind = 'telegram' or chat_id is not null`);
    assert.deepEqual(await chats(), [{ kind: 'telegram', chat_id: null }]);
    assert.deepEqual(await db.sql('select 1 from members'), []);
    const key = 'the key of person ids';
    for (const _ of ['added', 'added again']) await addSampleTheatre(orm.em, new Date(), sampleTelegram(key));
    assert.deepEqual(await chats(), [{ kind: 'telegram', chat_id: String(SAMPLE_GROUP) }]);
    for (const [telegramId, role] of [
      [1001, 'owner'],
      [1002, 'door'],
      [1003, 'operator'],
    ] as const) {
      const [membership] = await membershipsOf(readersOf(orm), personIdOf(key, `telegram:${telegramId}`));
      assert.deepEqual([membership?.slug, membership?.role], ['rampa', role]);
    }
    assert.deepEqual(await membershipsOf(readersOf(orm), personIdOf(key, 'telegram:2001')), [], 'control: a viewer');
  });

  it('leaves a chat that was chosen, and a member who was removed, as they are', async () => {
    const key = 'the key of person ids';
    const owner = personIdOf(key, 'telegram:1001');
    await db.sql(`update shows set chat_id = -7 where kind = 'telegram'`);
    await db.sql('update members set removed_at = now() where person_id = $1', [owner]);
    await addSampleTheatre(orm.em, new Date(), sampleTelegram(key));
    assert.deepEqual(await db.sql(`select distinct chat_id::text from shows where kind = 'telegram'`), [{ chat_id: '-7' }]);
    assert.deepEqual(await membershipsOf(readersOf(orm), owner), []);
  });
});
