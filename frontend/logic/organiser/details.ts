/** What is known of a matter that waits for a person: ids and numbers as a reader can use them. */
import type { Currency, Language, Money } from '../../api/types.ts';
import { minorDigits } from '../money.ts';
import type { AttentionItem } from './types.ts';

/** Details that have a word of their own (`organiser.attention.detail.<key>`). */
const named = new Set([
  ...['why', 'reason', 'amount', 'currency', 'provider', 'paymentId', 'refundId', 'refund', 'attempt', 'message'],
  ...['showId', 'untold', 'change', 'expected', 'received', 'startsAt', 'revision'],
]);
const sums = new Set(['amount', 'expected', 'received']);

type Say = { language: Language; money: (money: Money) => string; moment: (iso: string) => string };
export type Detail = { key: string; known: boolean; value: string };

export function detailsOf(details: AttentionItem['details'], { money, moment }: Say): Detail[] {
  const { currency } = details;
  const isCurrency = typeof currency === 'string' && currency in minorDigits;
  return Object.entries(details).flatMap(([key, value]) => {
    // Said with the sum it belongs to.
    if (key === 'currency' && isCurrency && typeof details['amount'] === 'number') return [];
    const known = named.has(key);
    if (sums.has(key) && typeof value === 'number' && isCurrency)
      return [{ key, known, value: money({ amount: value, currency: currency as Currency }) }];
    if (key.endsWith('At') && typeof value === 'string') return [{ key, known, value: moment(value) }];
    return [{ key, known, value: String(value) }];
  });
}
