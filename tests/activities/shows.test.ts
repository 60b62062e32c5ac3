/** What an organiser does to a show: allowed, once for each request, and never past an order that is just being made. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { EntityManager } from '@mikro-orm/postgresql';
import { inTransaction } from '../../activities/context.ts';
import { takeSeats } from '../../activities/orders/seat-counts.ts';
import { createSeatActivities } from '../../activities/orders/seats.ts';
import { createShowChangeActivities } from '../../activities/shows/change.ts';
import type { Role } from '../../domain/members.ts';
import type { TestShow } from '../support/buyers.ts';
import { assertSound } from '../support/invariants.ts';
import { newMember, newShow, soldOrder, tenantId } from './organiser-bench.ts';
import { type Bench, holdRequest, openBench, sealingKeys } from './support.ts';

let bench: Bench;
let owner: string;
const { saveShowSettings, setShowPublished, moveShow, cancelShow } = createShowChangeActivities();
const { holdSeats } = createSeatActivities({ sealingKeys });
const settings = { capacity: 10, holdMinutes: 20, refundPolicy: { fullUntilHours: 48, thenPercent: 0 }, chatId: null };
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

before(async () => {
  bench = await openBench();
  owner = await newMember(bench, 'owner');
});
after(async () => {
  if (bench) await assertSound(bench.db).finally(bench.close);
});

const rowOf = async (showId: string) => (await bench.db.sql('select * from shows where id = $1', [showId]))[0]!;
const asked = (showId: string, by = owner) => ({ tenantId, showId, by, requestId: randomUUID() as string });
const says = (code: string) => (error: unknown) => (error as { type?: string }).type === code;
const move = (showId: string, startsAt = tomorrow()) => bench.step(() => moveShow({ ...asked(showId), startsAt }));

describe('a change of a show', () => {
  for (const role of ['operator', 'door', 'content', 'moderator'] as Role[])
    it(`is refused to the ${role}, in the transaction that would do it`, async () => {
      const show = await newShow(bench, 5);
      const by = await newMember(bench, role);
      await assert.rejects(
        bench.step(() => cancelShow(asked(show.id, by))),
        says('NotAllowed'),
      );
      assert.equal((await rowOf(show.id))['status'], 'announced');
    });

  it('is refused to who was removed, and to a stranger', async () => {
    const show = await newShow(bench, 5);
    const gone = await newMember(bench, 'owner');
    await bench.db.sql('update members set removed_at = now() where person_id = $1', [gone]);
    for (const by of [gone, randomUUID()])
      await assert.rejects(
        bench.step(() => cancelShow(asked(show.id, by))),
        says('NotAllowed'),
      );
  });

  it('of another organisation is refused', async () => {
    await assert.rejects(
      bench.step(() => cancelShow(asked(randomUUID()))),
      says('NotFound'),
    );
  });

  it('that is asked for twice is done once and answered the same, also at once', async () => {
    const show = await newShow(bench, 5);
    const request = { ...asked(show.id), startsAt: tomorrow() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => bench.step(() => moveShow(request))));
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.deepEqual([answers[0]?.revision, (await rowOf(show.id))['revision']], [1, 1]);
    assert.equal((await bench.db.sql('select 1 from audit_entries where subject = $1', [`show:${show.id}`])).length, 1);
  });
});

describe('settings', () => {
  it('change the capacity and keep what is taken', async () => {
    const show = await newShow(bench, 5);
    await soldOrder(bench, show, 3);
    await bench.step(() => saveShowSettings({ ...asked(show.id), ...settings }));
    const row = await rowOf(show.id);
    assert.deepEqual([row['capacity'], row['seats_left'], row['hold_minutes']], [10, 7, 20]);
    await bench.step(() => saveShowSettings({ ...asked(show.id), ...settings, capacity: 3 }));
    assert.equal((await rowOf(show.id))['seats_left'], 0);
    await assert.rejects(
      bench.step(() => saveShowSettings({ ...asked(show.id), ...settings, capacity: 2 })),
      says('CapacityTooSmall'),
    );
  });

  it('and holds at the same time lose no seat', async () => {
    const holds = await Promise.all(Array.from({ length: 6 }, () => holdRequest(bench, { capacity: 3 })));
    const { show } = holds[0]!;
    const answers = await Promise.allSettled([
      ...holds.map(({ request, buyer }) =>
        bench.step(() => holdSeats({ ...request, showId: show.id, lines: [{ ticketTypeId: show.typeId, quantity: 1 }], buyer })),
      ),
      bench.step(() => saveShowSettings({ ...asked(show.id), ...settings, capacity: 5 })),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      answers.map(() => 'fulfilled'),
    );
    const [{ held }] = (await bench.db.sql<{ held: number }>(
      `select coalesce(sum(seats), 0)::int as held from seat_holds where show_id = $1 and state = 'held'`,
      [show.id],
    )) as [{ held: number }];
    assert.equal((await rowOf(show.id))['seats_left'], 5 - held);
  });
});

describe('publishing', () => {
  const draft = async () => {
    const show = await newShow(bench, 5);
    await bench.db.sql(`update shows set status = 'draft', published_at = null where id = $1`, [show.id]);
    return show;
  };
  const publish = (showId: string, published: boolean) => bench.step(() => setShowPublished({ ...asked(showId), published }));

  it('announces a draft that has a ticket with a price', async () => {
    const show = await draft();
    await publish(show.id, true);
    const row = await rowOf(show.id);
    assert.equal(row['status'], 'announced');
    assert.ok(row['published_at']);
  });

  it('needs a price', async () => {
    const show = await draft();
    await bench.db.sql('delete from ticket_prices where ticket_type_id = $1', [show.typeId]);
    await assert.rejects(publish(show.id, true), says('ShowIncomplete'));
  });

  it('needs the chat of a show in Telegram', async () => {
    const show = await draft();
    await bench.db.sql(`update shows set kind = 'telegram' where id = $1`, [show.id]);
    await assert.rejects(publish(show.id, true), says('ShowIncomplete'));
    await bench.step(() => saveShowSettings({ ...asked(show.id), ...settings, chatId: -100 }));
    await publish(show.id, true);
    await assert.rejects(
      bench.step(() => saveShowSettings({ ...asked(show.id), ...settings, chatId: null })),
      says('ShowIncomplete'),
    );
  });

  it('is undone only while nobody has or waits for a ticket', async () => {
    const show = await newShow(bench, 5);
    await publish(show.id, false);
    const row = await rowOf(show.id);
    assert.deepEqual([row['status'], row['published_at']], ['draft', null]);
    const { show: sold, request, buyer } = await holdRequest(bench);
    assert.equal((await bench.step(() => holdSeats({ ...request, buyer }))).held, true);
    await assert.rejects(publish(sold.id, false), says('ShowNotOpen'));
  });

  it('that is undone while somebody orders leaves a hidden show without orders, or an open one with', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { show, request, buyer } = await holdRequest(bench);
      const [hold] = await Promise.all([
        bench.step(() => holdSeats({ ...request, buyer })),
        publish(show.id, false).catch((error: unknown) => assert.ok(says('ShowNotOpen')(error))),
      ]);
      assert.equal((await rowOf(show.id))['status'], hold.held ? 'announced' : 'draft');
    }
  });
});

describe('moving', () => {
  it('sets the new time, one revision more, and says what its orders must hear', async () => {
    const show = await newShow(bench, 5);
    const startsAt = tomorrow();
    assert.deepEqual(await move(show.id, startsAt), { revision: 1, kind: 'moved', startsAt });
    const row = await rowOf(show.id);
    assert.deepEqual([row['status'], row['revision'], (row['starts_at'] as Date).toISOString()], ['rescheduled', 1, startsAt]);
    assert.ok(row['moved_at']);
    assert.equal((await move(show.id, new Date(Date.now() + 9e7).toISOString()))?.revision, 2);
    const changes = await bench.db.sql('select kind, revision from show_changes where show_id = $1 order by revision', [show.id]);
    assert.deepEqual(changes, [
      { kind: 'moved', revision: 1 },
      { kind: 'moved', revision: 2 },
    ]);
  });

  it('goes ahead only, and only for what will still be played', async () => {
    const show = await newShow(bench, 5);
    await assert.rejects(move(show.id, new Date(Date.now() - 1000).toISOString()), says('TimePassed'));
    for (const status of ['cancelled', 'ended', 'archived', 'live']) {
      await bench.db.sql('update shows set status = $1 where id = $2', [status, show.id]);
      await assert.rejects(move(show.id), says('ShowNotOpen'), status);
    }
  });

  it('of a draft tells nobody, and to the same time changes nothing', async () => {
    const show = await newShow(bench, 5);
    assert.equal(await move(show.id, ((await rowOf(show.id))['starts_at'] as Date).toISOString()), null);
    await bench.db.sql(`update shows set status = 'draft', published_at = null where id = $1`, [show.id]);
    assert.equal(await move(show.id), null);
    const row = await rowOf(show.id);
    assert.deepEqual([row['status'], row['revision']], ['draft', 0]);
  });
});

describe('cancelling', () => {
  it('ends the show once', async () => {
    const show = await newShow(bench, 5);
    assert.equal((await bench.step(() => cancelShow(asked(show.id)))).kind, 'cancelled');
    await assert.rejects(
      bench.step(() => cancelShow(asked(show.id))),
      says('ShowNotOpen'),
    );
    const row = await rowOf(show.id);
    assert.deepEqual([row['status'], row['revision']], ['cancelled', 1]);
  });

  it('while somebody orders: the order is there before it, or there is none', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { show, request, buyer } = await holdRequest(bench);
      const orders: number[] = [];
      const cancelling = bench
        .step(() => cancelShow(asked(show.id)))
        .then(async () => {
          const held = await bench.db.sql(`select 1 from seat_holds where show_id = $1 and state = 'held'`, [show.id]);
          orders.push(held.length);
        });
      const [hold] = await Promise.all([bench.step(() => holdSeats({ ...request, buyer })), cancelling]);
      // Whoever looks after the cancellation sees every order that there will ever be.
      assert.equal(orders[0], hold.held ? 1 : 0);
    }
  });

  /** An order has seen the show on sale; then it is cancelled; then the order takes its seat. */
  const lateOrder = async (take: (tx: EntityManager, show: TestShow) => Promise<boolean>) => {
    const show = await newShow(bench, 5);
    const taken = await bench.step(() =>
      inTransaction(async (tx) => {
        await tx.execute('select status from shows where id = ?', [show.id]);
        await bench.step(() => cancelShow(asked(show.id)));
        return take(tx, show);
      }),
    );
    await bench.db.sql('update shows set seats_left = capacity where id = $1', [show.id]);
    return taken;
  };

  it('after somebody saw it on sale and before they take a seat: they get none', async () => {
    const lines = (show: TestShow) => [{ ticketTypeId: show.typeId, quantity: 1 }];
    assert.equal(await lateOrder((tx, show) => takeSeats(tx, { tenantId, showId: show.id, lines: lines(show) })), false);
  });

  it('and without the guard on the status that seat would be sold for a cancelled show', async () => {
    const unguarded = (tx: EntityManager, show: TestShow) =>
      tx.execute<unknown[]>('update shows set seats_left = seats_left - 1 where id = ? and seats_left >= 1 returning id', [
        show.id,
      ]);
    assert.equal(await lateOrder(async (tx, show) => (await unguarded(tx, show)).length === 1), true);
  });
});

