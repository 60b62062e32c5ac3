/** Seats: each step twice, late, and in the wrong order. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createSeatActivities } from '../../activities/orders/seats.ts';
import { assertSound } from '../support/invariants.ts';
import { type Bench, holdRequest, openBench, sealingKeys } from './support.ts';

let bench: Bench;
const { holdSeats, releaseSeats } = createSeatActivities({ sealingKeys });
before(async () => {
  bench = await openBench();
});
after(async () => {
  await assertSound(bench.db).finally(bench.close);
});
const left = async (showId: string) =>
  (await bench.db.sql<{ seats_left: number }>('select seats_left from shows where id = $1', [showId]))[0]!.seats_left;
const phase = async (orderId: string) =>
  (await bench.db.sql<{ phase: string; reason: string | null }>('select phase, reason from orders where id = $1', [orderId]))[0];

describe('holding seats', () => {
  it('twice takes them once and answers the same', async () => {
    const { show, request, buyer } = await holdRequest(bench, { quantity: 2 });
    const first = await bench.step(() => holdSeats({ ...request, buyer }));
    const again = await bench.step(() => holdSeats({ ...request, buyer }));
    assert.deepEqual(again, first);
    assert.deepEqual([first.held, await left(show.id)], [true, 3]);
  });

  it('twenty times at once takes them once', async () => {
    const { show, request, buyer } = await holdRequest(bench, { quantity: 2 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => bench.step(() => holdSeats({ ...request, buyer }))));
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.equal(await left(show.id), 3);
  });

  it('that are gone leaves a row that says so, and says it again', async () => {
    const { show, request, buyer } = await holdRequest(bench, { capacity: 1, quantity: 2 });
    for (const _ of [1, 2])
      assert.deepEqual(await bench.step(() => holdSeats({ ...request, buyer })), { held: false, reason: 'soldOut' });
    assert.deepEqual(await phase(request.orderId), { phase: 'cancelled', reason: 'soldOut' });
    assert.equal(await left(show.id), 1);
  });

  it('takes all or none when one type of several is short', async () => {
    const { show, request, buyer } = await holdRequest(bench, { capacity: 10, quantity: 1 });
    const boxId = randomUUID();
    await bench.db.sql(
      `insert into ticket_types (tenant_id, id, show_id, position, name, note, quota, quota_left) values ($1, $2, $3, 1, '{}', '{}', 1, 1)`,
      [request.tenantId, boxId, show.id],
    );
    await bench.db.sql(`insert into ticket_prices values ($1, $2, 'XTR', 800)`, [request.tenantId, boxId]);
    const lines = [...request.lines, { ticketTypeId: boxId, quantity: 2 }];
    assert.deepEqual(await bench.step(() => holdSeats({ ...request, lines, buyer })), { held: false, reason: 'soldOut' });
    assert.equal(await left(show.id), 10);
    assert.deepEqual(await bench.db.sql('select quota_left from ticket_types where id = $1', [boxId]), [{ quota_left: 1 }]);
  });
});

describe('releasing seats', () => {
  it('twice gives them back once', async () => {
    const { show, request, buyer } = await holdRequest(bench, { quantity: 2 });
    await bench.step(() => holdSeats({ ...request, buyer }));
    for (const _ of [1, 2]) await bench.step(() => releaseSeats({ ...request, phase: 'expired', reason: null }));
    assert.equal(await left(show.id), 5);
    assert.deepEqual(await phase(request.orderId), { phase: 'expired', reason: null });
  });

  it('before they were held leaves a tombstone: the late hold takes nothing', async () => {
    const { show, request, buyer } = await holdRequest(bench);
    await bench.step(() => releaseSeats({ ...request, phase: 'cancelled', reason: 'unavailable' }));
    const late = await bench.step(() => holdSeats({ ...request, buyer }));
    assert.equal(late.held, false);
    assert.deepEqual([await left(show.id), (await phase(request.orderId))?.phase], [5, 'cancelled']);
  });

  it('and without the tombstone the late hold would keep a seat for nobody: the guard is needed', async () => {
    const { show, request, buyer } = await holdRequest(bench);
    await bench.step(() => releaseSeats({ ...request, phase: 'cancelled', reason: 'unavailable' }));
    // Both marks of the tombstone away: the hold's row and the order's.
    await bench.db.sql('delete from seat_holds where order_id = $1', [request.orderId]);
    await bench.db.sql('alter table orders disable trigger never_deleted');
    await bench.db.sql('delete from orders where id = $1', [request.orderId]);
    await bench.db.sql('alter table orders enable trigger never_deleted');
    assert.equal((await bench.step(() => holdSeats({ ...request, buyer }))).held, true);
    assert.equal(await left(show.id), 4);
  });

  it('never takes back seats that were sold', async () => {
    const { show, request, buyer } = await holdRequest(bench);
    await bench.step(() => holdSeats({ ...request, buyer }));
    await bench.db.sql(`update seat_holds set state = 'sold' where order_id = $1`, [request.orderId]);
    await bench.step(() => releaseSeats({ ...request, phase: 'expired', reason: null }));
    assert.deepEqual([await left(show.id), (await phase(request.orderId))?.phase], [4, 'held']);
    await bench.db.sql(`update seat_holds set state = 'held' where order_id = $1`, [request.orderId]);
    await bench.step(() => releaseSeats({ ...request, phase: 'expired', reason: null }));
  });
});
