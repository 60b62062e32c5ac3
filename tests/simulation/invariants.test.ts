/** The invariants themselves: a world that is sound passes, and a planted violation of each kind is noticed by its own rule. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createExchangeActivities } from '../../activities/orders/exchange.ts';
import { createReturnActivities } from '../../activities/orders/return.ts';
import { createSeatActivities } from '../../activities/orders/seats.ts';
import { createSettleActivities } from '../../activities/orders/settle.ts';
import { createRefundActivities } from '../../activities/payments/refund.ts';
import { orderLinks } from '../../domain/order-link.ts';
import { type Bench, holdRequest, openBench, sealingKeys } from '../activities/support.ts';
import { newShow } from '../support/buyers.ts';
import { assertSound, type Soundness } from '../support/invariants.ts';
import type { Processes } from '../support/processes.ts';

let bench: Bench;
/** One order that waits, one paid and half returned, one exchanged, one paid twice. */
let world: { waiting: string; returned: string; exchanged: string; twice: string; other: string };

const { holdSeats } = createSeatActivities({ sealingKeys });
const { settleOrder } = createSettleActivities();
const { returnTickets } = createReturnActivities();
const { exchangeOrder } = createExchangeActivities();
const { payRefund, refundPayment } = createRefundActivities({
  providers: {
    get: async () =>
      ({ refund: async ({ idempotencyKey }: { idempotencyKey: string }) => ({ refundId: idempotencyKey }) }) as never,
  },
  messengers: { get: () => ({ sendText: async () => ({ messageId: '1' }) }) as never },
  mailer: { send: async () => ({ messageId: '1' }) },
  ...{ orderLinks: orderLinks('a key for tests'), publicUrl: 'https://rampa.test' },
});
const does = <T>(step: () => Promise<T>): Promise<T> => new MockActivityEnvironment().run(() => bench.step(step)) as Promise<T>;

async function held(): Promise<{ orderId: string; tenantId: string; personId: string; showId: string }> {
  const { request, buyer } = await holdRequest(bench, { quantity: 2 });
  const byCard = { ...request, currency: 'RUB', provider: 'stripe' } as typeof request;
  await bench.db.sql('update ticket_types set quota = 4, quota_left = 4 where show_id = $1', [request.showId]);
  assert.ok((await does(() => holdSeats({ ...byCard, buyer }))).held);
  await bench.db.sql(`update orders set phase = 'awaitingPayment' where id = $1`, [request.orderId]);
  return request;
}
const money = (paymentId: string) =>
  ({ provider: 'stripe', account: 'platform', paymentId, amount: 180_000, currency: 'RUB' }) as const;
async function paid() {
  const request = await held();
  const { tenantId, orderId } = request;
  const verdict = await does(() => settleOrder({ tenantId, orderId, payment: money(`pi_${orderId}`), accept: true }));
  assert.equal(verdict, 'accepted');
  return request;
}

before(async () => {
  bench = await openBench();
  const waiting = await held();
  const returned = await paid();
  const [ticket] = await bench.db.sql<{ id: string }>('select id from tickets where order_id = $1', [returned.orderId]);
  const asked = { ticketIds: [ticket!.id], whole: false, byMember: false, requestId: randomUUID() };
  const { refund } = await does(() => returnTickets({ ...returned, ...asked }));
  await does(() => payRefund({ ...returned, key: refund! }));
  const exchanged = await paid();
  const other = await newShow(bench, 5);
  await does(() => exchangeOrder({ ...exchanged, showId: other.id, requestId: randomUUID() }));
  const twice = await paid();
  const again = money(`pi_again_${twice.orderId}`);
  assert.equal(await does(() => settleOrder({ ...twice, payment: again, accept: true })), 'unearned');
  await does(() => refundPayment({ ...twice, ...again, reason: 'unearned' }));
  world = {
    waiting: waiting.orderId,
    returned: returned.orderId,
    exchanged: exchanged.orderId,
    twice: twice.orderId,
    other: other.id,
  };
});
after(() => bench?.close());

/** Past every guard of the database, and undone afterwards. */
async function planted(plant: string[], look: () => Promise<void>): Promise<void> {
  await bench.db.sql('begin');
  try {
    await bench.db.sql('set local session_replication_role = replica');
    for (const statement of plant)
      await bench.db.sql(statement.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof world) => `'${world[name]}'`));
    await look();
  } finally {
    await bench.db.sql('rollback');
  }
}
const entry = (account: string, amount: number, of: string) =>
  `insert into ledger_entries (tenant_id, "transaction", account, currency, amount, order_id)
   select tenant_id, 'planted', '${account}', 'RUB', ${amount}, id from orders where id = ${of}`;
const moved = (from: string, to: string, of: string) => [entry(from, -100, of), entry(to, 100, of)];

