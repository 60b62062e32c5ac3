/** What somebody wants to give or to buy beside the show, before it is an order. */
import type { Currency, Money } from '../../api/types.ts';
import { minorDigits, priceIn } from '../money.ts';
import type { ExtraOrder, Extras, ShopItem, Way } from './extras.ts';

export const waysFor = (ways: readonly Way[], currency: Currency | undefined): Way[] =>
  ways.filter(({ currencies }) => currency !== undefined && currencies.includes(currency));

/** In which money one can give just now. */
export const givingIn = ({ donations, ways }: Pick<Extras, 'donations' | 'ways'>): Currency[] =>
  donations.map(({ currency }) => currency).filter((currency) => waysFor(ways, currency).length > 0);

/** In which money one can buy: all goods have a price in it, or at least one has. */
export function buyingIn({ items, ways }: Pick<Extras, 'items' | 'ways'>): Currency[] {
  const all = [...new Set(items.flatMap(({ prices }) => prices.map(({ currency }) => currency)))];
  return all.filter((currency) => waysFor(ways, currency).length > 0);
}

/** «500», «12,50»: minor units; undefined when it is no sum of that money. */
export function sumOf(typed: string, currency: Currency): number | undefined {
  const plain = typed.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  const digits = minorDigits[currency];
  if (!/^\d{1,7}(?:\.\d{1,2})?$/.test(plain)) return undefined;
  const [whole = '0', part = ''] = plain.split('.');
  if (part.length > digits) return undefined;
  return Number(whole) * 10 ** digits + Number(part.padEnd(digits, '0') || '0');
}

/** The house takes words in one line. */
export const oneLine = (typed: string): string => typed.replaceAll(/\s+/g, ' ').trim();

export const mostOf = ({ left, mostEach }: Pick<ShopItem, 'left' | 'mostEach'>): number => Math.min(mostEach, left ?? mostEach);

export function basketTotal(items: readonly ShopItem[], basket: ReadonlyMap<string, number>, currency: Currency): Money {
  const amount = items.reduce((sum, item) => sum + (priceIn(item.prices, currency)?.amount ?? 0) * (basket.get(item.id) ?? 0), 0);
  return { amount, currency };
}

export type ExtraScene = 'waiting' | 'paid' | 'over';
/** `over`: not paid and not going to be. */
export const extraScene = ({ phase }: Pick<ExtraOrder, 'phase'>): ExtraScene =>
  phase === 'held' || phase === 'awaitingPayment' ? 'waiting' : phase === 'paid' || phase === 'closed' ? 'paid' : 'over';
