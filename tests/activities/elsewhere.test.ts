/** What holders are told of a show that is played elsewhere, on real rows: its address once it is known, in Telegram and by mail. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createDeliveryActivities } from '../../activities/orders/deliver.ts';
import { createExchangeActivities } from '../../activities/orders/exchange.ts';
import { createTellingActivities } from '../../activities/orders/tell.ts';
import { asActivity, newShow, newTelegramId, type Paid, paidOrder, partners, tenantId } from './paid-orders.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());

const address = 'https://meet.example.org/chaika?a=1&b=<2>';
const inHtml = 'https://meet.example.org/chaika?a=1&amp;b=&lt;2&gt;';

async function elsewhere(order: Paid, known: string | null): Promise<void> {
  await bench.db.sql(`update shows set kind = 'external' where id = $1`, [order.show.id]);
  await bench.db.sql(
    `insert into stages (tenant_id, show_id, kind, state, planned_end, archive, address) values ($1, $2, 'external', 'offline', now(), '{}', $3)
     on conflict (tenant_id, show_id) do update set address = excluded.address`,
    [tenantId, order.show.id, known],
  );
}
async function told(contact: { telegramId: number } | { email: string }, known: string | null) {
  const order = await paidOrder(bench, { contact });
  await elsewhere(order, known);
  const made = partners();
  const tell = createTellingActivities(made.deps);
  const facts = { tenantId, orderId: order.orderId };
  const [{ at }] = (await bench.db.sql<{ at: Date }>('select starts_at as at from shows where id = $1', [order.show.id])) as [
    { at: Date },
  ];
  const run = <T>(work: () => Promise<T>) => asActivity(bench, work);
  return {
    ...{ order, made, run, tell, facts },
    remind: (kind: '1h' | 'start') => run(() => tell.remind({ ...facts, kind, startsAt: at.toISOString() })),
    changed: () => run(() => tell.tellWayChanged({ ...facts, revision: 1 })),
    deliver: () => run(() => createDeliveryActivities(made.deps).deliverTickets(facts)),
    last: () => made.said.at(-1)!.words,
    letter: () => made.letters.at(-1)!.text,
  };
}

describe('a show that is played elsewhere', () => {
  it('is told of in Telegram with its address as text, and with plain words of what nobody protects', async () => {
    const { changed, remind, last } = await told({ telegramId: newTelegramId() }, address);
    for (const say of [changed, () => remind('1h'), () => remind('start')]) {
      await say();
      assert.ok(last().includes(inHtml), last());
      assert.match(last(), /Защитить этот адрес мы не можем/);
    }
  });

  it('whose address nobody has said yet: it comes before the start, and at the bell it is missing', async () => {
    const { order, changed, remind, last } = await told({ telegramId: newTelegramId() }, null);
    await changed();
    assert.match(last(), /адрес придёт до начала, с напоминанием/);
    await remind('start');
    assert.match(last(), /адреса театр нам ещё не дал/);
    await elsewhere(order, address);
    await remind('1h');
    assert.ok(last().includes(inHtml), 'once it is said, the next reminder has it');
  });

  it('is told of by mail too: with the ticket, when the way changes, and at the bell', async () => {
    const { changed, remind, deliver, letter } = await told({ email: `e${randomUUID()}@example.com` }, address);
    for (const say of [deliver, changed, () => remind('start')]) {
      await say();
      assert.match(letter(), /Защитить этот адрес мы не можем/);
      assert.ok(letter().includes('https://meet.example.org/chaika'), letter());
    }
  });

  it('lends its address to no other kind: control', async () => {
    const { order, remind, changed, letter } = await told({ email: `e${randomUUID()}@example.com` }, address);
    await bench.db.sql(`update shows set kind = 'stream' where id = $1`, [order.show.id]);
    for (const say of [changed, () => remind('start')]) {
      await say();
      assert.ok(!letter().includes('meet.example.org'));
    }
  });
});

describe('a show that is played in some countries', () => {
  const allow = (showId: string) =>
    bench.db.sql(`update shows set countries = '{"mode":"allow","list":["RU","KZ"]}' where id = $1`, [showId]);

  it('says so with a present, by mail', async () => {
    const order = await paidOrder(bench, { gift: true, contact: { email: `e${randomUUID()}@example.com` } });
    await allow(order.show.id);
    const made = partners();
    const { deliverTickets } = createDeliveryActivities(made.deps);
    await asActivity(bench, () => deliverTickets({ tenantId, orderId: order.orderId }));
    assert.match(made.letters[0]!.subject, /приглашают/);
    assert.match(made.letters[0]!.text, /только в этих странах: Россия и Казахстан/);
  });

  it('says so after an exchange for it, in Telegram', async () => {
    const order = await paidOrder(bench, { contact: { telegramId: newTelegramId() } });
    const { id: showId } = await newShow(bench, 5);
    await allow(showId);
    const { orderId, personId } = order;
    const { exchangeOrder } = createExchangeActivities();
    await bench.step(() => exchangeOrder({ tenantId, orderId, personId, requestId: randomUUID(), showId }));
    const made = partners();
    await asActivity(bench, () => createTellingActivities(made.deps).tellExchanged({ tenantId, orderId, showId }));
    assert.match(made.said[0]!.words, /только в этих странах: Россия и Казахстан/);
  });
});
