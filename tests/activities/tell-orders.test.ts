/** A changed show reaches its orders: page by page, from where a dead worker stopped, once for each revision. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createTellOrdersActivities } from '../../activities/shows/tell-orders.ts';
import type { ShowChanged } from '../../workflows/orders/messages.ts';
import type { TestShow } from '../support/buyers.ts';
import { newShow, soldOrder, tenantId } from './organiser-bench.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
const told: Array<{ orderId: string; revision: number }> = [];
const gone = new Set<string>();
const { tellOrders, untoldOrders, finishShowChange } = createTellOrdersActivities({
  signals: {
    async showChanged(orderId, { revision }) {
      told.push({ orderId, revision });
      return !gone.has(orderId);
    },
  },
});
const change: ShowChanged = { revision: 1, kind: 'cancelled', startsAt: '2099-01-01T00:00:00.000Z' };
const tell = (show: TestShow, environment = new MockActivityEnvironment()) =>
  bench.step(() => environment.run(tellOrders, { tenantId, showId: show.id, change }));
const untold = (show: TestShow) => bench.step(() => untoldOrders({ tenantId, showId: show.id, change }));
const inPhase = async (phase: string, show: TestShow) => {
  const { orderId } = await soldOrder(bench, show);
  await bench.db.sql('update orders set phase = $1 where id = $2', [phase, orderId]);
  return orderId;
};

before(async () => {
  bench = await openBench();
});
after(() => bench?.close());

describe('telling the orders of a show', () => {
  it('reaches those that hold seats, wait for money or are paid, and nobody else', async () => {
    const show = await newShow(bench, 20);
    const alive = await Promise.all(['held', 'awaitingPayment', 'paid'].map((phase) => inPhase(phase, show)));
    await Promise.all(['expired', 'cancelled', 'refunded', 'closed'].map((phase) => inPhase(phase, show)));
    await inPhase('paid', await newShow(bench, 20));
    told.length = 0;
    await tell(show);
    assert.deepEqual(told.map(({ orderId }) => orderId).sort(), alive.sort());
    assert.equal(await untold(show), 3, 'a signal is a message, not yet the deed');
    await bench.db.sql('update orders set show_revision = 1 where id = any($1)', [alive]);
    assert.equal(await untold(show), 0);
  });

  it('pages through hundreds and goes on from its last beat', async () => {
    const show = await newShow(bench, 300);
    const ids: string[] = [];
    for (let order = 0; order < 250; order += 1) ids.push((await soldOrder(bench, show)).orderId);
    ids.sort();
    told.length = 0;
    const beats: string[] = [];
    const first = new MockActivityEnvironment();
    first.on('heartbeat', (id: string) => beats.push(id));
    await tell(show, first);
    assert.deepEqual(told.map(({ orderId }) => orderId).sort(), ids);
    assert.deepEqual(beats, [ids[99], ids[199], ids[249]]);

    told.length = 0;
    await tell(show, new MockActivityEnvironment({ heartbeatDetails: beats[1] }));
    assert.deepEqual(told.map(({ orderId }) => orderId).sort(), ids.slice(200));
  });

  it('gives a paid order without a process to an operator, and lets the others go', async () => {
    const show = await newShow(bench, 20);
    const [paid, held] = [await inPhase('paid', show), await inPhase('held', show)];
    gone.add(paid).add(held);
    for (const _ of [1, 2]) await tell(show);
    assert.equal(await untold(show), 0);
    const items = await bench.db.sql<{ kind: string; order_id: string }>(
      'select kind, order_id from attention_items where order_id = any($1)',
      [[paid, held]],
    );
    assert.deepEqual(items, [{ kind: 'orderWithoutProcess', order_id: paid }]);
  });
});

describe('the end of a change', () => {
  it('is on record when everybody has dealt with it, else an operator hears of it', async () => {
    const show = await newShow(bench, 20);
    await bench.db.sql(
      `insert into show_changes (tenant_id, show_id, revision, kind, by_person, from_starts_at) values ($1, $2, 1, 'cancelled', $3, now())`,
      [tenantId, show.id, randomUUID()],
    );
    const finish = (left: number) => bench.step(() => finishShowChange({ tenantId, showId: show.id, change, untold: left }));
    const finished = async () =>
      (await bench.db.sql('select finished_at from show_changes where show_id = $1', [show.id]))[0]!['finished_at'];
    await finish(2);
    assert.equal(await finished(), null);
    const [item] = await bench.db.sql(`select details from attention_items where kind = 'showChangeStuck' and key like $1`, [
      `%${show.id}%`,
    ]);
    assert.deepEqual(item?.['details'], { showId: show.id, revision: 1, change: 'cancelled', untold: 2 });
    await finish(0);
    assert.ok(await finished());
  });
});
