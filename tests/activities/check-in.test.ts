/** The door: one ticket, one entry, however many devices scan it and however often they tell of it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { type EntityManager, RequestContext } from '@mikro-orm/postgresql';
import { createCheckInActivities } from '../../activities/shows/check-in.ts';
import type { Scan } from '../../workflows/shows/messages.ts';
import type { TestShow } from '../support/buyers.ts';
import { assertSound } from '../support/invariants.ts';
import { newMember, newShow, soldOrder, tenantId } from './organiser-bench.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
let door: string;
let show: TestShow;
const { recordCheckIns } = createCheckInActivities();

before(async () => {
  bench = await openBench();
  door = await newMember(bench, 'door');
  show = await newShow(bench, 100);
});
after(async () => {
  if (bench) await assertSound(bench.db).finally(bench.close);
});

const scanOf = (ticketId: string, { at = new Date().toISOString(), showId = show.id } = {}): Scan => ({
  id: randomUUID(),
  at,
  ticket: { ticketId, showId },
});
const tell = (scans: Scan[], device = randomUUID(), by = door) =>
  bench.step(() => recordCheckIns({ tenantId, showId: show.id, by, device, scans }));
const usedAt = async (id: string) =>
  (await bench.db.sql<{ used_at: Date | null }>('select used_at from tickets where id = $1', [id]))[0]!.used_at;
const scansOf = async (ids: string[]) =>
  (await bench.db.sql<{ n: number }>('select count(*)::int as n from check_ins where id = any($1)', [ids]))[0]!.n;

describe('a scan', () => {
  it('lets a good ticket in once, at the time of the scan; the next is told when', async () => {
    const { tickets } = await soldOrder(bench, show);
    const at = new Date(Date.now() - 600_000).toISOString();
    const [first] = await tell([scanOf(tickets[0]!, { at })]);
    assert.deepEqual([first?.result, first?.firstAt], ['admitted', at]);
    const [second] = await tell([scanOf(tickets[0]!)]);
    assert.deepEqual([second?.result, second?.firstAt], ['already', at]);
  });

  it('of a clock that runs ahead counts from now', async () => {
    const { tickets } = await soldOrder(bench, show);
    await tell([scanOf(tickets[0]!, { at: new Date(Date.now() + 3_600_000).toISOString() })]);
    assert.ok((await usedAt(tickets[0]!))!.getTime() <= Date.now() + 1000);
  });

  it('of a clock that is years behind counts from when the ticket was issued', async () => {
    const { tickets } = await soldOrder(bench, show);
    const [answer] = await tell([scanOf(tickets[0]!, { at: '2021-01-01T00:00:00.000Z' })]);
    const [row] = await bench.db.sql<{ issued_at: Date }>('select issued_at from tickets where id = $1', [tickets[0]]);
    assert.deepEqual([answer?.result, answer?.firstAt], ['admitted', row!.issued_at.toISOString()]);
    assert.deepEqual(await usedAt(tickets[0]!), row!.issued_at);
  });

  it('says what is wrong: forged, of another show, unknown, void', async () => {
    const { tickets } = await soldOrder(bench, show, 2);
    const other = await soldOrder(bench, await newShow(bench, 5));
    await bench.db.sql(`update tickets set state = 'revoked', revoke_reason = 'organiser' where id = $1`, [tickets[0]]);
    const answers = await tell([
      { id: randomUUID(), at: new Date().toISOString(), ticket: null },
      scanOf(tickets[1]!, { showId: randomUUID() }),
      scanOf(other.tickets[0]!),
      scanOf(randomUUID()),
      scanOf(tickets[0]!),
    ]);
    assert.deepEqual(
      answers.map(({ result }) => result),
      ['forged', 'otherShow', 'otherShow', 'unknown', 'revoked'],
    );
    assert.equal(answers[3]!.ticketId, null);
    for (const id of [...tickets, ...other.tickets]) assert.equal(await usedAt(id), null);
    await bench.db.sql(`update tickets set state = 'valid', revoke_reason = null where id = $1`, [tickets[0]]);
  });

  it('that is told again is answered as it was, and counts once', async () => {
    const { tickets } = await soldOrder(bench, show);
    const scan = scanOf(tickets[0]!);
    const first = await tell([scan]);
    assert.deepEqual(await tell([scan]), first);
    assert.deepEqual(await tell([scanOf(tickets[0]!), scan].slice(1)), first);
    assert.equal(await scansOf([scan.id]), 1);
  });

  it('under the id of another is refused, and nothing of its batch counts', async () => {
    const { tickets } = await soldOrder(bench, show, 3);
    const [told, mine, other] = tickets.map((id) => scanOf(id));
    const first = await tell([told!]);
    const reused = (error: { type?: string }) => error.type === 'ScanReused';
    for (const ticket of [other!.ticket, { ticketId: randomUUID(), showId: show.id }, null]) {
      await assert.rejects(tell([mine!, { ...told!, ticket }]), reused, 'told before');
      await assert.rejects(tell([mine!, { ...mine!, ticket }]), reused, 'in one batch');
    }
    const elsewhere = await newShow(bench, 5);
    await assert.rejects(
      bench.step(() => recordCheckIns({ tenantId, showId: elsewhere.id, by: door, device: randomUUID(), scans: [told!] })),
      reused,
      'at the door of another show',
    );
    assert.deepEqual([await usedAt(tickets[1]!), await usedAt(tickets[2]!), await scansOf([mine!.id])], [null, null, 0]);
    assert.deepEqual(await tell([told!]), first, 'what was told stands');
    assert.equal((await tell([mine!]))[0]?.result, 'admitted', 'and the other comes in');
  });

  it('is refused to who does not work at the door', async () => {
    const { tickets } = await soldOrder(bench, show);
    const content = await newMember(bench, 'content');
    await assert.rejects(
      tell([scanOf(tickets[0]!)], randomUUID(), content),
      (error: { type?: string }) => error.type === 'NotAllowed',
    );
    assert.equal(await usedAt(tickets[0]!), null);
  });
});

describe('two devices with the same tickets', () => {
  it('let each in once, at whatever moment they tell', async () => {
    const { tickets } = await soldOrder(bench, show, 10);
    // In opposite orders: without one order of locks they would wait for each other.
    const batches = [tickets, tickets.toReversed(), tickets, tickets.toReversed()].map((ids) => ids.map((id) => scanOf(id)));
    const answers = (await Promise.all(batches.map((scans) => tell(scans)))).flat();
    for (const id of tickets) {
      const results = answers.filter(({ ticketId }) => ticketId === id).map(({ result }) => result);
      assert.deepEqual(results.sort(), ['admitted', 'already', 'already', 'already']);
    }
    assert.equal(await scansOf(batches.flat().map(({ id }) => id)), 40);
  });

  it('and the same scans, told by both at once, are answered the same', async () => {
    const { tickets } = await soldOrder(bench, show, 5);
    const scans = tickets.map((id) => scanOf(id));
    const device = randomUUID();
    const answers = await Promise.all(Array.from({ length: 4 }, () => tell(scans, device)));
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.deepEqual(new Set(answers[0]!.map(({ result }) => result)), new Set(['admitted']));
  });

  it('and without the lock on the ticket both would let its holder in: the guard is needed', async () => {
    const { tickets } = await soldOrder(bench, show);
    let looking = 0;
    let bothLooked = () => {};
    const together = new Promise<void>((resolve) => {
      bothLooked = resolve;
    });
    /** The same step on a database that forgets its locks, and in which both have looked before either writes. */
    const unlocked = (em: EntityManager): EntityManager => {
      const [fork, execute] = [em.fork.bind(em), em.execute.bind(em)];
      const forgetful = async (query: string, params?: unknown[]) => {
        const rows = await execute(query.replace('for no key update', ''), params);
        if (!query.startsWith('select show_id') || looking === 2) return rows;
        looking += 1;
        if (looking === 2) bothLooked();
        await together;
        return rows;
      };
      return Object.assign(em, { fork: (...options: Parameters<typeof fork>) => unlocked(fork(...options)), execute: forgetful });
    };
    const session = { variables: { 'app.reader': 'member', 'app.tenant_id': tenantId } };
    const both = await Promise.all(
      [1, 2].map(() =>
        RequestContext.create(
          unlocked(bench.orm.em.fork()),
          () => recordCheckIns({ tenantId, showId: show.id, by: door, device: randomUUID(), scans: [scanOf(tickets[0]!)] }),
          { session },
        ),
      ),
    );
    assert.deepEqual(
      both.map(([answer]) => answer?.result),
      ['admitted', 'admitted'],
    );
  });
});
