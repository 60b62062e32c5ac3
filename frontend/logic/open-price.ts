/** Pay what you want: the sum as it is typed, as it is counted, and a few sums to begin with. */
import type { Currency, Language, Money } from '../api/types.ts';
import { localeOf } from './language.ts';
import { minorDigits } from './money.ts';

/** More than this is a slip of the finger; the house takes no more either. */
const most = 100_000_000;

/** “1 500,50” or “1500.5” as minor units; undefined when it is no sum. */
export function readSum(typed: string, currency: Currency): number | undefined {
  const plain = typed.replaceAll(/[\s\u00A0\u202F]/g, '').replace(',', '.');
  if (!/^\d{1,9}(\.\d{0,2})?$/.test(plain)) return undefined;
  const amount = Number(plain) * 10 ** minorDigits[currency];
  const whole = Math.round(amount);
  return Math.abs(amount - whole) < 1e-6 && whole <= most ? whole : undefined;
}

/** The sum for the field, without its currency. */
export function writeSum({ amount, currency }: Money, language: Language): string {
  const value = amount / 10 ** minorDigits[currency];
  const digits = Number.isInteger(value) ? 0 : minorDigits[currency];
  return new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  }).format(value);
}

/** Two digits and noughts: 750 × 3 is offered as 2 300. */
function round(amount: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1);
  return Math.ceil(amount / step) * step;
}

/** The least and what a friend of the theatre might give. A type that may cost nothing begins with a modest sum. */
export function suggestedSums(least: Money): Money[] {
  const first = least.amount > 0 ? least.amount : { RUB: 30_000, EUR: 500, USD: 500, XTR: 150 }[least.currency];
  const sums = [least.amount, first, round(first * 1.5), round(first * 2), round(first * 3)];
  return [...new Set(sums)].filter((amount) => amount > 0).map((amount) => ({ amount, currency: least.currency }));
}
