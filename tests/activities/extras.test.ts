/** Donations and goods in their rows: never sold twice, never taken after they were let go, whatever comes twice or in another order. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { appendDonation } from '../../activities/audience/append.ts';
import { createExtraHoldActivities } from '../../activities/shop/hold.ts';
import type { ExtraRequest } from '../../activities/shop/order-row.ts';
import { createExtraReturnActivities } from '../../activities/shop/return.ts';
import { createExtraSettleActivities } from '../../activities/shop/settle.ts';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import { seal } from '../../domain/sealed.ts';
import { newShow, type TestShow } from '../support/buyers.ts';
import { newItem } from '../support/extras.ts';
import { type Bench, openBench, sealingKeys } from './support.ts';

const { holdExtra, releaseExtra } = createExtraHoldActivities({ sealingKeys });
const { settleExtra } = createExtraSettleActivities({ appendDonation });
const { returnExtra, returnExtraForCancelledShow } = createExtraReturnActivities();

let bench: Bench;
let show: TestShow;
let item: string;
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());
beforeEach(async () => {
  show = await newShow(bench, 100);
  await bench.db.sql(`update shows set starts_at = now() + interval '30 minutes' where id = $1`, [show.id]);
  item = await newItem(bench, 'merchandise', 5);
});

/** Somebody with a ticket in hand, who wants one. */
async function asked(more: Partial<ExtraRequest> = {}): Promise<ExtraRequest> {
  const [personId, ticketId, orderId] = [randomUUID(), randomUUID(), randomUUID()] as [string, string, string];
  await bench.db.sql(
    `insert into orders (tenant_id, id, person_id, show_id, phase, surface, provider, account, language, currency, total, seats)
     values ($1, $2, $3, $4, 'paid', 'web', 'none', 'house', 'ru', 'RUB', 0, 0)`,
    [sampleTenantId, orderId, personId, show.id],
  );
  await bench.db.sql(
    `insert into tickets (tenant_id, id, order_id, show_id, ticket_type_id, position, person_id, number, state)
     values ($1, $2, $3, $4, $5, 1, $6, $7, 'valid')`,
    [sampleTenantId, ticketId, orderId, show.id, show.typeId, personId, ticketId.slice(0, 12)],
  );
  return {
    ...{ tenantId: sampleTenantId, orderId: randomUUID(), showId: show.id, ticketId, personId, kind: 'shop', amount: null },
    ...{ items: [{ itemId: item, quantity: 1 }], currency: 'RUB', provider: 'stripe', account: 'platform', surface: 'web' },
    ...{ bot: null, language: 'ru', ...more },
  };
}
const donated = (more: Partial<ExtraRequest> = {}) => asked({ kind: 'donation', amount: 30_000, items: [], ...more });
const sealed = { words: seal(sealingKeys, { name: ' Анна ', text: 'Bra\u202evo' }), buyer: seal(sealingKeys, {}) };
const hold = (request: ExtraRequest) => bench.step(() => holdExtra({ ...request, ...sealed }));
const release = (request: ExtraRequest) => bench.step(() => releaseExtra({ ...request, phase: 'expired', reason: null }));
const settle = (request: ExtraRequest, { paymentId = `pi_${request.orderId}`, amount = 50_000, accept = true } = {}) =>
  bench.step(() =>
    settleExtra({
      ...{ tenantId: sampleTenantId, orderId: request.orderId, accept },
      payment: { provider: 'stripe', account: 'platform', paymentId, amount, currency: 'RUB' },
    }),
  );
const stock = async () => (await bench.db.sql<{ stock: number }>('select stock from shop_items where id = $1', [item]))[0]!.stock;
const taken = async () =>
  (
    await bench.db.sql<{ n: number }>(
      `select coalesce(sum(l.quantity), 0)::int as n from shop_lines l join extras x on x.order_id = l.order_id where l.item_id = $1 and x.state <> 'released'`,
      [item],
    )
  )[0]!.n;
const linesOf = ({ orderId }: ExtraRequest) =>
  bench.db.sql<{ name: string; text: string; amount: number }>(
    'select name, text, amount from audience_lines where order_id = $1',
    [orderId],
  );

describe('fifty buyers of five', () => {
  const rush = async () => {
    const requests = await Promise.all(Array.from({ length: 50 }, () => asked()));
    return Promise.all(requests.map(hold));
  };

  it('get five, and no more', async () => {
    const outcomes = await rush();
    assert.equal(outcomes.filter(({ held }) => held).length, 5);
    assert.deepEqual([...new Set(outcomes.flatMap((outcome) => (outcome.held ? [] : [outcome.reason])))], ['goodsGone']);
    assert.deepEqual([await stock(), await taken()], [0, 5]);
  });

  it('get more when what is taken does not arrive in the count', async () => {
    await bench.db.sql(
      `create function guard_off() returns trigger language plpgsql as $$ begin new.stock := old.stock; return new; end $$`,
    );
    await bench.db.sql('create trigger guard_off before update on shop_items for each row execute function guard_off()');
    try {
      await rush();
      assert.ok((await taken()) > 5, 'the fault is seen');
    } finally {
      await bench.db.sql('drop function guard_off cascade');
    }
  });
});

