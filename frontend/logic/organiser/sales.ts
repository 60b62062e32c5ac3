/** Sales as a person compares them: what is full, what is ahead, what is earned in all. */
import type { Money } from '../../api/types.ts';
import type { MyProduction, MyShow, Sales } from './types.ts';

/** Parts of the house in percent; together never more than the whole. */
export function partsOf({ capacity, sold, held }: Pick<Sales, 'capacity' | 'sold' | 'held'>): { sold: number; held: number } {
  const share = (seats: number) => (capacity > 0 ? Math.min(100, (seats / capacity) * 100) : 0);
  return { sold: share(sold), held: Math.min(share(held), 100 - share(sold)) };
}

/** Sums by currency, in the order in which the currencies came. */
export function addUp(sums: readonly (readonly Money[])[]): Money[] {
  const totals = new Map<Money['currency'], number>();
  for (const { amount, currency } of sums.flat()) totals.set(currency, (totals.get(currency) ?? 0) + amount);
  return [...totals].map(([currency, amount]) => ({ amount, currency })).filter(({ amount }) => amount !== 0);
}

/**
 * Over is what was played, as the hall says it or by the clock; a cancelled date when its evening has come.
 * @param minutes how long it lasts
 */
export function isOver({ status, startsAt }: Pick<MyShow, 'status' | 'startsAt'>, now: number, minutes: number): boolean {
  if (status === 'ended' || status === 'archived') return true;
  if (status === 'live' || status === 'interrupted') return false;
  const length = status === 'cancelled' ? 0 : minutes * 60_000;
  return Date.parse(startsAt) + length <= now;
}

/** Whether the fate of a date can still be changed. */
export const isOpen = ({ status, startsAt }: Pick<MyShow, 'status' | 'startsAt'>, now: number): boolean =>
  !['ended', 'archived', 'cancelled', 'live', 'interrupted'].includes(status) && Date.parse(startsAt) > now;

const byStart = (a: MyShow, b: MyShow): number => Date.parse(a.startsAt) - Date.parse(b.startsAt);

/** The dates of a production that are ahead, soonest first, and those that have been, latest first. */
export function splitDates(
  { shows, minutes }: Pick<MyProduction, 'shows' | 'minutes'>,
  now: number,
): { ahead: MyShow[]; past: MyShow[] } {
  const sorted = [...shows].sort(byStart);
  const over = (show: MyShow) => isOver(show, now, minutes);
  return { ahead: sorted.filter((show) => !over(show)), past: sorted.filter(over).reverse() };
}

/** Productions whose next evening is soonest come first; those without one keep to the end. */
export function sortProductions(productions: readonly MyProduction[], now: number): MyProduction[] {
  const next = (production: MyProduction) => Date.parse(splitDates(production, now).ahead[0]?.startsAt ?? '9999-01-01T00:00:00Z');
  return [...productions].sort((a, b) => next(a) - next(b));
}

/** What stands at the top of the page: the evenings ahead in numbers. */
export function summaryOf(productions: readonly MyProduction[], now: number) {
  const shows = productions.flatMap((production) => splitDates(production, now).ahead).filter(isCounted);
  const sum = (key: 'sold' | 'held' | 'capacity') => shows.reduce((total, { sales }) => total + sales[key], 0);
  return {
    ...{ dates: shows.length, sold: sum('sold'), held: sum('held'), capacity: sum('capacity') },
    earned: addUp(shows.map(({ sales }) => sales.earned)),
  };
}

const isCounted = ({ status, published }: MyShow): boolean => published && status !== 'cancelled' && status !== 'draft';

/** Of how many with tickets those who came are; undefined where tickets are no longer good, and the number would say nothing. */
export const expectedOf = ({ status, sales }: Pick<MyShow, 'status' | 'sales'>): number | undefined =>
  status === 'cancelled' || sales.sold < sales.checkedIn ? undefined : sales.sold;
