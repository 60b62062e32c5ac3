/** An evening's audience for the pages' tests: its figures by the minute, its chat. */
import type { z } from 'zod';
import type { AudienceDesk, AudienceReport } from '../../api/schemas/audience.ts';
import { showsFrom, uuid } from './playbill-fixtures.ts';

export type ReportShape = z.input<typeof AudienceReport>;
const minute = 60_000;

const wave = (n: number) => Math.round(120 + 90 * Math.sin(n / 18) + ((n * 37) % 13));
/** A show that began `ago` minutes before `now`, with an interval of fifteen minutes and a lost picture. */
export function reportFrom(now: number, ago = 95): ReportShape {
  const { id, code, timeZone, production } = showsFrom(now)[0]!;
  const began = Math.floor(now / minute) * minute - ago * minute;
  const at = (n: number) => new Date(began + n * minute).toISOString();
  const minutes = Array.from({ length: ago + 20 }, (_, n) => ({
    ...{ minute: at(n - 20), viewers: n < 20 ? n * 6 : wave(n), joins: n < 20 ? 6 : 2, leaves: n % 3, lines: (n * 7) % 11 },
    ...{ reactions: (n * n) % 23, stalls: n % 17 === 0 ? 9 : n % 2, stalledMs: n * 40, errors: n % 29 === 0 ? 1 : 0 },
    bitrate: n < 20 ? null : 3000 + ((n * 31) % 700),
    donations: n === 50 ? [{ amount: 50_000, currency: 'RUB' as const }] : [],
  }));
  // Nobody told of these: the curve has zeros there.
  minutes.splice(70, 4);
  minutes.at(-9)!.donations.push({ amount: 2500, currency: 'EUR' as never }, { amount: 120_000, currency: 'RUB' });
  return {
    show: { id, code, title: production.title, startsAt: at(0), timeZone },
    ...{ startedAt: at(0), endedAt: null, live: true, now: new Date(now).toISOString(), viewers: 213 },
    breaks: [
      { kind: 'interval', from: at(40), until: at(55) },
      { kind: 'interrupted', from: at(70), until: at(73) },
    ],
    ...{ peak: 222, peakAt: at(28), watchers: 260, averageSeconds: 4020, lines: 571 },
    reactions: { applause: 812, heart: 240, bravo: 96 },
    donations: [
      { amount: 2500, currency: 'EUR', count: 1 },
      { amount: 170_000, currency: 'RUB', count: 2 },
    ],
    ...{ engaged: 143, stalls: 180, stalledMs: 263_000, errors: 4, bitrate: 3320 },
    countries: [
      { country: 'RU', viewers: 181, seconds: 730_000 },
      { country: 'KZ', viewers: 44, seconds: 190_000 },
      { country: 'DE', viewers: 23, seconds: 90_000 },
      { country: '??', viewers: 12, seconds: 35_200 },
    ],
    minutes,
  };
}

export type ChatLine = z.input<typeof AudienceDesk>['lines'][number];
export const authors = { anna: 'AAAA1111', boris: 'BBBB2222', clara: 'CCCC3333' };
/** The n-th line of the evening. */
export function lineOf(n: number, author: keyof typeof authors, text: string, more: Partial<ChatLine> = {}): ChatLine {
  const name = { anna: 'Анна', boris: 'Борис', clara: 'Clara' }[author];
  const at = Date.now() - (1000 - n) * 1000;
  return {
    ...{ id: uuid(700 + n), key: `${at.toString(36).padStart(9, '0')}.0000.hub`, kind: 'line', author: authors[author], name },
    ...{ badge: null, text, money: null, at: new Date(at).toISOString(), removed: false },
    ...more,
  };
}
export const firstLines = (): ChatLine[] => [
  lineOf(1, 'anna', 'Добрый вечер! Мы смотрим из Новосибирска всей семьёй.'),
  lineOf(2, 'boris', 'купите мой курс на сайте'),
  lineOf(3, 'clara', 'Greetings from Berlin', {
    ...{ kind: 'donation', money: { amount: 2500, currency: 'EUR' } },
  }),
  lineOf(4, 'anna', 'Какая Нина! Браво!'),
];