describe('a sound world', () => {
  it('passes, whatever it is asked', async () => {
    const ids = [world.waiting, world.returned, world.exchanged, world.twice];
    const [refund] = await bench.db.sql<{ ticket_ids: string[]; amount: number; kept: number }>(
      'select ticket_ids, amount, kept from refunds where order_id = $1',
      [world.returned],
    );
    await assertSound(bench.db, {
      acknowledged: {
        checkouts: ids,
        refunds: [{ orderId: world.returned, ticketIds: refund!.ticket_ids, back: refund!.amount, kept: refund!.kept }],
        exchanges: [{ orderId: world.exchanged, showId: world.other }],
        payments: [{ orderId: world.twice, provider: 'stripe', paymentId: `pi_again_${world.twice}` }],
      },
      processes: temporal(ids),
    });
  });
});

const released = [
  `update seat_holds set state = 'released' where order_id = {waiting}`,
  'update shows set seats_left = seats_left + 2 where id = (select show_id from orders where id = {waiting})',
  'update ticket_types set quota_left = quota_left + 2 where show_id = (select show_id from orders where id = {waiting})',
];
const ended = [...released, `update orders set phase = 'cancelled' where id = {waiting}`];

/** What is wrong, how it is planted, and the rule that notices it. */
const violations: Array<[what: string, plant: string[], rule: RegExp, options?: Soundness]> = [
  ['an entry without its counterpart', [entry('suspense', 5, '{twice}')], /ledger sums to zero/],
  [
    'a seat that is gone',
    ['update shows set seats_left = seats_left - 1 where id = (select show_id from orders where id = {waiting})'],
    /seats left/,
  ],
  [
    'more people than chairs',
    [
      'alter table shows drop constraint shows_seats_left_check',
      'update shows set capacity = 1, seats_left = -1 where id = (select show_id from orders where id = {twice})',
    ],
    /fit into the hall/,
  ],
  [
    'a quota that leaks',
    ['update ticket_types set quota_left = quota_left - 1 where show_id = (select show_id from orders where id = {waiting})'],
    /quota/,
  ],
  [
    'a ticket nobody issued for its seat',
    [`update tickets set state = 'revoked' where order_id = {twice}`],
    /exactly its tickets/,
  ],
  [
    'a hold of an order that has ended',
    [`update orders set phase = 'expired' where id = {waiting}`],
    /held for orders that wait/,
  ],
  ['an order that waits and holds nothing', [...released], /held for orders that wait/],
  ['a ticket for the old date', ['update tickets set show_id = {other} where order_id = {twice}'], /order stands on/],
  [
    'money that is counted twice',
    [`update payments set verdict = 'accepted' where order_id = {twice}`],
    /one payment was accepted/,
  ],
  ['money that is nobody’s', [entry('provider:stripe:platform', 5, '{twice}'), entry('elsewhere', -5, '{twice}')], /money in/],
  [
    'a refund of too little',
    ['update refunds set amount = amount - 1 where order_id = {returned}'],
    /good tickets \+ what was returned/,
  ],
  [
    'a ticket that is returned twice',
    [
      `insert into refunds (tenant_id, id, key, payment_id, order_id, person_id, amount, currency, state, reason, ticket_ids)
       select tenant_id, gen_random_uuid(), 'again', payment_id, order_id, person_id, 0, currency, state, reason, ticket_ids from refunds where order_id = {returned}`,
    ],
    /returned twice/,
  ],
  ['a debt that nobody knows of', moved('owed:buyers', 'sales:kept', '{returned}'), /books owe/],
  ['a sale that no ticket stands for', moved('sales:kept', 'sales:tickets', '{returned}'), /books sell/],
  [
    'money that went and is still in the books',
    [
      `update refunds set state = 'requested' where order_id = {returned}`,
      ...moved('owed:buyers', 'provider:stripe:platform', '{returned}').map((sql) =>
        sql.replace(/-?100/, (n) => String(Number(n) * 900)),
      ),
      `update payments set amount = amount + 1 where order_id = {twice} and verdict = 'unearned'`,
    ],
    /money that is here/,
  ],
  ['a hold that outlived the evening', [], /no hold is left/, { over: true }],
  [
    'a return that nobody paid',
    [...ended, `update refunds set state = 'requested' where order_id = {returned}`],
    /still on its way/,
    { over: true, debts: false },
  ],
  [
    'an order that never heard of the move',
    [...ended, 'update shows set revision = revision + 1 where id = (select show_id from orders where id = {twice})'],
    /reached every paid order/,
    { over: true },
  ],
];

describe('is not sound:', () => {
  for (const [what, plant, rule, options] of violations)
    it(what, () => planted(plant, () => assert.rejects(assertSound(bench.db, options), rule)));
});

