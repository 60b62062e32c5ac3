/** The figures of an audience, from rows: by the minute, by country, by what people did. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { MockActivityEnvironment } from '@temporalio/testing';
import { appendDonation } from '../../activities/audience/append.ts';
import { createAudienceActivities } from '../../activities/audience/index.ts';
import { inTransaction } from '../../activities/context.ts';
import { readersOf } from '../../database/sessions.ts';
import { seal } from '../../domain/sealed.ts';
import { audienceReport } from '../../queries/audience/report.ts';
import { watchedBy } from '../../queries/people/watched.ts';
import type { WatchedFigures } from '../../workflows/audience/messages.ts';
import { newShow, soldOrder, tenantId } from '../activities/organiser-bench.ts';
import { type Bench, openBench } from '../activities/support.ts';

let bench: Bench;
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());

const key = randomBytes(32);
const sealingKeys = { forSealing: () => key, forOpening: () => key };
const { storeBatch } = createAudienceActivities({ sealingKeys });

async function anEvening() {
  const show = await newShow(bench, 20);
  const at = { tenantId, showId: show.id };
  const people = await Promise.all(
    [1, 2, 3].map(async () => {
      const { orderId } = await soldOrder(bench, show, 1);
      const [row] = await bench.db.sql<{ ticketId: string; personId: string }>(
        'select id as "ticketId", person_id as "personId" from tickets where order_id = $1',
        [orderId],
      );
      return { ...row!, orderId };
    }),
  );
  const minute = (n: number, viewers: number, more = {}) => ({
    ...{
      minute: `2099-01-01T16:0${n}:00.000Z`,
      viewers,
      joins: viewers,
      leaves: 0,
      lines: 0,
      reactions: {},
      stalls: 0,
      stalledMs: 0,
    },
    ...{ errors: 0, bitrateSum: 0, bitrateCount: 0, countries: {}, ...more },
  });
  const watched = (n: number, seconds: number, more: Partial<WatchedFigures> = {}) => {
    const { ticketId, personId } = people[n]!;
    const nothing = { joins: 1, stalls: 0, stalledMs: 0, errors: 0, lines: 0, reactions: 0, country: null };
    return { ticketId, personId, seconds, ...nothing, ...more };
  };
  let batches = 0;
  const store = (hub: string, more: object, viewers = 3) => {
    batches += 1;
    const batch = { id: `${hub}:${batches}`, hub, lines: null, count: 0, minutes: [], watched: [], viewers, ...more };
    return bench.step(() => new MockActivityEnvironment().run(storeBatch as never, { ...at, batch }));
  };
  const report = () => audienceReport(readersOf(bench.orm).member(tenantId), at);
  return { show, at, people, minute, watched, store, report };
}

describe('the report of an audience', () => {
  it('adds up what two servers saw', async () => {
    const { minute, watched, store, report, people, at } = await anEvening();
    await store('one', {
      minutes: [
        minute(0, 2, { reactions: { heart: 2 }, bitrateSum: 4000, bitrateCount: 2 }),
        minute(1, 2, { stalls: 3, stalledMs: 900 }),
      ],
      watched: [watched(0, 60, { country: 'RU', reactions: 2 }), watched(1, 120)],
    });
    await store('two', { minutes: [minute(0, 1, { reactions: { heart: 1, bravo: 4 } })], watched: [watched(2, 30)] }, 2);
    const said = {
      id: randomUUID(),
      key: 'k',
      ...people[1]!,
      name: 'B',
      badge: null,
      text: 'hello',
      at: '2099-01-01T16:01:30.000Z',
    };
    await store('two', { lines: seal(sealingKeys, [said]), count: 1, watched: [watched(1, 10, { lines: 1 })] });
    const { ticketId, personId, orderId } = people[2]!;
    const gift = {
      ...at,
      id: randomUUID(),
      personId,
      ticketId,
      orderId,
      name: 'C',
      text: '',
      amount: 50_000,
      currency: 'RUB' as const,
    };
    assert.equal(await bench.step(() => inTransaction((tx) => appendDonation(tx, gift))), true);
    assert.equal(await bench.step(() => inTransaction((tx) => appendDonation(tx, gift))), false, 'told once');

    const { minutes, ...told } = await report();
    assert.equal(told.peak, 3);
    assert.ok(told.peakAt instanceof Date);
    const expected = {
      ...{ watchers: 3, averageSeconds: 73, engaged: 3, stalls: 0, stalledMs: 0, errors: 0, lines: 1, bitrate: 2000 },
      reactions: { heart: 3, bravo: 4 },
      donations: [{ currency: 'RUB', amount: 50_000, count: 1 }],
      countries: [
        { country: '??', viewers: 2, seconds: 160 },
        { country: 'RU', viewers: 1, seconds: 60 },
      ],
    };
    const { peak: _peak, peakAt: _at, ...rest } = told;
    assert.deepEqual(rest, expected);
    const byMinute = minutes.map(({ viewers, reactions, stalls, bitrate }) => ({ viewers, reactions, stalls, bitrate }));
    // The donation's own minute is now, long before the evening.
    assert.deepEqual(byMinute, [
      { viewers: 0, reactions: 0, stalls: 0, bitrate: null },
      { viewers: 3, reactions: 7, stalls: 0, bitrate: 2000 },
      { viewers: 2, reactions: 0, stalls: 3, bitrate: null },
    ]);
    assert.deepEqual(minutes[0]!.donations, [{ amount: 50_000, currency: 'RUB' }]);
  });

  it('is empty, and no fault, before anybody came', async () => {
    const { report } = await anEvening();
    const { peak, watchers, minutes, lines, reactions } = await report();
    assert.deepEqual(
      { peak, watchers, minutes, lines, reactions },
      { peak: 0, watchers: 0, minutes: [], lines: 0, reactions: {} },
    );
  });
});

describe('what a person has watched', () => {
  it('is theirs alone, by show, with the time of all their tickets', async () => {
    const { show, watched, store, people } = await anEvening();
    await store('one', { watched: [watched(0, 61), watched(1, 5)] });
    await store('one', { watched: [watched(0, 60)] });
    const seen = await watchedBy(readersOf(bench.orm), people[0]!.personId);
    assert.deepEqual(
      seen.map(({ showId, seconds, stars }) => ({ showId, seconds, stars })),
      [{ showId: show.id, seconds: 121, stars: null }],
    );
    assert.deepEqual(await watchedBy(readersOf(bench.orm), randomUUID()), []);
  });
});
