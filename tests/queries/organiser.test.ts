/** What an organiser reads, from real rows: orders as a list, an order's story, evenings that have a door. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { MikroORM } from '@mikro-orm/postgresql';
import { createDeliveryActivities } from '../../activities/orders/deliver.ts';
import { createReturnActivities } from '../../activities/orders/return.ts';
import { createSeatActivities } from '../../activities/orders/seats.ts';
import { createAttentionActivities } from '../../activities/organisations/attention.ts';
import { openOrm } from '../../database/orm.ts';
import { readersOf } from '../../database/sessions.ts';
import { attentionList } from '../../queries/organiser/attention.ts';
import { doorDates } from '../../queries/organiser/door-dates.ts';
import { soldOrders } from '../../queries/organiser/sold-orders.ts';
import { storyRows } from '../../queries/organiser/story-rows.ts';
import { timelineOf } from '../../queries/organiser/timeline.ts';
import { newMember } from '../activities/organiser-bench.ts';
import {
  asActivity,
  goodTickets,
  newShow,
  type Paid,
  paidOrder,
  partners,
  startsIn,
  tenantId,
} from '../activities/paid-orders.ts';
import { type Bench, holdRequest, openBench, sealingKeys } from '../activities/support.ts';
import { fillTwoTheatres, mine } from '../database/two-theatres.ts';

let bench: Bench;
let orm: MikroORM;
const { returnTickets, returnForCancelledShow, voidTickets } = createReturnActivities();
const { holdSeats } = createSeatActivities({ sealingKeys });
const { closeRetried } = createAttentionActivities({ sealingKeys });
before(async () => {
  bench = await openBench();
  orm = await openOrm({ url: bench.db.readerUrl, poolSize: 2 });
});
after(async () => {
  await orm?.close();
  await bench?.close();
});
const reader = (tenant = tenantId) => readersOf(orm).member(tenant);

const story = async (orderId: string) => timelineOf((await storyRows(reader(), tenantId, orderId))!);
const told = async (orderId: string, kinds: string[]) =>
  (await story(orderId)).filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text);
const numbersOf = async ({ orderId }: Paid) =>
  (await bench.db.sql<{ number: string }>('select number from tickets where order_id = $1 order by position', [orderId])).map(
    ({ number }) => number,
  );
async function namedMember(role: 'owner' | 'operator', name: string): Promise<string> {
  const by = await newMember(bench, role);
  await bench.db.sql('update members set name = $1 where person_id = $2', [name, by]);
  return by;
}
const giveBack = ({ orderId }: Paid, personId: string, ticketIds: string[] | null, byMember: boolean) =>
  bench.step(() => returnTickets({ tenantId, orderId, personId, requestId: randomUUID(), ticketIds, whole: byMember, byMember }));

describe('an order’s story', () => {
  it('tells what the house noted in the reader’s language alone, and a person’s note as it was written', async () => {
    const { orderId } = await paidOrder(bench);
    const notes = [
      'Деньги вернулись с попытки 2. / The money went back at attempt 2.',
      'Попытка 2: снова отказ. / Attempt 2: refused again.',
      'Наличными / in cash',
    ];
    for (const [index, note] of notes.entries())
      await bench.db.sql(
        `insert into attention_items (tenant_id, id, key, kind, order_id, details, created_at, resolved_at, resolution)
         values ($1, $2, $3, 'refundRefused', $4, '{}', now(), now() + $5 * interval '1 second', $6)`,
        [tenantId, randomUUID(), randomUUID(), orderId, index + 1, note],
      );
    assert.deepEqual(await told(orderId, ['resolved']), [
      { ru: 'Разобрано: Деньги вернулись с попытки 2.', en: 'Settled: The money went back at attempt 2.' },
      { ru: 'Разобрано: Попытка 2: снова отказ.', en: 'Settled: Attempt 2: refused again.' },
      { ru: 'Разобрано: Наличными / in cash', en: 'Settled: Наличными / in cash' },
    ]);
  });

  it('tells how a refund that was tried again ended, from the facts that its step keeps', async () => {
    const { orderId } = await paidOrder(bench);
    const by = await namedMember('owner', 'Ирина');
    for (const [index, outcome] of (['refused', 'succeeded'] as const).entries()) {
      const itemId = randomUUID();
      await bench.db.sql(
        `insert into attention_items (tenant_id, id, key, kind, order_id, details, created_at)
         values ($1, $2, $3, 'refundRefused', $4, '{"why": "no"}', now())`,
        [tenantId, itemId, randomUUID(), orderId],
      );
      for (const attempt of [index + 2, 9]) await bench.step(() => closeRetried({ tenantId, itemId, by, attempt, outcome }));
      const [row] = await bench.db.sql('select details, resolution, resolved_by from attention_items where id = $1', [itemId]);
      assert.deepEqual(row, {
        details: { why: 'no', retried: outcome, retriedAttempt: index + 2 },
        resolution: null,
        resolved_by: by,
      });
    }
    assert.deepEqual(await told(orderId, ['resolved']), [
      { ru: 'Разобрано: Попытка 2: снова отказ.', en: 'Settled: Attempt 2: refused again.' },
      { ru: 'Разобрано: Деньги вернулись с попытки 3.', en: 'Settled: The money went back at attempt 3.' },
    ]);
  });

  it('takes no person’s words for the house’s own, however alike', async () => {
    const { orderId } = await paidOrder(bench);
    const words = 'Попытка 2: снова отказ, звоню в банк / calling the bank';
    await bench.db.sql(
      `insert into attention_items (tenant_id, id, key, kind, order_id, details, created_at, resolved_at, resolution)
       values ($1, $2, $3, 'refundRefused', $4, '{}', now(), now(), $5)`,
      [tenantId, randomUUID(), randomUUID(), orderId, words],
    );
    assert.deepEqual(await told(orderId, ['resolved']), [{ ru: `Разобрано: ${words}`, en: `Settled: ${words}` }]);
  });

  it('names the city of each time within a sentence: moments beside it stand at the reader’s own clock', async () => {
    const { request, buyer } = await holdRequest(bench);
    await bench.step(() => holdSeats({ ...request, buyer }));
    const { orderId, showId } = request;
    await bench.db.sql(
      `insert into show_changes (tenant_id, show_id, revision, kind, by_person, from_starts_at, to_starts_at, created_at)
       values ($1, $2, 1, 'moved', $3, now(), '2026-11-28T16:00:00Z', now())`,
      [tenantId, showId, randomUUID()],
    );
    const [held, moved] = await told(orderId, ['held', 'moved']);
    assert.match(held!.ru, /^Места удержаны до .*\d\d:\d\d \(Москва\)\.$/);
    assert.match(held!.en, /\d\d:\d\d \(Moscow\)\.$/);
    assert.match(moved!.ru, /19:00 \(Москва\)/);
    for (const { text } of await story(orderId))
      for (const words of [text.ru, text.en])
        assert.equal(words.match(/\d\d:\d\d/g)?.length ?? 0, words.match(/\d\d:\d\d \((?:Москва|Moscow)\)/g)?.length ?? 0, words);
  });

  it('tells a return by the theatre once: its money, its tickets, who asked', async () => {
    const order = await paidOrder(bench, { quantity: 3 });
    const by = await namedMember('owner', 'Ирина');
    const [first] = await numbersOf(order);
    await giveBack(order, by, [order.tickets[0]!], true);
    assert.deepEqual(await told(order.orderId, ['refund', 'revoked', 'member']), [
      {
        ru: `Возврат 900\u00A0₽ за билет ${first} (просит театр: Ирина).`,
        en: `Refund of RUB\u00A0900 for ticket ${first} (asked by the theatre: Ирина).`,
      },
    ]);
  });

  it('tells a return by the buyer once too, and that of a cancelled show', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    const [first, second] = await numbersOf(order);
    await giveBack(order, order.personId, [order.tickets[0]!], false);
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [order.show.id]);
    await bench.step(() => returnForCancelledShow({ tenantId, orderId: order.orderId, revision: 1 }));
    assert.deepEqual(
      (await told(order.orderId, ['refund', 'revoked', 'member'])).map(({ ru }) => ru),
      [
        `Возврат 900\u00A0₽ за билет ${first} (просит покупатель).`,
        `Возврат 900\u00A0₽ за билет ${second}: показ отменён (автоматически).`,
      ],
    );
  });

  it('tells of one ticket as of one, and of two as of two; what was made void by hand is told with the hand', async () => {
    const [one, two] = [await paidOrder(bench), await paidOrder(bench, { quantity: 2 })];
    const personId = await namedMember('operator', 'Ольга');
    for (const { orderId, tickets } of [one, two])
      await bench.step(() => voidTickets({ tenantId, orderId, personId, requestId: randomUUID(), ticketIds: tickets }));
    const [numbers, [only]] = [await numbersOf(two), await numbersOf(one)];
    const kinds = ['ticketed', 'revoked', 'member'];
    assert.deepEqual(
      (await told(one.orderId, kinds)).map(({ ru }) => ru),
      [`Выпущен билет ${only}.`, `Ольга: погашен билет ${only}.`],
    );
    assert.deepEqual(
      (await told(two.orderId, kinds)).map(({ ru }) => ru),
      [`Выпущены билеты ${numbers.join(', ')}.`, `Ольга: погашены билеты ${numbers.join(', ')}.`],
    );
  });

  it('tells of tickets that a member sent again', async () => {
    const { orderId } = await paidOrder(bench);
    const by = await namedMember('operator', 'Ольга');
    const { deliverTickets } = createDeliveryActivities(partners().deps);
    await asActivity(bench, () => deliverTickets({ tenantId, orderId, again: randomUUID(), by }));
    assert.deepEqual(
      (await told(orderId, ['member'])).map(({ ru }) => ru),
      ['Ольга: билеты отправлены ещё раз.'],
    );
  });
});

describe('an order of the list', () => {
  const rowOf = async ({ orderId, showId }: { orderId: string; showId: string }) => {
    const { orders } = await soldOrders(reader(), { tenantId, showId, page: 0 });
    const { asked, seats, total, returned } = orders.find((one) => one.orderId === orderId)!;
    return { asked, seats, total: total.amount, returned: returned.amount };
  };

  it('that waits for its payment has the seats that it asked for', async () => {
    const { request, buyer } = await holdRequest(bench, { quantity: 2 });
    await bench.step(() => holdSeats({ ...request, buyer }));
    assert.deepEqual(await rowOf(request), { asked: 2, seats: 0, total: 900, returned: 0 });
  });

  it('says what of it came back; what its provider refused has not', async () => {
    const order = await paidOrder(bench, { quantity: 3 });
    const row = () => rowOf({ orderId: order.orderId, showId: order.show.id });
    assert.deepEqual(await row(), { asked: 3, seats: 3, total: 270_000, returned: 0 });
    await giveBack(order, order.personId, [order.tickets[0]!], false);
    assert.deepEqual(await row(), { asked: 3, seats: 2, total: 270_000, returned: 90_000 });
    await bench.db.sql(`update refunds set state = 'refused' where order_id = $1`, [order.orderId]);
    assert.deepEqual(await row(), { asked: 3, seats: 2, total: 270_000, returned: 0 });
    assert.equal((await goodTickets(bench, order.orderId)).length, 2);
  });
});

describe('what waits for a person', () => {
  const slow = async ({ orderId }: Paid, tenant = tenantId) =>
    (await attentionList(reader(tenant), tenant)).filter((item) => item.orderId === orderId);

  it('is a refund that is on its way for more than a day, until it has gone', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    await giveBack(order, order.personId, null, false);
    assert.deepEqual(await slow(order), [], 'a day has not passed');
    await bench.db.sql(`update refunds set created_at = now() - interval '25 hours' where order_id = $1`, [order.orderId]);
    const [item, ...more] = await slow(order);
    assert.deepEqual(more, []);
    const { kind, details, ageHours, canRetry, canResolve } = item!;
    assert.deepEqual([kind, ageHours, canRetry, canResolve], ['refundSlow', 25, false, false]);
    assert.deepEqual([details['amount'], details['currency']], [180_000, 'RUB']);
    assert.deepEqual(await slow(order, mine), [], 'another theatre reads none of it');
    const itemId = randomUUID();
    await bench.db.sql(
      `insert into attention_items (tenant_id, id, key, kind, order_id, details)
       select tenant_id, $1, key, 'refundRefused', order_id, '{}' from refunds where order_id = $2`,
      [itemId, order.orderId],
    );
    const states = async () => (await slow(order)).map((one) => [one.kind, one.canRetry, one.canResolve]);
    assert.deepEqual(
      await states(),
      [['refundRefused', false, false]],
      'one that is tried again is told once, and is nobody’s to settle',
    );
    await bench.db.sql(`update refunds set state = 'refused' where order_id = $1`, [order.orderId]);
    assert.deepEqual(await states(), [['refundRefused', true, true]]);
    await bench.db.sql(`update refunds set state = 'requested' where order_id = $1`, [order.orderId]);
    await bench.db.sql('update attention_items set resolved_at = now() where id = $1', [itemId]);
    const later = await paidOrder(bench);
    await bench.db.sql(
      `insert into attention_items (tenant_id, id, key, kind, order_id, details) values ($1, $2, $3, 'paymentMismatch', $4, '{}')`,
      [tenantId, randomUUID(), randomUUID(), later.orderId],
    );
    const all = (await attentionList(reader(), tenantId)).map((one) => one.kind);
    assert.ok(all.indexOf('refundSlow') > all.lastIndexOf('paymentMismatch'), 'what waits for a provider comes last');
    await bench.db.sql(`update refunds set state = 'succeeded' where order_id = $1`, [order.orderId]);
    assert.deepEqual(await slow(order), []);
  });
});

describe('the doors of an organisation', () => {
  const listed = async () => (await doorDates(reader(), tenantId)).map(({ id }) => id);

  it('are those of its own evenings: on the playbill, not called off, and until their length has passed', async () => {
    const show = await newShow(bench, 5);
    const seconds = 60 * 60;
    const seen = async (change?: string) => {
      if (change) await bench.db.sql(`update shows set ${change} where id = $1`, [show.id]);
      return (await listed()).includes(show.id);
    };
    await startsIn(bench, show, seconds);
    assert.equal(await seen(), true);
    await startsIn(bench, show, -seconds);
    assert.equal(await seen(), true, 'it is being played');
    await startsIn(bench, show, -24 * seconds);
    assert.equal(await seen(), false, 'it was played');
    assert.equal(await seen(`status = 'live'`), true, 'it began late and goes on');
    await startsIn(bench, show, seconds);
    for (const off of ['cancelled', 'draft', 'ended', 'archived']) assert.equal(await seen(`status = '${off}'`), false, off);
    assert.equal(await seen(`status = 'announced'`), true, 'control');
    assert.equal(await seen('published_at = null'), false);
  });

  it('are never another theatre’s, though it has the same name', async () => {
    await fillTwoTheatres(bench.db);
    await bench.db.sql(`update shows set starts_at = now() + interval '1 day', status = 'announced' where tenant_id = $1`, [
      mine,
    ]);
    await bench.db.sql('update organisations set name = (select name from organisations where id = $1) where id = $2', [
      ...[tenantId, mine],
    ]);
    const theirs = (await doorDates(reader(mine), mine)).map(({ id }) => id);
    const own = await listed();
    assert.ok(theirs.length > 0 && own.length > 0);
    assert.ok(!own.some((id) => theirs.includes(id)));
  });
});
