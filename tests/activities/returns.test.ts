/** Tickets come back: once, by the rules, whoever else is busy with them at the same moment; what is owed is on the books. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createExchangeActivities } from '../../activities/orders/exchange.ts';
import { createReturnActivities, type Returned, type ReturnRequest } from '../../activities/orders/return.ts';
import { createCheckInActivities } from '../../activities/shows/check-in.ts';
import { planRefund, type RefundCase } from '../../domain/refunds.ts';
import { assertSound } from '../support/invariants.ts';
import { newMember } from './organiser-bench.ts';
import {
  goodTickets,
  newShow,
  outcome,
  type Paid,
  paidOrder,
  phaseOf,
  seatsLeft,
  startsIn,
  tenantId,
  times,
  unguarded,
} from './paid-orders.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
/** Where guards are switched off: nothing is sound there. */
let broken: Bench;
let door: string;
let operator: string;
const { returnTickets, returnForCancelledShow, voidTickets } = createReturnActivities();
const { exchangeOrder } = createExchangeActivities();
const { recordCheckIns } = createCheckInActivities();
before(async () => {
  [bench, broken] = await Promise.all([openBench(), openBench()]);
  [door, operator] = [await newMember(bench, 'door'), await newMember(bench, 'operator')];
});
after(async () => {
  await broken?.close();
  if (bench) await assertSound(bench.db).finally(bench.close);
});

type Asked = Partial<Pick<ReturnRequest, 'requestId' | 'ticketIds' | 'whole'>>;
const asking = ({ orderId, personId }: Paid, { ticketIds = null, whole = false, requestId = randomUUID() }: Asked = {}) => ({
  ...{ tenantId, orderId, requestId, ticketIds, whole, byMember: whole },
  personId: whole ? operator : personId,
});
const giveBack = (order: Paid, asked: Asked = {}) => {
  const request = asking(order, asked);
  return bench.step(() => returnTickets(request));
};
const refusal = (order: Paid, asked: Asked = {}) => outcome(giveBack(order, asked));
const refundsOf = ({ orderId }: Paid, { db }: Bench = bench) =>
  db.sql<{ amount: number; kept: number }>('select amount, kept from refunds where order_id = $1 order by created_at', [orderId]);
const ticketsIn = async ({ orderId }: Paid, column: 'state' | 'revoke_reason') =>
  (
    await bench.db.sql<{ v: string | null }>(`select ${column} as v from tickets where order_id = $1 order by position`, [
      orderId,
    ])
  ).map(({ v }) => v);
const use = (ticketId: string) => bench.db.sql('update tickets set used_at = now() where id = $1', [ticketId]);
const owed = async ({ orderId }: Paid) =>
  (
    await bench.db.sql<{ n: number }>(
      `select coalesce(-sum(amount), 0)::int as n from ledger_entries where order_id = $1 and account = 'owed:buyers'`,
      [orderId],
    )
  )[0]!.n;
const stateOfAll = async (order: Paid) => [
  await phaseOf(bench, order.orderId),
  await seatsLeft(bench, order.show),
  (await refundsOf(order)).length,
  await owed(order),
];

