/** Money as integer minor units with its currency; Telegram Stars (XTR) have no minor unit. */
import type { Language } from './language.ts';

export const currencies = ['RUB', 'EUR', 'USD', 'XTR'] as const;
export type Currency = (typeof currencies)[number];
export type Money = {
  /** Minor units: kopecks, cents, whole Stars. */
  amount: number;
  currency: Currency;
};

const minorDigits: Record<Currency, number> = { RUB: 2, EUR: 2, USD: 2, XTR: 0 };

export const money = (amount: number, currency: Currency): Money => {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Money is whole minor units, not ${amount}`);
  return { amount, currency };
};

/** @throws TypeError when the currencies differ: amounts of two currencies have no sum. */
export const add = (a: Money, b: Money): Money => {
  if (a.currency !== b.currency) throw new TypeError(`Cannot add ${b.currency} to ${a.currency}`);
  return money(a.amount + b.amount, a.currency);
};

export const times = (price: Money, quantity: number): Money => money(price.amount * quantity, price.currency);

export const sameMoney = (a: Money, b: Money): boolean => a.amount === b.amount && a.currency === b.currency;

/** «900 ₽», “€12.50”, «450 ⭐»: no empty decimals. */
export function formatMoney({ amount, currency }: Money, language: Language): string {
  const digits = minorDigits[currency];
  const value = amount / 10 ** digits;
  if (currency === 'XTR') return `${new Intl.NumberFormat(language).format(value)} ⭐`;
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(value);
}
