/** The report's figures and curves: gaps are zeros, sums keep to their currencies, a spreadsheet opens the table. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvOf } from '../../frontend/logic/report/csv.ts';
import {
  type AudienceReport,
  breakAt,
  breakSpans,
  clockTicks,
  currenciesOf,
  everyMinute,
  givenIn,
  type ReportMinute,
  sumOf,
  topOf,
} from '../../frontend/logic/report/curves.ts';
import { areaPath, barsPath, linePath } from '../../frontend/logic/report/drawing.ts';
import { averageStall, engagedShare, reactionsIn, reportPace, stallsPerHour } from '../../frontend/logic/report/figures.ts';
import { breaksFrom } from '../../queries/audience/breaks.ts';

const begin = Date.parse('2026-11-28T16:00:00.000Z');
const at = (n: number) => new Date(begin + n * 60_000).toISOString();
const nothing = { joins: 0, leaves: 0, lines: 0, reactions: 0, stalls: 0, stalledMs: 0, errors: 0, bitrate: null };
const one = (n: number, viewers: number, more: Partial<ReportMinute> = {}): ReportMinute => ({
  ...{ minute: at(n), viewers, ...nothing, donations: [] },
  ...more,
});

test('minutes that nobody told of are zeros, between and up to the last whole one while it gathers', () => {
  const minutes = [one(0, 5), one(3, 7)];
  assert.deepEqual(
    everyMinute({ minutes, live: false, now: at(60) }).map(({ minute, viewers }) => [minute, viewers]),
    [0, 1, 2, 3].map((n) => [at(n), n === 0 ? 5 : n === 3 ? 7 : 0]),
  );
  assert.deepEqual(
    everyMinute({ minutes, live: true, now: new Date(begin + 6.5 * 60_000).toISOString() }).map(({ viewers }) => viewers),
    [5, 0, 0, 7, 0, 0],
    'the minute that is not over is not a fall to zero',
  );
  assert.deepEqual(everyMinute({ minutes: [], live: true, now: at(1) }), []);
  const mad = everyMinute({ minutes: [one(0, 1), one(500_000, 1)], live: false, now: at(0) });
  assert.equal(mad.length, 24 * 60, 'a clock that went wrong does not freeze the page');
});

test('money is summed in each currency by itself', () => {
  const minutes = [
    one(0, 1, {
      donations: [
        { amount: 500, currency: 'EUR' },
        { amount: 100, currency: 'RUB' },
      ],
    }),
    one(1, 1),
    one(2, 1, {
      donations: [
        { amount: 250, currency: 'RUB' },
        { amount: 50, currency: 'RUB' },
      ],
    }),
  ];
  assert.deepEqual(currenciesOf({ minutes, donations: [{ amount: 7, currency: 'XTR', count: 1 }] }), ['EUR', 'RUB', 'XTR']);
  assert.deepEqual(givenIn(minutes, 'RUB'), [100, 0, 300]);
  assert.deepEqual(givenIn(minutes, 'EUR'), [500, 0, 0]);
  assert.equal(sumOf(minutes[0]!.donations, 'USD'), 0);
});

test('a scale ends in a round number that no value is above', () => {
  assert.deepEqual([[], [0], [1], [3], [5], [6], [13], [200], [201], [999]].map(topOf), [1, 1, 1, 3, 5, 6, 20, 200, 250, 1000]);
});

test('the clock under a curve has six whole places at most', () => {
  const hour = Array.from({ length: 64 }, (_, n) => one(n - 3, 1));
  const ticks = clockTicks(hour);
  assert.deepEqual(
    ticks.map(({ at }) => at),
    [0, 15, 30, 45, 60].map(at),
  );
  assert.ok(ticks.every(({ share }) => share > 0 && share < 1));
  for (const length of [1, 2, 7, 59, 180, 400, 1440])
    assert.ok(clockTicks(Array.from({ length }, (_, n) => one(n, 1))).length <= 7, `${length} minutes`);
});

test('breaks: from the stage’s events to their place on the curve', () => {
  const events = [
    { kind: 'interval', at: new Date(at(10)) },
    { kind: 'interval', at: new Date(at(12)) },
    { kind: 'intervalOver', at: new Date(at(20)) },
    { kind: 'interrupted', at: new Date(at(30)) },
    { kind: 'back', at: new Date(at(31)) },
    { kind: 'interrupted', at: new Date(at(38)) },
  ];
  const breaks = breaksFrom(events).map(({ from, until, kind }) => ({
    ...{ kind, from: from.toISOString(), until: until?.toISOString() ?? null },
  }));
  assert.deepEqual(breaks, [
    { kind: 'interval', from: at(10), until: at(20) },
    { kind: 'interrupted', from: at(30), until: at(31) },
    { kind: 'interrupted', from: at(38), until: null },
  ]);
  const minutes = Array.from({ length: 40 }, (_, n) => one(n, 1));
  const spans = breakSpans(breaks, minutes).map(({ left, width }) => [left, width].map((n) => Math.round(n * 1000) / 1000));
  assert.deepEqual(spans, [
    [0.25, 0.25],
    [0.75, 0.025],
    [0.95, 0.05],
  ]);
  assert.equal(breakAt(breaks, at(15))?.kind, 'interval');
  assert.equal(breakAt(breaks, at(20)), undefined);
  assert.equal(breakAt(breaks, at(39))?.kind, 'interrupted');
  assert.deepEqual(breakSpans([{ kind: 'interval', from: at(-30), until: at(-10) }], minutes), [], 'before the first viewer');
});

test('curves stay in their box', () => {
  assert.equal(linePath([0, 5, 10], 10), 'M16.67 100L50 50L83.33 0');
  assert.equal(areaPath([0, 10], 10), 'M25 100L75 0L75 100L25 100Z');
  assert.equal(barsPath([0, 10], 10), 'M55 100V0H95V100Z');
  assert.equal(linePath([30], 10), 'M50 0', 'nothing leaves it above');
  assert.equal(areaPath([], 10), '');
});

test('figures: shares of nobody are not shown as nothing', () => {
  const countries = [
    { country: 'RU', viewers: 2, seconds: 5400 },
    { country: '??', viewers: 1, seconds: 1800 },
  ];
  assert.equal(stallsPerHour({ countries, stalls: 5 }), 2.5);
  assert.equal(stallsPerHour({ countries: [], stalls: 5 }), undefined);
  assert.equal(averageStall({ stalls: 4, stalledMs: 6000 }), 1.5);
  assert.equal(averageStall({ stalls: 0, stalledMs: 0 }), undefined);
  assert.equal(engagedShare({ engaged: 3, watchers: 12 }), 0.25);
  assert.equal(engagedShare({ engaged: 0, watchers: 0 }), undefined);
  assert.deepEqual(reactionsIn({ reactions: { wow: 0, heart: 2, applause: 9 } }), [
    ['applause', 9],
    ['heart', 2],
  ]);
  assert.deepEqual([reportPace({ live: true }), reportPace({ live: false })], [5000, 60_000]);
});

test('the table opens in a spreadsheet of either language', () => {
  const report = {
    show: { id: '1', code: 'seagul01', title: { ru: 'Чайка', en: 'The Seagull' }, startsAt: at(0), timeZone: 'Europe/Moscow' },
    ...{ live: false, now: at(9), donations: [] },
    minutes: [
      one(0, 3, {
        stalls: 1,
        stalledMs: 1500,
        bitrate: 3100,
        donations: [
          { amount: 12_345, currency: 'RUB' },
          { amount: 70, currency: 'XTR' },
        ],
      }),
      one(2, 4),
    ],
  } as unknown as AudienceReport;
  const words = { column: (name: string) => name, donations: (currency: string) => `given, ${currency}` };
  const columns = ['minute', 'viewers', 'joins', 'leaves', 'lines', 'reactions', 'stalls', 'stalledSeconds', 'errors', 'bitrate'];
  assert.deepEqual(csvOf(report, 'en', words).split('\r\n'), [
    `\ufeff${[...columns, '"given, RUB"', '"given, XTR"'].join(',')}`,
    '2026-11-28 19:00,3,0,0,0,0,1,1.5,0,3100,123.45,70',
    '2026-11-28 19:01,0,0,0,0,0,0,0,0,,0.00,0',
    '2026-11-28 19:02,4,0,0,0,0,0,0,0,,0.00,0',
    '',
  ]);
  assert.equal(csvOf(report, 'ru', words).split('\r\n')[1], '2026-11-28 19:00;3;0;0;0;0;1;1,5;0;3100;123,45;70');
});