describe('a return', () => {
  it('asked for twice is one debt, and its seats are free once', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    const requestId = randomUUID();
    const first = await giveBack(order, { requestId });
    assert.deepEqual(await giveBack(order, { requestId }), first);
    assert.deepEqual([first.back, first.kept, first.closed, first.ticketIds.length], [180_000, 0, true, 2]);
    assert.deepEqual(await stateOfAll(order), ['refunded', 20, 1, 180_000]);
  });

  it('asked for twenty times at once is one debt, and all hear the same', async () => {
    const order = await paidOrder(bench, { quantity: 3 });
    const requestId = randomUUID();
    const answers = await times(20, () => giveBack(order, { requestId }));
    assert.equal(new Set(answers.map((answer) => JSON.stringify({ ...answer, ticketIds: answer.ticketIds.sort() }))).size, 1);
    assert.deepEqual(await stateOfAll(order), ['refunded', 20, 1, 270_000]);
  });

  it('in twenty requests of their own at once: one of them gets it, the others hear that there is nothing left', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    const answers = await times(20, () => refusal(order));
    assert.equal(answers.filter((answer) => typeof answer !== 'string').length, 1);
    assert.deepEqual(new Set(answers.filter((answer) => typeof answer === 'string')), new Set(['NotPaid']));
    assert.deepEqual(await stateOfAll(order), ['refunded', 20, 1, 180_000]);
  });

  it('and without the locks two requests at once would be paid twice: the guard is needed', async () => {
    const order = await paidOrder(broken);
    const step = unguarded(broken, {
      forget: (sql) => sql.replace(' for update', ''),
      meet: (sql) => sql.startsWith('select id, unit_amount'),
    });
    const both = await times(2, () => outcome(step(() => returnTickets(asking(order)))));
    assert.deepEqual(
      both.map((answer) => (answer as Returned).back),
      [90_000, 90_000],
    );
    assert.equal((await refundsOf(order, broken)).length, 2);
  });

  it('of a part and then of the rest ends the order with the last ticket', async () => {
    const order = await paidOrder(bench, { quantity: 3 });
    const part = await giveBack(order, { ticketIds: [order.tickets[1]!] });
    assert.deepEqual([part.back, part.closed, part.ticketIds], [90_000, false, [order.tickets[1]]]);
    assert.deepEqual(await stateOfAll(order), ['paid', 18, 1, 90_000]);
    assert.deepEqual(await ticketsIn(order, 'state'), ['valid', 'revoked', 'valid']);
    assert.equal(await refusal(order, { ticketIds: [order.tickets[1]!] }), 'NoSuchTicket');
    assert.equal(await refusal(order, { ticketIds: [order.tickets[0]!, order.tickets[1]!] }), 'NoSuchTicket');
    const rest = await giveBack(order);
    assert.deepEqual([rest.back, rest.closed], [180_000, true]);
    assert.deepEqual(await stateOfAll(order), ['refunded', 20, 2, 270_000]);
  });

  it('of each ticket alone, all at once, gives each back once', async () => {
    const order = await paidOrder(bench, { quantity: 5 });
    const answers = await times(15, (index) => refusal(order, { ticketIds: [order.tickets[index % 5]!] }));
    assert.equal(answers.filter((answer) => typeof answer !== 'string').length, 5);
    assert.deepEqual(await stateOfAll(order), ['refunded', 20, 5, 450_000]);
  });

  it('that comes late again, after the rest was returned too, still answers as it did', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    const requestId = randomUUID();
    const first = await giveBack(order, { requestId, ticketIds: [order.tickets[0]!] });
    await giveBack(order);
    assert.deepEqual(await giveBack(order, { requestId, ticketIds: [order.tickets[0]!] }), { ...first, closed: true });
    assert.deepEqual(await stateOfAll(order), ['refunded', 20, 2, 180_000]);
  });

  it('of a ticket that somebody came in with is refused; the unused ones come back without it', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    await use(order.tickets[0]!);
    assert.equal(await refusal(order, { ticketIds: [order.tickets[0]!] }), 'TicketUsed');
    assert.deepEqual((await giveBack(order)).ticketIds, [order.tickets[1]]);
    assert.equal(await refusal(order), 'TicketUsed');
    // The organisation may be kinder than the rules.
    const kind = await giveBack(order, { whole: true });
    assert.deepEqual([kind.back, kind.closed], [90_000, true]);
  });

  it('of somebody else’s ticket is refused', async () => {
    const [order, other] = [await paidOrder(bench), await paidOrder(bench)];
    assert.equal(await refusal(order, { ticketIds: [other.tickets[0]!] }), 'NoSuchTicket');
    assert.deepEqual(await goodTickets(bench, other.orderId), other.tickets);
  });
});

