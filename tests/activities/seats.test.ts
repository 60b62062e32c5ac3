/** Seats: each step twice, late, and in the wrong order. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createSeatActivities } from '../../activities/orders/seats.ts';
import { createSettleActivities } from '../../activities/orders/settle.ts';
import type { Language } from '../../domain/language.ts';
import { type Contact, maxUnpaidGuestSeats } from '../../domain/orders.ts';
import { assertSound } from '../support/invariants.ts';
import { times, unguarded } from './paid-orders.ts';
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

describe('guests of one network', () => {
  const { settleOrder } = createSettleActivities();
  const most = maxUnpaidGuestSeats;
  /** A hall, and guests of one network who ask for seats in it; each is somebody else. */
  async function hall({ capacity = 100 } = {}) {
    const { show, request, buyer } = await holdRequest(bench, { capacity, contact: { email: 'guest@example.com' } });
    const network = randomUUID();
    const guest = (quantity: number, over: Partial<typeof request> = {}) => {
      const lines = [{ ticketTypeId: show.typeId, quantity }];
      return { ...request, orderId: randomUUID() as string, personId: randomUUID(), lines, network, ...over };
    };
    const hold = (asked: ReturnType<typeof guest>, step = bench.step) => step(() => holdSeats({ ...asked, buyer }));
    return { show, guest, hold };
  }
  const tooMany = { held: false, reason: 'tooManyHeld' };
  const half = most / 2;
  const unpaid = async (showId: string) =>
    (
      await bench.db.sql<{ n: number }>(
        `select coalesce(sum(seats), 0)::int as n from seat_holds where show_id = $1 and state = 'held'`,
        [showId],
      )
    )[0]!.n;

  it('hold so many unpaid seats of a show and no more; whoever is refused leaves nothing behind', async () => {
    const { show, guest, hold } = await hall();
    assert.deepEqual([(await hold(guest(half))).held, (await hold(guest(half - 5))).held], [true, true]);
    const greedy = guest(6);
    for (const _ of [1, 2]) assert.deepEqual(await hold(greedy), tooMany);
    assert.deepEqual(await phase(greedy.orderId), { phase: 'cancelled', reason: 'tooManyHeld' });
    assert.equal(await left(show.id), 100 - (most - 5));
    assert.equal((await hold(guest(5))).held, true);
    assert.deepEqual(await hold(guest(1)), tooMany);
  });

  it('are not in the way of other networks, of people with Telegram, nor of another show', async () => {
    const { guest, hold } = await hall();
    const other = await hall();
    const { network } = guest(1);
    for (const _ of [1, 2]) await hold(guest(half));
    assert.deepEqual(await hold(guest(1)), tooMany);
    assert.equal((await hold(guest(half, { network: randomUUID() }))).held, true);
    for (const _ of [1, 2, 3]) assert.equal((await hold(guest(half, { network: null }))).held, true);
    assert.equal((await other.hold(other.guest(half, { network }))).held, true);
  });

  it('may hold more as soon as they pay, give up, or run out of time', async () => {
    const { show, guest, hold } = await hall();
    const [first, second] = [guest(half), guest(half)];
    const held = await hold(first);
    await hold(second);
    assert.deepEqual(await hold(guest(1)), tooMany);
    assert.ok(held.held);
    const payment = { provider: 'stars', account: 'platform', paymentId: `pi_${first.orderId}`, ...held.total } as const;
    const settled = await bench.step(() => settleOrder({ ...first, payment, accept: true }));
    assert.equal(settled, 'accepted');
    assert.equal((await hold(guest(half))).held, true, 'paid seats are counted no more');
    await bench.step(() => releaseSeats({ ...second, phase: 'expired', reason: null }));
    assert.equal((await hold(guest(half))).held, true);
    assert.deepEqual([await hold(guest(1)), await unpaid(show.id)], [tooMany, most]);
  });

  it('who come all at once get no more than one after another', async () => {
    const { show, guest, hold } = await hall();
    const answers = await times(40, () => hold(guest(1)));
    assert.equal(answers.filter(({ held }) => held).length, most);
    assert.deepEqual([await unpaid(show.id), await left(show.id)], [most, 100 - most]);
  });

  it("and without the lock on the show's row they would hold more: the guard is needed", async () => {
    const { show, guest, hold } = await hall();
    const all = 4;
    const blind = unguarded(bench, {
      // Seats are taken without a word to anybody else, and all count before any has written.
      forget: (sql) =>
        sql
          .replace(/update (shows|ticket_types) set (seats|quota)_left = \w+ - \? where/, 'select id, ?::int from $1 where')
          .replace(/(, \?::int from [\s\S]*) returning id$/, '$1'),
      meet: (sql) => sql.startsWith('select coalesce(sum(h.seats)'),
      all,
    });
    const answers = await times(all, () => hold(guest(half), blind));
    assert.deepEqual([answers.every(({ held }) => held), await unpaid(show.id)], [true, all * half]);
    await bench.db.sql('update shows set seats_left = capacity - $2 where id = $1', [show.id, all * half]);
  });
});

describe('what is known of a person', () => {
  const eva = { email: 'eva@example.com', name: 'Ева', timeZone: 'Asia/Yekaterinburg' };
  const other = { name: 'Stranger', timeZone: 'America/New_York' };
  const contactOf = async (personId: string) =>
    (await bench.db.sql<Record<string, unknown>>('select * from contacts where person_id = $1', [personId]))[0]!;
  /** An order of theirs, in Russian, and then others that nobody pays. */
  async function known(contact: Contact) {
    const { request, buyer } = await holdRequest(bench, { contact });
    await bench.step(() => holdSeats({ ...request, buyer }));
    const { personId } = request;
    return {
      now: () => contactOf(personId),
      async unpaid(typed: Contact, language: Language) {
        const made = await holdRequest(bench, { contact: typed });
        const held = await bench.step(() => holdSeats({ ...made.request, personId, language, buyer: made.buyer }));
        assert.equal(held.held, true);
      },
    };
  }

  it('by an address that proves nobody stays, whatever is ordered under it', async () => {
    const { now, unpaid } = await known(eva);
    const before = await now();
    assert.deepEqual([before['name'], before['language'], before['time_zone']], [eva.name, 'ru', eva.timeZone]);
    await unpaid({ email: eva.email, ...other }, 'en');
    assert.deepEqual(await now(), before);
  });

  it('is added to where nothing was said, once', async () => {
    const { now, unpaid } = await known({ email: eva.email });
    await unpaid(eva, 'en');
    await unpaid({ email: eva.email, ...other }, 'en');
    const { name, language, time_zone } = await now();
    assert.deepEqual([name, language, time_zone], [eva.name, 'ru', eva.timeZone]);
  });

  it('by their Telegram is what they said last; what they did not say again stays', async () => {
    const { now, unpaid } = await known({ telegramId: 77, ...eva });
    await unpaid({ telegramId: 77, ...other }, 'en');
    const { name, email, language, time_zone } = await now();
    assert.deepEqual([name, email, language, time_zone], [other.name, eva.email, 'en', other.timeZone]);
  });

  it('by their Telegram does not change by an order that comes without it', async () => {
    const { now, unpaid } = await known({ telegramId: 78, ...eva });
    const before = await now();
    await unpaid({}, 'en');
    await unpaid(other, 'en');
    assert.deepEqual(await now(), before);
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
