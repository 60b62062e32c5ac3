/** Money as YooKassa writes it: a string with two decimals. */
import type { Money } from '../../../domain/money.ts';

export type YooAmount = { value: string; currency: string };

/** @example yooAmount(money(90_000, 'RUB')) // { value: '900.00', currency: 'RUB' } */
export const yooAmount = ({ amount, currency }: Money): YooAmount => {
  const digits = String(amount).padStart(3, '0');
  return { value: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency };
};

/** Minor units. @throws RangeError for whatever is not a sum with two decimals: rounding money would hide a mistake. */
export function minorUnits(value: unknown): number {
  const match = /^(\d{1,12})\.(\d{2})$/.exec(String(value));
  if (!match) throw new RangeError(`YooKassa gave a sum that is none: ${String(value)}`);
  return Number(match[1]) * 100 + Number(match[2]);
}