describe('the rules of a show', () => {
  const startsAt = new Date('2027-03-01T16:00:00Z');
  const atHours = (hours: number, ms = 0): RefundCase => ({
    ...{ policy: { fullUntilHours: 24, thenPercent: 50, noneWithinHours: 3 }, startsAt },
    ...{ now: new Date(startsAt.getTime() - hours * 3_600_000 + ms), broken: false, capability: 'partial' },
    valid: [{ id: 't1', unitAmount: 99_999, used: false }],
    ...{ returnedBefore: false, chosen: null, whole: false },
  });
  const worth = (asked: RefundCase) => {
    const planned = planRefund(asked);
    return 'plan' in planned ? [planned.plan.percent, planned.plan.back, planned.plan.kept] : planned.refusal;
  };

  it('change to the millisecond, in favour of whoever is on the border', () => {
    assert.deepEqual(worth(atHours(24, -1)), [100, 99_999, 0]);
    assert.deepEqual(worth(atHours(24)), [100, 99_999, 0]);
    assert.deepEqual(worth(atHours(24, 1)), [50, 50_000, 49_999], 'rounded in the buyer’s favour');
    assert.deepEqual(worth(atHours(3)), [50, 50_000, 49_999]);
    assert.equal(worth(atHours(3, 1)), 'RefundClosed');
    assert.equal(worth(atHours(0)), 'RefundClosed');
  });

  it('without a last step keep the share until the curtain, and not after it', () => {
    const asked = (hours: number, ms = 0) => ({ ...atHours(hours, ms), policy: { fullUntilHours: 24, thenPercent: 50 } });
    assert.deepEqual(worth(asked(0, -1)), [50, 50_000, 49_999]);
    assert.equal(worth(asked(0)), 'RefundClosed');
  });

  it('hold on the rows: everything, a share, nothing', async () => {
    const order = await paidOrder(bench, { quantity: 3 });
    await bench.db.sql(
      `update shows set refund_policy = '{"fullUntilHours": 24, "thenPercent": 50, "noneWithinHours": 3}' where id = $1`,
      [order.show.id],
    );
    const worthOf = async (index: number) => {
      const { back, kept } = await giveBack(order, { ticketIds: [order.tickets[index]!] });
      return [back, kept];
    };
    await startsIn(bench, order.show, 24 * 3600 + 30);
    assert.deepEqual(await worthOf(0), [90_000, 0]);
    await startsIn(bench, order.show, 24 * 3600 - 1);
    assert.deepEqual(await worthOf(1), [45_000, 45_000]);
    await startsIn(bench, order.show, 3 * 3600 - 1);
    assert.equal(await refusal(order), 'RefundClosed');
    assert.deepEqual(await goodTickets(bench, order.orderId), [order.tickets[2]]);
    assert.equal((await giveBack(order, { whole: true })).back, 90_000);
    await startsIn(bench, order.show, 72 * 3600);
  });

  it('give everything back when the show was moved after the ticket was bought, and by the rules when before', async () => {
    const order = await paidOrder(bench);
    await startsIn(bench, order.show, 3600);
    await bench.db.sql('update shows set moved_at = now(), revision = 1 where id = $1', [order.show.id]);
    const later = await paidOrder(bench, { show: order.show });
    assert.deepEqual([(await giveBack(order)).back, (await giveBack(later)).back], [90_000, 45_000]);
  });

  it('know that Stars come back whole or not at all', async () => {
    const order = await paidOrder(bench, { quantity: 2, provider: 'stars' });
    assert.equal(await refusal(order, { ticketIds: [order.tickets[0]!] }), 'RefundWholeOnly');
    await startsIn(bench, order.show, 12 * 3600);
    assert.equal(await refusal(order), 'RefundClosed', 'a share cannot be paid out');
    await startsIn(bench, order.show, 72 * 3600);
    await use(order.tickets[0]!);
    assert.equal(await refusal(order), 'RefundWholeOnly');
    await bench.db.sql('update tickets set used_at = null where order_id = $1', [order.orderId]);
    assert.equal((await giveBack(order)).back, 900);
    assert.equal(await phaseOf(bench, order.orderId), 'refunded');
  });

  it('have nothing to return of what cost nothing', async () => {
    assert.equal(await refusal(await paidOrder(bench, { gift: true })), 'NothingToReturn');
  });
});

describe('a cancelled show', () => {
  const cancel = (order: Paid, revision = 1) =>
    bench.step(() => returnForCancelledShow({ tenantId, orderId: order.orderId, revision }));

  it('told twice, and ten times at once, owes the money once', async () => {
    for (const count of [2, 10]) {
      const order = await paidOrder(bench, { quantity: 2 });
      await use(order.tickets[0]!);
      const answers = await times(count, () => cancel(order));
      for (const answer of answers) assert.deepEqual(answer.ticketIds.sort(), order.tickets.toSorted());
      assert.deepEqual(await stateOfAll(order), ['refunded', 20, 1, 180_000]);
    }
  });

  it('returns what is left of an order that was returned in part', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    await giveBack(order, { ticketIds: [order.tickets[0]!] });
    assert.deepEqual((await cancel(order)).ticketIds, [order.tickets[1]]);
    assert.deepEqual(await stateOfAll(order), ['refunded', 20, 2, 180_000]);
  });

  it('at the moment of a return gives each ticket back once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const order = await paidOrder(bench, { quantity: 2 });
      await Promise.all([cancel(order), refusal(order, { ticketIds: [order.tickets[0]!] }), cancel(order)]);
      assert.deepEqual((await stateOfAll(order)).toSpliced(2, 1), ['refunded', 20, 180_000]);
    }
  });

  it('names the tickets again to a process that died before it could tell their holders, also when they cost nothing', async () => {
    const order = await paidOrder(bench, { gift: true, quantity: 2 });
    const first = await cancel(order);
    assert.deepEqual(first.ticketIds.length, 2);
    assert.deepEqual(await cancel(order), first);
    assert.deepEqual(await stateOfAll(order), ['cancelled', 20, 0, 0]);
  });
});

