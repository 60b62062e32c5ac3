/** What a simulation has lived through: one in which nothing happened would prove nothing. */
import assert from 'node:assert/strict';
import { paymentSettled } from '../../workflows/payments/messages.ts';
import type { Told } from './histories.ts';
import { lostPayments } from './partners.ts';
import type { Event, Scenario } from './scenario.ts';
import { kindNames, kindOf } from './weather.ts';
import type { World } from './world.ts';

export type Lived = {
  /** In which orders ended. */
  phases: string[];
  /** Why money went back. */
  reasons: string[];
  came: string[];
  went: string[];
  returned: number;
  exchanged: number;
  /** How often weather of each kind struck. */
  struck: Record<string, number>;
  /** Workers that died. */
  deaths: number;
  workers: number;
  /** Shows whose every order has heard that they moved or are off, and how many have. */
  changes: Array<{ what: 'move' | 'cancel'; showId: string; orders: number }>;
  /** Payments that an order was told of more than once. */
  twice: string[];
  /** Payments whose event never came. */
  lost: string[];
  /** Payments of whoever had just returned what they bought, which went back. */
  again: string[];
};

export async function livedThrough(world: World, histories: Told[]): Promise<Lived> {
  const { house, ledger } = world;
  const all = async (what: string, params: unknown[] = []): Promise<string[]> =>
    (await house.db.sql<{ it: string }>(`select distinct ${what} order by 1`, params)).map(({ it }) => it);
  return {
    phases: await all('phase as it from orders'),
    reasons: await all('reason as it from refunds'),
    came: await all(`currency as it from payments where verdict = 'accepted'`),
    went: await all(`currency as it from refunds where state = 'succeeded' and reason = 'refunded'`),
    returned: ledger.acknowledged.refunds.length,
    exchanged: ledger.acknowledged.exchanges.length,
    struck: ledger.struck,
    deaths: ledger.killed.length,
    workers: house.worker.output().split('worker ready').length - 1,
    changes: await house.db.sql(
      `select case c.kind when 'moved' then 'move' else 'cancel' end as what, c.show_id as "showId",
         (select count(*)::int from orders o where o.show_id = c.show_id and o.show_revision >= c.revision) as orders
       from show_changes c where c.finished_at is not null order by what desc`,
    ),
    twice: histories.flatMap(({ history }) => heardTwice(history)),
    lost: await lostPayments(world),
    again: await all(
      `p.payment_id as it from payments p join refunds r on r.tenant_id = p.tenant_id and r.payment_id = p.id
       where p.payment_id = any($1) and p.verdict = 'unearned' and r.state = 'succeeded'`,
      [ledger.again.map(({ paymentId }) => paymentId)],
    ),
  };
}

function heardTwice({ events }: Told['history']): string[] {
  const heard = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: said }) =>
    said?.signalName === paymentSettled.name
      ? [String(JSON.parse(Buffer.from(said.input!.payloads![0]!.data!).toString()).paymentId)]
      : [],
  );
  return heard.filter((id, index) => heard.indexOf(id) < index);
}

type Of<What> = Extract<Event, { what: What }>;

export function assertLively(lived: Lived, world: Pick<World, 'shows'>, { events }: Scenario): void {
  for (const phase of ['cancelled', 'expired', 'paid', 'refunded'])
    assert.ok(lived.phases.includes(phase), `some orders are ${phase}`);
  assert.ok(lived.returned > 0 && lived.exchanged > 0, 'tickets came back and changed');
  assert.deepEqual(lived.reasons, ['refunded', 'showCancelled', 'unearned']);
  assert.deepEqual(lived.came, ['EUR', 'RUB', 'XTR'], 'money came in every currency');
  assert.deepEqual(lived.went, ['EUR', 'RUB', 'XTR'], 'and went back in every one');

  const drawn: Record<string, number> = {};
  for (const { fault } of events.filter((event): event is Of<'weather'> => event.what === 'weather'))
    drawn[kindOf(fault)] = (drawn[kindOf(fault)] ?? 0) + (fault.times ?? 1);
  assert.deepEqual(Object.keys(drawn).sort(), kindNames, 'there was weather of every kind');
  assert.deepEqual(lived.struck, drawn, 'all of it struck');
  assert.ok(lived.twice.length > 0, 'an order was told twice of the same money');
  assert.ok(lived.lost.length > 0, 'an event of money was lost');
  assert.ok(lived.again.length > 0, 'somebody paid again for what they had returned');

  const kills = events.filter(({ what }) => what === 'kill').length;
  assert.deepEqual([lived.deaths, lived.workers], [kills, kills + 1], 'the worker died as often as it was told to');
  const planned = events.filter((event): event is Of<'move' | 'cancel'> => event.what === 'move' || event.what === 'cancel');
  assert.deepEqual(
    lived.changes.map(({ what, showId }) => [what, showId]),
    planned.map(({ what, show }) => [what, world.shows[show]!.id]).sort(([a], [b]) => (a! < b! ? 1 : -1)),
    'a show was moved, another is off, and every order has heard of it',
  );
  assert.ok(
    lived.changes.every(({ orders }) => orders > 0),
    'there was somebody to hear of it',
  );
}

/** @throws when the assertion would pass without one of the things that it asserts */
export function assertNoticesDullness(lived: Lived, ...rest: [Pick<World, 'shows'>, Scenario]): void {
  const dull: { [K in keyof Lived]: Lived[K] } = {
    ...{ phases: [], reasons: [], came: [], went: [], returned: 0, exchanged: 0, struck: {}, deaths: 0, workers: 0, changes: [] },
    ...{ twice: [], lost: [], again: [] },
  };
  for (const key of Object.keys(dull) as Array<keyof Lived>)
    assert.throws(() => assertLively({ ...lived, [key]: dull[key] }, ...rest), assert.AssertionError, `${key} is looked at`);
  for (const kind of kindNames)
    assert.throws(() => assertLively({ ...lived, struck: { ...lived.struck, [kind]: 0 } }, ...rest), /all of it struck/, kind);
}

const counts = (words: readonly string[]): string =>
  [...Map.groupBy(words, (word) => word)].map(([word, { length }]) => `${word} ${length}`).join(', ');

/** For whoever looks at the run. */
export function toldOf(lived: Lived, { ledger }: World): string[] {
  const struck = Object.entries(lived.struck).map(([kind, times]) => `${kind} ${times}`);
  return [
    counts(ledger.answers),
    `struck: ${struck.join(', ')}; ${ledger.stragglers} came later for the rest of the weather`,
    `${lived.deaths} workers died; ${lived.changes.map(({ what, orders }) => `${what}: ${orders} orders`).join(', ')}`,
    `${lived.twice.length} payments told of again, ${lived.lost.length} events lost, ${lived.again.length} paid again after a return`,
  ];
}
