/** Money as the house counts it: whole minor units with a currency; Telegram Stars have no minor unit. */
import type { Currency, Language, Money } from '../api/types.ts';

export const minorDigits: Record<Currency, number> = { RUB: 2, EUR: 2, USD: 2, XTR: 0 };

/** «900 ₽», “€12.50”, «450 ⭐»: no empty decimals, the same words as in the bot. */
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

export const priceIn = (prices: readonly Money[], currency: Currency): Money | undefined =>
  prices.find((price) => price.currency === currency);

/** The currency a person expects first: Stars inside Telegram, else the one of their language; the others follow in the order given. */
export function preferredCurrency(offered: readonly Currency[], language: Language, inTelegram = false): Currency | undefined {
  const home: Currency = inTelegram ? 'XTR' : language === 'ru' ? 'RUB' : 'EUR';
  return offered.includes(home) ? home : offered[0];
}
