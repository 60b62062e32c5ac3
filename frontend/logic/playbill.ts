/** The playbill: dates grouped by production, and its two filters. */
import type { Money, Production, ShowSummary } from '../api/types.ts';
import { onWeekend } from './dates.ts';
import { showState } from './show-state.ts';

export type Play = { production: Production; dates: ShowSummary[] };
export type PlaybillFilter = { when: 'any' | 'week' | 'weekend'; kind: ShowSummary['kind'] | 'any' };

const byTime = (a: ShowSummary, b: ShowSummary): number => Date.parse(a.startsAt) - Date.parse(b.startsAt);

/** Productions in the order of their next date, each with its dates in order. */
export function playsOf(shows: readonly ShowSummary[]): Play[] {
  const plays = new Map<string, Play>();
  for (const show of [...shows].sort(byTime)) {
    const play = plays.get(show.production.id) ?? { production: show.production, dates: [] };
    play.dates.push(show);
    plays.set(show.production.id, play);
  }
  return [...plays.values()];
}

export function filterShows(
  shows: readonly ShowSummary[],
  { when, kind }: PlaybillFilter,
  timeZone: string,
  now: number,
): ShowSummary[] {
  return shows.filter((show) => {
    if (kind !== 'any' && show.kind !== kind) return false;
    if (when === 'week') return Date.parse(show.startsAt) - now < 7 * 86_400_000;
    return when === 'any' || onWeekend(show.startsAt, timeZone);
  });
}

/** The date to speak of first: the next one that can still be bought, else simply the next. */
export const nextDate = (dates: readonly ShowSummary[]): ShowSummary | undefined =>
  dates.find((date) => showState(date) === 'onSale') ?? dates[0];

/** The lowest price over all dates, in one currency. */
export function lowestPrice(dates: readonly Pick<ShowSummary, 'fromPrices'>[], currency: Money['currency']): Money | undefined {
  const prices = dates.flatMap((date) => date.fromPrices.filter((price) => price.currency === currency));
  return prices.reduce<Money | undefined>((low, price) => (low && low.amount <= price.amount ? low : price), undefined);
}