describe('somebody was not told:', () => {
  const delivered = [
    'update orders set delivered_at = now() where paid_at is not null',
    `insert into messages (tenant_id, id, key, person_id, order_id, channel, state)
     select tenant_id, gen_random_uuid(), 'tickets:' || id, person_id, id, 'telegram', 'sent' from orders where paid_at is not null`,
  ];
  const told = (plant: string[], look: () => Promise<void>) => planted([...delivered, ...plant], look);
  const untold = (what: string, plant: string, rule: RegExp) =>
    it(what, () => told([plant], () => assert.rejects(assertSound(bench.db, { told: true }), rule)));

  it('and where everybody was, it is sound', () => told([], () => assertSound(bench.db, { told: true })));
  untold('tickets that were never sent', `delete from messages where key = 'tickets:' || {twice}`, /was sent them/);
  untold(
    'tickets that went to somebody else',
    `update messages set person_id = gen_random_uuid() where key = 'tickets:' || {twice}`,
    /was sent them/,
  );
  untold('a delivery that is on no record', `update orders set delivered_at = null where id = {twice}`, /was sent them/);
  untold('money that came back without a word', `delete from messages where key like 'told:%'`, /heard of it/);
  untold('a message that nobody took', `update messages set state = 'sending' where key like 'told:%'`, /heard of it/);
});

describe('an acknowledged tap is lost:', () => {
  const lost = (what: string, rule: RegExp, acknowledged: () => NonNullable<Soundness['acknowledged']>) =>
    it(what, () => assert.rejects(assertSound(bench.db, { acknowledged: acknowledged() }), rule));
  lost('an order that was answered', /answered checkout/, () => ({ checkouts: [world.twice, randomUUID()] }));
  lost('a return', /promised return/, () => ({
    refunds: [{ orderId: world.twice, ticketIds: [randomUUID()], back: 90_000, kept: 0 }],
  }));
  lost('an exchange', /promised exchange/, () => ({ exchanges: [{ orderId: world.twice, showId: world.other }] }));
  lost('an exchange of an order that went elsewhere', /promised exchange/, () => ({
    exchanges: [{ orderId: world.exchanged, showId: randomUUID() }],
  }));
  lost('money that a partner told of', /delivered event/, () => ({
    payments: [{ orderId: world.twice, provider: 'stripe', paymentId: 'pi_lost' }],
  }));
  it('a return whose sum differs from what was promised, or whose ticket is good again', async () => {
    const [refund] = await bench.db.sql<{ ticket_ids: string[] }>('select ticket_ids from refunds where order_id = $1', [
      world.returned,
    ]);
    const promise = { orderId: world.returned, ticketIds: refund!.ticket_ids, back: 90_000, kept: 0 };
    const acknowledged = { refunds: [promise] };
    await assertSound(bench.db, { acknowledged });
    await assert.rejects(assertSound(bench.db, { acknowledged: { refunds: [{ ...promise, back: 1 }] } }), /promised return/);
  });
});

/** Temporal at the port that the invariants ask. */
function temporal(
  ids: string[],
  states: Record<string, string> = {},
  started?: string[],
  phases: Record<string, string> = {},
): Processes {
  const workflow = {
    getHandle: (workflowId: string) => ({
      async describe() {
        const id = workflowId.slice('order:'.length);
        if (!ids.includes(id)) throw Object.assign(new Error(workflowId), { name: 'WorkflowNotFoundError' });
        return { status: { name: states[id] ?? 'RUNNING' }, searchAttributes: { phase: [phases[id] ?? 'paid'] } };
      },
    }),
    async *list() {
      for (const id of ids) yield { workflowId: `order:${id}` };
    },
  };
  return { client: { workflow } as never, ...(started ? { started } : { patienceMs: 0 }) };
}

describe('processes and rows are apart:', () => {
  const all = () => [world.waiting, world.returned, world.exchanged, world.twice];
  const apart = (what: string, rule: RegExp, processes: () => Processes) =>
    it(what, () => assert.rejects(assertSound(bench.db, { processes: processes() }), rule));
  apart('a row that visibility has no process for', /no row is without/, () => temporal(all().slice(1)));
  apart('a process that has no row', /no process is without/, () => temporal([...all(), randomUUID()]));
  apart('a started order that has no row', /no process is without/, () => temporal(all(), {}, [...all(), randomUUID()]));
  apart('a row whose process nobody knows', /no row is without/, () => temporal(all().slice(1), {}, all()));
  apart('a paid order whose process has ended', /process that runs/, () =>
    temporal(all(), { [world.twice]: 'COMPLETED' }, all()),
  );
  it('a process that shows another phase than its row, and only that one', async () => {
    const shows = (phases: Record<string, string>) =>
      assertSound(bench.db, { processes: { ...temporal(all(), {}, all(), phases), atRest: true, patienceMs: 0 } });
    await shows({ [world.waiting]: 'awaitingPayment' });
    await assert.rejects(
      shows({ [world.waiting]: 'awaitingPayment', [world.twice]: 'closed' }),
      /process says what its row says/,
    );
  });
  it('a process that failed, when its order is over', () =>
    planted([`update orders set phase = 'closed' where id = {twice}`], () =>
      assert.rejects(assertSound(bench.db, { processes: temporal(all(), { [world.twice]: 'FAILED' }, all()) }), /has failed/),
    ));
});
