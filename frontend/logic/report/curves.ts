/** The minutes of an audience as curves: one value for each minute of the evening, gaps included. */
import type { components } from '../../api/schema.d.ts';
import type { Currency, Money } from '../../api/types.ts';

export type AudienceReport = components['schemas']['AudienceReport'];
export type ReportMinute = AudienceReport['minutes'][number];
export type Break = AudienceReport['breaks'][number];

const minute = 60_000;
/** An evening is shorter; a clock that went wrong must not freeze the page. */
const longest = 24 * 60;

/** Every minute from the first to the last, and to the last whole one while it gathers; where nothing is known, nothing happened. */
export function everyMinute({ minutes, live, now }: Pick<AudienceReport, 'minutes' | 'live' | 'now'>): ReportMinute[] {
  const [first, last] = [minutes[0], minutes.at(-1)];
  if (!first || !last) return [];
  const known = new Map(minutes.map((one) => [Math.floor(Date.parse(one.minute) / minute), one]));
  const begin = Math.floor(Date.parse(first.minute) / minute);
  const whole = live ? Math.floor(Date.parse(now) / minute) - 1 : 0;
  const end = Math.min(Math.max(Math.floor(Date.parse(last.minute) / minute), whole), begin + longest - 1);
  return Array.from({ length: end - begin + 1 }, (_, n) => known.get(begin + n) ?? quiet(begin + n));
}

const quiet = (at: number): ReportMinute => ({
  ...{ minute: new Date(at * minute).toISOString(), viewers: 0, joins: 0, leaves: 0, lines: 0, reactions: 0 },
  ...{ stalls: 0, stalledMs: 0, errors: 0, bitrate: null, donations: [] },
});

/** Those in which something was given, in a steady order. */
export const currenciesOf = ({ donations, minutes }: Pick<AudienceReport, 'donations' | 'minutes'>): Currency[] =>
  [...new Set([...donations, ...minutes.flatMap((one) => one.donations)].map(({ currency }) => currency))].sort();

/** Minor units in each minute. */
export const givenIn = (minutes: readonly ReportMinute[], currency: Currency): number[] =>
  minutes.map(({ donations }) => sumOf(donations, currency));
export const sumOf = (sums: readonly Money[], currency: Currency): number =>
  sums.reduce((all, one) => all + (one.currency === currency ? one.amount : 0), 0);

/** The round number at the top of a scale: whole, and never below the highest value. */
export function topOf(values: readonly number[]): number {
  const most = Math.max(1, ...values);
  const step = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 2.5, 3, 4, 5, 6, 8, 10].map((times) => times * step).find((top) => top >= most && Number.isInteger(top))!;
}

/** Places on the clock to be written under a curve: six at most, at whole quarters, halves or hours. */
export function clockTicks(minutes: readonly ReportMinute[], most = 6): { at: string; share: number }[] {
  const [first] = minutes;
  if (!first) return [];
  const begin = Date.parse(first.minute) / minute;
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 240].find((one) => minutes.length / one <= most) ?? 480;
  const from = Math.ceil(begin / step) * step;
  const ticks: { at: string; share: number }[] = [];
  for (let at = from; at < begin + minutes.length; at += step)
    ticks.push({ at: new Date(at * minute).toISOString(), share: (at - begin + 0.5) / minutes.length });
  return ticks;
}

/** Where the breaks lie on the curve; 0 is its beginning, 1 its end. */
export function breakSpans(
  breaks: readonly Break[],
  minutes: readonly ReportMinute[],
): (Break & { left: number; width: number })[] {
  const [first] = minutes;
  if (!first) return [];
  const begin = Date.parse(first.minute);
  const length = minutes.length * minute;
  const share = (iso: string | null) =>
    Math.min(1, Math.max(0, ((iso === null ? begin + length : Date.parse(iso)) - begin) / length));
  return breaks
    .map((one) => ({ ...one, left: share(one.from), width: share(one.until) - share(one.from) }))
    .filter(({ width }) => width > 0);
}
export const breakAt = (breaks: readonly Break[], iso: string): Break | undefined =>
  breaks.find(
    ({ from, until }) => Date.parse(from) < Date.parse(iso) + minute && (until === null || Date.parse(until) > Date.parse(iso)),
  );
