/** Tickets for another date: all or none, once, in the same hands, and never more seats than there are. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createClaimActivities } from '../../activities/orders/claims.ts';
import { createExchangeActivities } from '../../activities/orders/exchange.ts';
import { createPlanActivities, type OrderPlan } from '../../activities/orders/plan.ts';
import { createReturnActivities } from '../../activities/orders/return.ts';
import { seal } from '../../domain/sealed.ts';
import type { TestShow } from '../support/buyers.ts';
import { assertSound } from '../support/invariants.ts';
import {
  goodTickets,
  newShow,
  newTelegramId,
  outcome,
  type Paid,
  paidOrder,
  seatsLeft,
  startsIn,
  tenantId,
  times,
  unguarded,
} from './paid-orders.ts';
import { type Bench, openBench, sealingKeys } from './support.ts';

let bench: Bench;
/** Where guards are switched off: nothing is sound there. */
let broken: Bench;
const { exchangeOrder } = createExchangeActivities();
const { acknowledgeShow } = createPlanActivities();
const { returnTickets } = createReturnActivities();
const { claimTicket } = createClaimActivities({ sealingKeys });
before(async () => {
  [bench, broken] = await Promise.all([openBench(), openBench()]);
});
after(async () => {
  await broken?.close();
  if (bench) await assertSound(bench.db).finally(bench.close);
});

const asking = ({ orderId, personId }: Paid, { id: showId }: TestShow, requestId: string = randomUUID()) => ({
  ...{ tenantId, orderId, personId, requestId, showId },
});
const exchange = (order: Paid, show: TestShow, requestId?: string): Promise<OrderPlan | string> => {
  const request = asking(order, show, requestId);
  return outcome(bench.step(() => exchangeOrder(request)));
};
const stands = async (answer: OrderPlan | string) => (typeof answer === 'string' ? answer : answer.showId);
const giveBack = ({ orderId, personId }: Paid) => {
  const request = { tenantId, orderId, personId, requestId: randomUUID(), ticketIds: null, whole: false, byMember: false };
  return bench.step(() => returnTickets(request));
};
const revokedFor = async ({ orderId }: Paid) =>
  (
    await bench.db.sql<{ why: string }>(
      'select distinct revoke_reason as why from tickets where order_id = $1 and revoke_reason is not null',
      [orderId],
    )
  ).map(({ why }) => why);

