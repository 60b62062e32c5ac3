/** What an organiser is told before a date is moved or cancelled, and how far it has come after: from real rows, beside what the steps do. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { MikroORM } from '@mikro-orm/postgresql';
import { createPlanActivities } from '../../activities/orders/plan.ts';
import { createReturnActivities } from '../../activities/orders/return.ts';
import { createSeatActivities } from '../../activities/orders/seats.ts';
import { openOrm } from '../../database/orm.ts';
import { readersOf } from '../../database/sessions.ts';
import type { Money } from '../../domain/money.ts';
import { changeCost } from '../../queries/organiser/change-cost.ts';
import { salesOf } from '../../queries/organiser/sales.ts';
import { showDetails } from '../../queries/organiser/show.ts';
import { newShow, type Paid, paidOrder, tenantId } from '../activities/paid-orders.ts';
import { type Bench, holdRequest, openBench, sealingKeys } from '../activities/support.ts';
import type { TestShow } from '../support/buyers.ts';

let bench: Bench;
let orm: MikroORM;
const { returnTickets, returnForCancelledShow } = createReturnActivities();
const { readPlan } = createPlanActivities();
const { holdSeats } = createSeatActivities({ sealingKeys });
before(async () => {
  bench = await openBench();
  orm = await openOrm({ url: bench.db.readerUrl, poolSize: 2 });
});
after(async () => {
  await orm?.close();
  await bench?.close();
});
const reader = (tenant = tenantId) => readersOf(orm).member(tenant);
const rub = (amount: number): Money => ({ amount, currency: 'RUB' });

/** A date with every sort of order on it; of one, a ticket was returned for half of its price. */
async function fullEvening(): Promise<{ show: TestShow; orders: Paid[] }> {
  const show = await newShow(bench, 20);
  const chatty = await paidOrder(bench, { show, quantity: 2 });
  const mailed = await paidOrder(bench, { show, quantity: 2, contact: { email: 'guest@example.org' } });
  const stars = await paidOrder(bench, { show, provider: 'stars' });
  const gift = await paidOrder(bench, { show, gift: true });
  const { request, buyer } = await holdRequest(bench);
  const lines = [{ ticketTypeId: show.typeId, quantity: 1 }];
  await bench.step(() => holdSeats({ ...request, showId: show.id, lines, buyer }));
  // A companion who can be written to nowhere has one of the first order's tickets.
  await bench.db.sql('update tickets set holder_person_id = $1 where id = $2', [randomUUID(), chatty.tickets[1]]);
  await bench.db.sql(`update shows set refund_policy = '{"fullUntilHours": 9999, "thenPercent": 50}' where id = $1`, [show.id]);
  const asked = { tenantId, orderId: mailed.orderId, personId: mailed.personId, requestId: randomUUID() };
  await bench.step(() => returnTickets({ ...asked, ticketIds: [mailed.tickets[0]!], whole: false, byMember: false }));
  return { show, orders: [chatty, mailed, stars, gift] };
}

describe('what a change of a date would touch', () => {
  it('is what its steps then do: orders, tickets, sums by currency, ways to each person', async () => {
    const { show, orders } = await fullEvening();
    const cost = await changeCost(reader(), tenantId, show.id);
    assert.deepEqual(cost, {
      ...{ orders: 4, tickets: 5, waiting: 1 },
      back: [{ amount: 450, currency: 'XTR' }, rub(270_000)],
      // The companion of the first order has no contact.
      told: { telegram: 3, email: 1, nobody: 1 },
    });
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [show.id]);
    const returned = await Promise.all(
      orders.map(({ orderId }) => bench.step(() => returnForCancelledShow({ tenantId, orderId, revision: 1 }))),
    );
    const sum = (currency: string) =>
      returned.filter((one) => one.currency === currency).reduce((all, { back }) => all + back, 0);
    assert.deepEqual([sum('XTR'), sum('RUB')], [450, 270_000]);
    assert.deepEqual(await changeCost(reader(), tenantId, show.id), {
      ...{ orders: 0, tickets: 0, waiting: 1, back: [] },
      told: { telegram: 0, email: 0, nobody: 0 },
    });
  });

  it('is not all that was earned: what was kept of a return stays kept', async () => {
    const { show } = await fullEvening();
    await bench.db.sql(
      `update refunds set state = 'succeeded', settled_at = now() where order_id in (select id from orders where show_id = $1)`,
      [show.id],
    );
    const earned = (await salesOf(reader(), tenantId, new Map([[show.id, 20]]))).get(show.id)!.earned;
    const { back } = await changeCost(reader(), tenantId, show.id);
    const amount = (sums: Money[]) => sums.find(({ currency }) => currency === 'RUB')!.amount;
    assert.equal(amount(earned) - amount(back), 45_000);
  });

  it('is nothing for somebody else’s organisation', async () => {
    const { show } = await fullEvening();
    const cost = await changeCost(reader(randomUUID()), tenantId, show.id);
    assert.deepEqual([cost.orders, cost.waiting, cost.back], [0, 0, []]);
  });
});

describe('how far a cancellation has come', () => {
  it('money that is owed is counted from the first look: with those that are not told yet, without those that paid nothing', async () => {
    const { show, orders } = await fullEvening();
    await bench.db.sql(
      `insert into show_changes (tenant_id, show_id, revision, kind, by_person, from_starts_at) values ($1, $2, 1, 'cancelled', $3, now())`,
      [tenantId, show.id, randomUUID()],
    );
    await bench.db.sql(`update shows set status = 'cancelled', revision = 1 where id = $1`, [show.id]);
    const seen = async () => {
      const [change] = (await showDetails(reader(), tenantId, show.id))!.changes;
      const { total, told, owed, returned, refused, attention } = change!;
      return { total, told, owed, returned, refused, attention };
    };
    const nothing = { returned: 0, refused: 0, attention: 0 };
    assert.deepEqual(await seen(), { total: 5, told: 0, owed: 3, ...nothing });
    for (const [index, { orderId }] of orders.entries()) {
      // It knows of the change before its money is on its way: nothing looks settled in between.
      await bench.step(() => readPlan({ tenantId, orderId }));
      assert.deepEqual(await seen(), { total: 5, told: index + 1, owed: 3, ...nothing });
      await bench.step(() => returnForCancelledShow({ tenantId, orderId, revision: 1 }));
      assert.deepEqual(await seen(), { total: 5, told: index + 1, owed: 3, ...nothing });
    }
    const key = (order: Paid) => `return:${order.orderId}:show:1`;
    const end = (order: Paid, state: string) => bench.db.sql('update refunds set state = $1 where key = $2', [state, key(order)]);
    await end(orders[0]!, 'succeeded');
    await end(orders[1]!, 'refused');
    const matter = randomUUID();
    await bench.db.sql(
      `insert into attention_items (tenant_id, id, key, kind, order_id, details, created_at) values ($1, $2, $3, 'refundRefused', $4, '{}', now())`,
      [tenantId, matter, key(orders[1]!), orders[1]!.orderId],
    );
    assert.deepEqual(await seen(), { total: 5, told: 4, owed: 3, returned: 1, refused: 1, attention: 1 });
    await bench.db.sql('update attention_items set resolved_at = now() where id = $1', [matter]);
    assert.equal((await seen()).attention, 0);
  });
});