describe('goods', () => {
  it('held twice under one id are held once, and answered the same', async () => {
    const request = await asked();
    const [first, second] = [await hold(request), await hold(request)];
    assert.deepEqual(second, first);
    assert.equal(await stock(), 4);
    assert.deepEqual(await hold({ ...request, personId: randomUUID() }), { held: false, reason: 'released' });
  });

  it('let go before they are taken are never taken', async () => {
    const request = await asked();
    await release(request);
    assert.deepEqual(await hold(request), { held: false, reason: 'released' });
    await release(request);
    assert.equal(await stock(), 5);
  });

  it('that are paid are not let go, and money that comes twice buys once', async () => {
    const request = await asked();
    await hold(request);
    assert.deepEqual([await settle(request), await settle(request)], ['accepted', 'accepted']);
    await release(request);
    assert.equal(await stock(), 4);
    assert.equal(await settle(request, { paymentId: `${request.orderId}-again` }), 'unearned');
    assert.equal(await settle(request, { paymentId: `${request.orderId}-less`, amount: 1 }), 'mismatch');
    const [row] = await bench.db.sql('select phase, attention from orders where id = $1', [request.orderId]);
    assert.deepEqual(row, { phase: 'paid', attention: true });
  });

  it('paid late are had while any are left; given up, never', async () => {
    const [late, tooLate, dropped] = [await asked(), await asked(), await asked()];
    for (const request of [late, tooLate, dropped]) {
      await hold(request);
      await release(request);
    }
    assert.equal(await settle(late), 'accepted');
    await bench.db.sql('update shop_items set stock = 0 where id = $1', [item]);
    assert.equal(await settle(tooLate), 'unearned');
    await bench.db.sql('update shop_items set stock = 4 where id = $1', [item]);
    assert.equal(await settle(dropped, { accept: false }), 'unearned');
    assert.equal(await stock(), 4);
  });

  it('on the books of another order buy nothing here', async () => {
    const [one, other] = [await asked(), await asked()];
    await hold(one);
    await hold(other);
    assert.equal(await settle(one, { paymentId: 'pi_shared' }), 'accepted');
    assert.equal(await settle(other, { paymentId: 'pi_shared' }), 'mismatch');
  });

  it('come back once, whoever asks; those handed over stay where they are', async () => {
    const [owner] = await bench.db.sql<{ id: string }>(
      `insert into members (tenant_id, person_id, role) values ($1, gen_random_uuid(), 'owner') returning person_id as id`,
      [sampleTenantId],
    );
    const request = await asked();
    const order = { tenantId: sampleTenantId, orderId: request.orderId };
    const back = (by: string) => bench.step(() => returnExtra({ ...order, by, requestId: randomUUID() }));
    await hold(request);
    await assert.rejects(back(owner!.id), /NotPaid/);
    await settle(request);
    await assert.rejects(back(randomUUID()), /NotAllowed/);
    const [first, second] = await Promise.all([back(owner!.id), back(owner!.id)]);
    assert.deepEqual(second, first);
    const off = await bench.step(() => returnExtraForCancelledShow({ ...order, revision: 1 }));
    assert.deepEqual(off, first);
    assert.equal(await stock(), 5);
    assert.equal(await settle(request, { paymentId: `${request.orderId}-late` }), 'unearned');
    const handed = await asked();
    await hold(handed);
    await settle(handed);
    await bench.db.sql('update extras set handed_over_at = now() where order_id = $1', [handed.orderId]);
    const kept = { tenantId: sampleTenantId, orderId: handed.orderId, revision: 1 };
    assert.equal(await bench.step(() => returnExtraForCancelledShow(kept)), null);
    assert.equal(await stock(), 4);
  });
});

describe('a donation', () => {
  it('is over the picture in the transaction that takes its money, once, cleaned', async () => {
    const request = await donated();
    await hold(request);
    assert.deepEqual(await linesOf(request), []);
    await Promise.all([settle(request, { amount: 30_000 }), settle(request, { amount: 30_000 })]);
    assert.deepEqual(await linesOf(request), [{ name: 'Анна', text: 'Bra vo', amount: 30_000 }]);
  });

  it('is neither paid nor shown when the step that says it fails', async () => {
    const request = await donated();
    await hold(request);
    const broken = createExtraSettleActivities({
      appendDonation: async () => {
        throw new Error('the audience is away');
      },
    });
    const payment = {
      provider: 'stripe',
      account: 'platform',
      paymentId: request.orderId,
      amount: 30_000,
      currency: 'RUB',
    } as const;
    const step = { tenantId: sampleTenantId, orderId: request.orderId, accept: true, payment };
    await assert.rejects(
      bench.step(() => broken.settleExtra(step)),
      /away/,
    );
    assert.equal((await bench.db.sql('select 1 from payments where order_id = $1', [request.orderId])).length, 0);
    assert.equal(await bench.step(() => settleExtra(step)), 'accepted');
    assert.equal((await linesOf(request)).length, 1);
  });

  it('is refused when its audience is not there, its ticket is another’s, or its amount is none', async () => {
    const refusals: Array<[Partial<ExtraRequest>, string]> = [
      [{ amount: 1 }, 'amountOutOfBounds'],
      [{ amount: null }, 'amountOutOfBounds'],
      [{ ticketId: randomUUID() }, 'ticketNotValid'],
      [{ ticketId: (await asked()).ticketId }, 'ticketNotValid'],
    ];
    for (const [more, reason] of refusals)
      assert.deepEqual(await hold(await donated(more)), { held: false, reason }, JSON.stringify(more));
    await bench.db.sql(`update shows set starts_at = now() + interval '2 hours' where id = $1`, [show.id]);
    assert.deepEqual(await hold(await donated()), { held: false, reason: 'audienceClosed' });
  });

  it('whose show was called off meanwhile buys nothing', async () => {
    const request = await donated();
    await hold(request);
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [show.id]);
    assert.equal(await settle(request, { amount: 30_000 }), 'unearned');
    assert.deepEqual(await linesOf(request), []);
  });
});