describe('tickets made void', () => {
  const revoke = (order: Paid, ticketIds: string[], requestId = randomUUID()) =>
    bench.step(() => voidTickets({ tenantId, orderId: order.orderId, personId: operator, requestId, ticketIds }));

  it('twice and ten times at once free their seats once, and no money moves', async () => {
    const order = await paidOrder(bench, { quantity: 3 });
    const ids = order.tickets.slice(0, 2);
    const requestId = randomUUID();
    await times(10, () => revoke(order, ids, requestId));
    assert.deepEqual(await stateOfAll(order), ['paid', 19, 0, 0]);
    assert.deepEqual(await ticketsIn(order, 'revoke_reason'), ['organiser', 'organiser', null]);
    const kept = await bench.db.sql(
      `select sum(amount)::int as n from ledger_entries where order_id = $1 and account = 'sales:kept'`,
      [order.orderId],
    );
    assert.deepEqual(kept, [{ n: -180_000 }]);
  });

  it('answer the same to a process that died before it could tell their holders', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    const requestId = randomUUID();
    const first = await revoke(order, [order.tickets[0]!], requestId);
    assert.deepEqual(first.ticketIds, [order.tickets[0]]);
    assert.deepEqual((await revoke(order, [order.tickets[0]!], requestId)).ticketIds, first.ticketIds);
  });

  it('are those that nobody has used: whoever is inside stays on record', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    const [used, unused] = [order.tickets[0]!, order.tickets[1]!];
    await use(used);
    assert.equal(await outcome(revoke(order, [used])), 'TicketUsed');
    assert.equal(await outcome(revoke(order, order.tickets)), 'TicketUsed', 'all or none');
    assert.deepEqual(await ticketsIn(order, 'state'), ['valid', 'valid']);
    assert.deepEqual((await revoke(order, [unused])).ticketIds, [unused]);
    assert.deepEqual(await stateOfAll(order), ['paid', 19, 0, 0]);
  });

  it('are not returned for money afterwards, and one that was returned is not voided', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    await revoke(order, [order.tickets[0]!]);
    assert.equal(await refusal(order, { ticketIds: [order.tickets[0]!] }), 'NoSuchTicket');
    await giveBack(order);
    assert.deepEqual((await revoke(order, [order.tickets[1]!])).ticketIds, []);
    assert.deepEqual(await ticketsIn(order, 'revoke_reason'), ['organiser', 'refunded']);
  });
});

describe('a return meets', () => {
  const scan = (order: Paid, at: Bench = bench, by = door) => {
    const ticket = { ticketId: order.tickets[0]!, showId: order.show.id };
    const scans = [{ id: randomUUID(), at: new Date().toISOString(), ticket }];
    return at.step(() => recordCheckIns({ tenantId, showId: order.show.id, by, device: randomUUID(), scans }));
  };

  it('a scan of the same ticket at the door: exactly one of them has it', async () => {
    const show = await newShow(bench, 20);
    for (let round = 0; round < 15; round += 1) {
      const order = await paidOrder(bench, { show });
      const [[scanned], returned] = await Promise.all([scan(order), refusal(order)]);
      if (scanned!.result === 'admitted') assert.equal(returned, 'TicketUsed');
      else {
        assert.equal(scanned!.result, 'revoked');
        assert.equal((returned as Returned).back, 90_000);
      }
    }
  });

  it('a scan, and without the lock on the ticket its holder is inside and has the money: the guard is needed', async () => {
    const order = await paidOrder(broken);
    const guard = await newMember(broken, 'door');
    let scanned: string | undefined;
    const step = unguarded(broken, {
      forget: (sql) => (sql.startsWith('select id, unit_amount') ? sql.replace(' for update', '') : sql),
      // The return has looked at its tickets; the door is quicker than its next statement.
      async between(sql) {
        if (sql.startsWith('select id, unit_amount')) scanned = (await scan(order, broken, guard))[0]!.result;
      },
    });
    const returned = await outcome(step(() => returnTickets(asking(order))));
    assert.deepEqual([scanned, (returned as Returned).back], ['admitted', 90_000]);
  });

  it('an exchange: the tickets are exchanged, or returned, or returned after they were exchanged', async () => {
    const [from, to] = [await newShow(bench, 40), await newShow(bench, 40)];
    for (let round = 0; round < 10; round += 1) {
      const order = await paidOrder(bench, { show: from, quantity: 2 });
      const { orderId, personId } = order;
      const exchange = { tenantId, orderId, personId, requestId: randomUUID(), showId: to.id };
      const ticketIds = round % 2 ? order.tickets : null;
      const [exchanged, returned] = await Promise.all([
        outcome(bench.step(() => exchangeOrder(exchange))),
        refusal(order, { ticketIds }),
      ]);
      const good = await goodTickets(bench, orderId);
      if (typeof returned === 'string')
        assert.deepEqual([returned, good.length, typeof exchanged], ['NoSuchTicket', 2, 'object']);
      else assert.deepEqual([returned.back, good.length], [180_000, 0]);
      if (good.length > 0) await giveBack(order);
    }
    assert.deepEqual([await seatsLeft(bench, from), await seatsLeft(bench, to)], [40, 40]);
  });
});
