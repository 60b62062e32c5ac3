/** What of the price comes back, by the time that is left until the curtain. */
import type { Language } from './language.ts';

export type RefundPolicy = {
  /** Whole price until so many hours before the start. */
  fullUntilHours: number;
  /** Then this share of the price, in percent (0–100), until the start. */
  thenPercent: number;
};

/** The share of the price, in percent, that comes back at `now`. */
export function refundPercent(policy: RefundPolicy, startsAt: Date, now: Date): number {
  const hoursLeft = (startsAt.getTime() - now.getTime()) / 3_600_000;
  if (hoursLeft >= policy.fullUntilHours) return 100;
  return hoursLeft > 0 ? policy.thenPercent : 0;
}

export function describeRefundPolicy({ fullUntilHours, thenPercent }: RefundPolicy, language: Language): string {
  if (language === 'ru') {
    const until = fullUntilHours > 0 ? `за ${fullUntilHours} ч до начала вернём всё` : 'до начала вернём всё';
    if (fullUntilHours === 0) return `Возврат: ${until}.`;
    return `Возврат: ${until}, ${thenPercent > 0 ? `позже — ${thenPercent} %` : 'позже билет не возвращается'}.`;
  }
  if (fullUntilHours === 0) return 'Refunds: everything until the start.';
  return `Refunds: everything until ${fullUntilHours} h before the start, ${thenPercent > 0 ? `then ${thenPercent}%` : 'nothing after that'}.`;
}
