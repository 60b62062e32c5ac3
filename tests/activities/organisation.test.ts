/** An organisation adds to its playbill and works off what waits for a person. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { inTransaction } from '../../activities/context.ts';
import { createOrganisationActivities } from '../../activities/organisations/index.ts';
import { askOperator } from '../../activities/payments/attention.ts';
import { accountVault } from '../../domain/account-secrets.ts';
import { seal } from '../../domain/sealed.ts';
import { slugOf } from '../../domain/slug.ts';
import type { NewProduction, NewShow } from '../../workflows/organisations/messages.ts';
import { newMember, newShow, soldOrder, tenantId } from './organiser-bench.ts';
import { paidOrder } from './paid-orders.ts';
import { type Bench, openBench, sealingKeys } from './support.ts';

let bench: Bench;
let owner: string;
const { addProduction, addShow, settleAttention, nextRefundAttempt } = createOrganisationActivities({
  sealingKeys,
  vault: accountVault(Buffer.alloc(32, 5).toString('base64url')),
  tryKeys: async () => true,
});
before(async () => {
  bench = await openBench();
  owner = await newMember(bench, 'owner');
});
after(() => bench?.close());

const both = (ru: string, en: string) => ({ ru, en });
const says = (code: string) => (error: unknown) => (error as { type?: string }).type === code;
const play = (changes: Partial<NewProduction> = {}): { tenantId: string } & NewProduction => ({
  ...{ tenantId, by: owner, requestId: randomUUID(), title: both('Дядя Ваня', 'Uncle Vanya'), author: both('Чехов', 'Chekhov') },
  ...{ description: both('Сцены', 'Scenes'), minutes: 120, ageLimit: 12, symbol: 'letter', hue: 10 },
  ...changes,
});

describe('an address', () => {
  it('is made of the title, in Latin letters', () => {
    assert.equal(slugOf('Вишнёвый сад: комедия!'), 'vishnyovyy-sad-komediya');
    assert.equal(slugOf("A Midsummer Night's Dream"), 'a-midsummer-night-s-dream');
    assert.equal(slugOf('Élan  —  vital'), 'elan-vital');
    assert.equal(slugOf('???'), '');
  });
});

describe('a production', () => {
  it('is added once for its request, hidden, at the end of the playbill', async () => {
    const asked = play();
    const answers = await Promise.all([1, 2, 3].map(() => bench.step(() => addProduction(asked))));
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    const rows = await bench.db.sql('select slug, published_at, position from productions where id = $1', [
      answers[0]!.productionId,
    ]);
    assert.deepEqual(rows, [{ slug: 'uncle-vanya', published_at: null, position: 5 }]);
  });

  it('of a title that is taken gets an address of its own, also when both are added at once', async () => {
    const slugs = await Promise.all([1, 2, 3].map(async () => (await bench.step(() => addProduction(play()))).slug));
    assert.equal(new Set(slugs).size, 3);
    for (const slug of slugs) assert.match(slug, /^uncle-vanya(-[0-9a-z]{5})?$/);
  });

  it('is not for everybody to add', async () => {
    const by = await newMember(bench, 'operator');
    await assert.rejects(
      bench.step(() => addProduction(play({ by }))),
      says('NotAllowed'),
    );
  });
});

describe('a date', () => {
  const date = (changes: Partial<NewShow> = {}): { tenantId: string } & NewShow => ({
    ...{ tenantId, by: owner, requestId: randomUUID(), productionId: randomUUID(), startsAt: '2099-01-01T16:00:00.000Z' },
    ...{ timeZone: 'Europe/Moscow', kind: 'stream', capacity: 50, holdMinutes: 15, chatId: null },
    refundPolicy: { fullUntilHours: 24, thenPercent: 50 },
    ticketTypes: [
      {
        name: both('Партер', 'Stalls'),
        note: both('', ''),
        quota: null,
        openPrice: false,
        prices: [{ amount: 90_000, currency: 'RUB' }],
      },
      {
        name: both('Ложа', 'Box'),
        note: both('', ''),
        quota: 10,
        openPrice: true,
        prices: [
          { amount: 0, currency: 'RUB' },
          { amount: 5, currency: 'XTR' },
        ],
      },
    ],
    ...changes,
  });

  it('is added as a draft with its tickets and prices, once', async () => {
    const { productionId } = await bench.step(() => addProduction(play()));
    const asked = date({ productionId });
    const [first, second] = await Promise.all([1, 2].map(() => bench.step(() => addShow(asked))));
    assert.deepEqual(second, first);
    const [show] = await bench.db.sql('select status, published_at, capacity, seats_left from shows where id = $1', [
      first!.showId,
    ]);
    assert.deepEqual(show, { status: 'draft', published_at: null, capacity: 50, seats_left: 50 });
    const types = await bench.db.sql(
      `select t.quota_left, t.open_price, count(p.*)::int as prices from ticket_types t join ticket_prices p on p.ticket_type_id = t.id
       where t.show_id = $1 group by t.id, t.position, t.quota_left, t.open_price order by t.position`,
      [first!.showId],
    );
    assert.deepEqual(types, [
      { quota_left: null, open_price: false, prices: 1 },
      { quota_left: 10, open_price: true, prices: 2 },
    ]);
  });

  it('has the name of a time zone, and no offset', async () => {
    const { productionId } = await bench.step(() => addProduction(play()));
    for (const timeZone of ['+03:00', '-0530', '+03', 'Europe/Nowhere', ''])
      await assert.rejects(
        bench.step(() => addShow(date({ productionId, timeZone }))),
        says('InvalidRequest'),
        timeZone,
      );
    for (const timeZone of ['Europe/Moscow', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3', 'UTC'])
      assert.ok((await bench.step(() => addShow(date({ productionId, timeZone })))).showId);
  });

  it('needs a production of the organisation and a time ahead', async () => {
    await assert.rejects(
      bench.step(() => addShow(date())),
      says('NotFound'),
    );
    const { productionId } = await bench.step(() => addProduction(play()));
    await assert.rejects(
      bench.step(() => addShow(date({ productionId, startsAt: '2020-01-01T00:00:00.000Z' }))),
      says('TimePassed'),
    );
  });
});

describe('what waits for a person', () => {
  const item = async (kind: 'refundRefused' | 'messageUnknown') => {
    const { orderId } = await soldOrder(bench, await newShow(bench, 5));
    const key = `test:${randomUUID()}`;
    await bench.step(() => inTransaction((tx) => askOperator(tx, { tenantId, orderId, kind, key, details: {} })));
    const [row] = await bench.db.sql<{ id: string }>('select id from attention_items where key = $1', [key]);
    return { orderId, key, itemId: row!.id };
  };
  const attention = async (orderId: string) =>
    (await bench.db.sql('select attention from orders where id = $1', [orderId]))[0]!['attention'];

  it('leaves the list with the words of whoever looked; the first word stands', async () => {
    const { orderId, itemId } = await item('messageUnknown');
    const settle = (words: string) =>
      bench.step(() =>
        settleAttention({ tenantId, by: owner, requestId: randomUUID(), itemId, resolution: seal(sealingKeys, words) }),
      );
    assert.equal(await attention(orderId), true);
    await settle('Позвонили Анне');
    await settle('ещё раз');
    const [row] = await bench.db.sql('select resolution, resolved_by from attention_items where id = $1', [itemId]);
    assert.deepEqual(row, { resolution: 'Позвонили Анне', resolved_by: owner });
    assert.equal(await attention(orderId), false);
  });

  it('keeps its order marked while something else of it is open', async () => {
    const { orderId, itemId } = await item('messageUnknown');
    await bench.step(() =>
      inTransaction((tx) => askOperator(tx, { tenantId, orderId, kind: 'paymentUnclosed', key: randomUUID(), details: {} })),
    );
    const resolution = seal(sealingKeys, 'done');
    await bench.step(() => settleAttention({ tenantId, by: owner, requestId: randomUUID(), itemId, resolution }));
    assert.equal(await attention(orderId), true);
  });

  it('is no debt to be settled by hand while its refund is tried again: the money would go back twice', async () => {
    const { orderId } = await paidOrder(bench);
    const key = `test:${randomUUID()}`;
    await bench.db.sql(
      `insert into refunds (tenant_id, id, key, payment_id, order_id, person_id, amount, currency, state, reason)
       select tenant_id, gen_random_uuid(), $1, id, order_id, person_id, 900, 'RUB', 'requested', 'refunded' from payments where order_id = $2`,
      [key, orderId],
    );
    await bench.step(() =>
      inTransaction((tx) => askOperator(tx, { tenantId, orderId, kind: 'refundRefused', key, details: {} })),
    );
    const [row] = await bench.db.sql<{ id: string }>('select id from attention_items where key = $1', [key]);
    const itemId = row!.id;
    const state = async () => (await bench.db.sql('select state from refunds where key = $1', [key]))[0]!['state'];
    const resolution = seal(sealingKeys, 'вернули переводом');
    const settle = () => bench.step(() => settleAttention({ tenantId, by: owner, requestId: randomUUID(), itemId, resolution }));
    await assert.rejects(settle(), says('RefundUnderWay'));
    assert.deepEqual([await state(), await attention(orderId)], ['requested', true]);
    await bench.db.sql(`update refunds set state = 'refused' where key = $1`, [key]);
    assert.deepEqual(await settle(), { orderId, key });
    assert.deepEqual([await state(), await attention(orderId)], ['succeeded', false], 'in the same step: no retry comes between');
  });

  it('is tried again only when it is a refund, by who may', async () => {
    const { itemId } = await item('messageUnknown');
    const again = (by: string) => bench.step(() => nextRefundAttempt({ tenantId, by, requestId: randomUUID(), itemId }));
    await assert.rejects(again(owner), says('NotFound'));
    await assert.rejects(again(await newMember(bench, 'door')), says('NotAllowed'));
  });
});