describe('the address of a play', () => {
  const slug = 'three-sisters';
  /** A draft of a play with a date that can go on; both theatres chose the address while neither could see the other's. */
  async function draft(tenant: string): Promise<{ productionId: string; showId: string }> {
    const { id: showId } = await newShow(bench, 5);
    const productionId = randomUUID();
    await bench.db.sql(
      `insert into productions (tenant_id, id, slug, title, author, description, minutes, age_limit, symbol, hue)
       values ($1, $2, $3, '{"ru":"Три сестры","en":"Three Sisters"}', '{}', '{}', 120, 12, 'letter', 10)`,
      [tenant, productionId, slug],
    );
    await bench.db.sql(`update shows set production_id = $2, status = 'draft', published_at = null where id = $1`, [
      showId,
      tenant === tenantId
        ? productionId
        : (await bench.db.sql<{ p: string }>('select production_id as p from shows where id = $1', [showId]))[0]!.p,
    ]);
    return { productionId, showId };
  }
  const another = async () => {
    const id = randomUUID();
    await bench.db.sql(
      `insert into organisations (id, slug, name, time_zone, published_at) values ($1, $2, '{"ru":"Другой","en":"Another"}', 'Europe/Moscow', now())`,
      [id, id],
    );
    return id;
  };
  const slugOf = async (id: string) =>
    (await bench.db.sql<{ slug: string }>('select slug from productions where id = $1', [id]))[0]!.slug;
  const goesOn = (showId: string) => bench.step(() => setShowPublished({ ...asked(showId), published: true }));

  it('that another theatre has meanwhile is not shared: the play goes on under one of its own', async () => {
    const [theirs, ours] = [await draft(await another()), await draft(tenantId)];
    await bench.db.sql('update productions set published_at = now() where id = $1', [theirs.productionId]);
    await goesOn(ours.showId);
    const own = await slugOf(ours.productionId);
    assert.match(own, new RegExp(`^${slug}-[0-9a-z]{5}$`));
    assert.equal(await slugOf(theirs.productionId), slug);
    await goesOn(ours.showId);
    assert.equal(await slugOf(ours.productionId), own, 'and keeps it');
  });

  it('is kept by a draft of the same name elsewhere, and both cannot be seen under it: the index forbids it', async () => {
    const theirs = await draft(await another());
    await assert.rejects(
      bench.db.sql('update productions set published_at = now() where id = $1', [theirs.productionId]),
      /productions_slug_published_unique/,
    );
    await bench.db.sql('drop index productions_slug_published_unique');
    await bench.db.sql('update productions set published_at = now() where id = $1', [theirs.productionId]);
    const seen = await bench.db.sql('select 1 from productions where slug = $1 and published_at is not null', [slug]);
    assert.equal(seen.length, 2, 'without it one address would show either');
  });
});