describe('an exchange', () => {
  it('asked for twenty times at once moves the tickets once', async () => {
    const [from, to] = [await newShow(bench, 5), await newShow(bench, 5)];
    const order = await paidOrder(bench, { show: from, quantity: 3 });
    const requestId = randomUUID();
    const answers = await times(20, () => exchange(order, to, requestId));
    assert.deepEqual(new Set(await Promise.all(answers.map(stands))), new Set([to.id]));
    const good = await goodTickets(bench, order.orderId);
    assert.equal(good.length, 3);
    assert.ok(good.every((id) => !order.tickets.includes(id)));
    assert.deepEqual([await seatsLeft(bench, from), await seatsLeft(bench, to)], [5, 2]);
    assert.deepEqual(await bench.db.sql('select exchanges from orders where id = $1', [order.orderId]), [{ exchanges: 1 }]);
  });

  it('and without the lock on its order would move them twice: the guard is needed', async () => {
    const [from, to] = [await newShow(broken, 5), await newShow(broken, 5)];
    const order = await paidOrder(broken, { show: from });
    const step = unguarded(broken, {
      forget: (sql) => sql.replace(/ for (no key )?update( of k)?/, ''),
      meet: (sql) => sql.startsWith('select k.id, k.ticket_type_id'),
    });
    await times(2, () => outcome(step(() => exchangeOrder(asking(order, to)))));
    assert.equal(await seatsLeft(broken, to), 3, 'one ticket took two seats');
  });

  it('for the last seat of a date: one of two orders has it, the other keeps its tickets untouched', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [from, last] = [await newShow(bench, 5), await newShow(bench, 1)];
      const orders = [await paidOrder(bench, { show: from }), await paidOrder(bench, { show: from })];
      const answers = await Promise.all(orders.map((order) => exchange(order, last)));
      const loser = orders[answers.indexOf('SoldOut')]!;
      assert.equal(answers.filter((answer) => typeof answer !== 'string').length, 1);
      assert.deepEqual(await goodTickets(bench, loser.orderId), loser.tickets);
      assert.deepEqual(await revokedFor(loser), []);
      assert.deepEqual([await seatsLeft(bench, from), await seatsLeft(bench, last)], [4, 0]);
    }
  });

  it('for the last seat, and without the condition on it both would have it: the guard is needed', async () => {
    await broken.db.sql('alter table shows drop constraint if exists shows_seats_left_check');
    const [from, last] = [await newShow(broken, 5), await newShow(broken, 1)];
    const orders = [await paidOrder(broken, { show: from }), await paidOrder(broken, { show: from })];
    // All placeholders stay: what was asked of the count is always so.
    const step = unguarded(broken, { forget: (sql) => sql.replace('and seats_left >= ?', 'and seats_left >= ? - 1000') });
    const answers = await Promise.all(orders.map((order) => outcome(step(() => exchangeOrder(asking(order, last))))));
    assert.deepEqual(
      answers.map((answer) => typeof answer),
      ['object', 'object'],
    );
    assert.equal(await seatsLeft(broken, last), -1);
  });

  it('there and back again has tickets of a third round, and the old ones never open the door again', async () => {
    const [from, to] = [await newShow(bench, 5), await newShow(bench, 5)];
    const order = await paidOrder(bench, { show: from, quantity: 2 });
    const seen = new Set(order.tickets);
    for (const show of [to, from, to]) {
      assert.equal(await stands(await exchange(order, show)), show.id);
      const good = await goodTickets(bench, order.orderId);
      assert.equal(good.length, 2);
      for (const id of good) assert.ok(!seen.has(id));
      for (const id of good) seen.add(id);
    }
    assert.deepEqual([await seatsLeft(bench, from), await seatsLeft(bench, to)], [5, 3]);
    assert.deepEqual(await revokedFor(order), ['exchanged']);
    assert.equal((await giveBack(order)).back, 180_000);
    assert.deepEqual([await seatsLeft(bench, from), await seatsLeft(bench, to)], [5, 5]);
  });

  it('of many orders in both directions at once ends with everybody on their date', async () => {
    const [one, other] = [await newShow(bench, 40), await newShow(bench, 40)];
    const orders = [];
    for (let index = 0; index < 20; index += 1) orders.push(await paidOrder(bench, { show: index % 2 ? one : other }));
    const answers = await Promise.all(orders.map((order, index) => exchange(order, index % 2 ? other : one)));
    for (const [index, answer] of answers.entries()) assert.equal(await stands(answer), (index % 2 ? other : one).id);
    assert.deepEqual([await seatsLeft(bench, one), await seatsLeft(bench, other)], [30, 30]);
  });

  it('of what is left after a part was returned moves that, and the whole of it can still come back', async () => {
    const [from, to] = [await newShow(bench, 5), await newShow(bench, 5)];
    const order = await paidOrder(bench, { show: from, quantity: 3 });
    const { orderId, personId } = order;
    const part = {
      tenantId,
      orderId,
      personId,
      requestId: randomUUID(),
      ticketIds: [order.tickets[0]!],
      whole: false,
      byMember: false,
    };
    await bench.step(() => returnTickets(part));
    await exchange(order, to);
    assert.deepEqual([await seatsLeft(bench, from), await seatsLeft(bench, to)], [5, 3]);
    assert.equal((await giveBack(order)).back, 180_000);
  });

  it('leaves each ticket in its hands: the companion’s with the companion', async () => {
    const [from, to] = [await newShow(bench, 5), await newShow(bench, 5)];
    const order = await paidOrder(bench, { show: from, quantity: 2 });
    const companion = randomUUID();
    const claim = { tenantId, orderId: order.orderId, ticketId: order.tickets[1]!, personId: companion, language: 'ru' } as const;
    await bench.step(() => claimTicket({ ...claim, holder: seal(sealingKeys, { telegramId: newTelegramId() }) }));
    await exchange(order, to);
    const hands = await bench.db.sql(
      `select holder_person_id as holder from tickets where order_id = $1 and state = 'valid' order by position`,
      [order.orderId],
    );
    assert.deepEqual(hands, [{ holder: null }, { holder: companion }]);
  });

  it('of a gift needs no price to fit', async () => {
    const [from, to] = [await newShow(bench, 5), await newShow(bench, 5)];
    await bench.db.sql('update ticket_prices set amount = amount * 3 where ticket_type_id = $1', [to.typeId]);
    const order = await paidOrder(bench, { show: from, gift: true });
    assert.equal(await stands(await exchange(order, to)), to.id);
    assert.deepEqual(
      await bench.db.sql(`select unit_amount from tickets where order_id = $1 and state = 'valid'`, [order.orderId]),
      [{ unit_amount: 0 }],
    );
    const bought = await paidOrder(bench, { show: from });
    assert.equal(await exchange(bought, to), 'ExchangeUnfit', 'what was paid for does');
  });

  it('of pay-what-you-want tickets fits where what was paid is enough', async () => {
    const [from, cheaper, dearer] = [await newShow(bench, 5), await newShow(bench, 5), await newShow(bench, 5)];
    for (const { typeId } of [from, cheaper, dearer])
      await bench.db.sql('update ticket_types set open_price = true where id = $1', [typeId]);
    await bench.db.sql('update ticket_prices set amount = 50000 where ticket_type_id = $1', [cheaper.typeId]);
    await bench.db.sql('update ticket_prices set amount = 120001 where ticket_type_id = $1', [dearer.typeId]);
    const order = await paidOrder(bench, { show: from, unitAmount: 120_000 });
    assert.equal(await exchange(order, dearer), 'ExchangeUnfit');
    assert.equal(await stands(await exchange(order, cheaper)), cheaper.id);
    assert.equal((await giveBack(order)).back, 120_000, 'what was paid stays what was paid');
  });

  it('is refused too late, after somebody came in, for another play, or for a date that is not sold', async () => {
    const [from, to] = [await newShow(bench, 5), await newShow(bench, 5)];
    const order = await paidOrder(bench, { show: from, quantity: 2 });
    const foreign = await newShow(bench, 5);
    await bench.db.sql(
      'update shows set production_id = (select id from productions where tenant_id = $1 order by position offset 1 limit 1) where id = $2',
      [tenantId, foreign.id],
    );
    assert.equal(await exchange(order, foreign), 'ExchangeUnfit');
    assert.equal(await exchange(order, { ...to, id: randomUUID() }), 'ExchangeUnfit');
    await bench.db.sql('update shows set published_at = null where id = $1', [to.id]);
    assert.equal(await exchange(order, to), 'NotOnSale');
    await bench.db.sql(`update shows set published_at = now(), status = 'cancelled' where id = $1`, [to.id]);
    assert.equal(await exchange(order, to), 'NotOnSale');
    await bench.db.sql(`update shows set status = 'announced' where id = $1`, [to.id]);
    await startsIn(bench, from, 3599);
    assert.equal(await exchange(order, to), 'ExchangeClosed');
    await startsIn(bench, from, 3700);
    await bench.db.sql('update tickets set used_at = now() where id = $1', [order.tickets[0]]);
    assert.equal(await exchange(order, to), 'ExchangeClosed');
    assert.deepEqual(await goodTickets(bench, order.orderId), order.tickets);
    await bench.db.sql('update tickets set used_at = null where id = $1', [order.tickets[0]]);
    assert.equal(await stands(await exchange(order, to)), to.id);
  });

  it('away from a show that is off is refused: its money is on the way back', async () => {
    const [from, to] = [await newShow(bench, 5), await newShow(bench, 5)];
    const order = await paidOrder(bench, { show: from });
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [from.id]);
    assert.equal(await exchange(order, to), 'ExchangeClosed');
    assert.deepEqual(await goodTickets(bench, order.orderId), order.tickets);
  });

  it('leaves behind what is said of the old date: the new one’s changes still reach the order', async () => {
    const [from, to] = [await newShow(bench, 5), await newShow(bench, 5)];
    const order = await paidOrder(bench, { show: from });
    const revision = async () =>
      (await bench.db.sql<{ n: number }>('select show_revision as n from orders where id = $1', [order.orderId]))[0]!.n;
    const hear = (number: number) => bench.step(() => acknowledgeShow({ tenantId, orderId: order.orderId, revision: number }));
    await bench.db.sql('update shows set revision = 2 where id = $1', [from.id]);
    await hear(2);
    assert.equal(await revision(), 2);
    await hear(1);
    assert.equal(await revision(), 2, 'an old word changes nothing');
    await exchange(order, to);
    assert.equal(await revision(), 0);
    await bench.db.sql('update shows set revision = 3 where id = $1', [from.id]);
    const plan = await hear(3);
    assert.deepEqual([await revision(), plan.showId, plan.revision], [0, to.id, 0]);
  });

  it('of an order that was returned is refused', async () => {
    const [from, to] = [await newShow(bench, 5), await newShow(bench, 5)];
    const order = await paidOrder(bench, { show: from });
    await giveBack(order);
    assert.equal(await exchange(order, to), 'NotPaid');
  });
});
