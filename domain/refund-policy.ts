/** What of the price comes back, by the time that is left until the curtain: everything, then a share, then nothing. */
import type { Language } from './language.ts';

export type RefundPolicy = {
  /** Whole price until so many hours before the start. */
  fullUntilHours: number;
  /** Then this share of the price, in percent (0–100). */
  thenPercent: number;
  /** And nothing within so many hours before the start. @default 0 */
  noneWithinHours?: number;
};

const HOUR = 3_600_000;

/** The share of the price, in percent, that comes back at `now`. */
export function refundPercent(policy: RefundPolicy, startsAt: Date, now: Date): number {
  const hoursLeft = (startsAt.getTime() - now.getTime()) / HOUR;
  if (hoursLeft <= 0) return 0;
  if (hoursLeft >= policy.fullUntilHours) return 100;
  return hoursLeft >= (policy.noneWithinHours ?? 0) ? policy.thenPercent : 0;
}

/** Until when the share of `now` holds; undefined when nothing comes back any more. */
export function refundUntil(policy: RefundPolicy, startsAt: Date, now: Date): Date | undefined {
  const percent = refundPercent(policy, startsAt, now);
  if (percent === 0) return undefined;
  const hours = [policy.fullUntilHours, policy.noneWithinHours ?? 0, 0];
  const ends = hours.map((before) => new Date(startsAt.getTime() - before * HOUR)).sort((a, b) => a.getTime() - b.getTime());
  return ends.find((end) => end > now && refundPercent(policy, startsAt, new Date(end.getTime() + 1)) < percent);
}

export function describeRefundPolicy(policy: RefundPolicy, language: Language): string {
  const { fullUntilHours, thenPercent, noneWithinHours = 0 } = policy;
  if (language === 'ru') {
    if (fullUntilHours === 0) return 'Возврат: до начала вернём всё.';
    const then =
      thenPercent === 0
        ? 'позже билет не возвращается'
        : `позже — ${thenPercent} %${noneWithinHours > 0 ? `, за ${noneWithinHours} ч и меньше — не возвращается` : ''}`;
    return `Возврат: за ${fullUntilHours} ч до начала вернём всё, ${then}.`;
  }
  if (fullUntilHours === 0) return 'Refunds: everything until the start.';
  const then =
    thenPercent === 0
      ? 'nothing after that'
      : `then ${thenPercent}%${noneWithinHours > 0 ? `, and nothing in the last ${noneWithinHours} h` : ''}`;
  return `Refunds: everything until ${fullUntilHours} h before the start, ${then}.`;
}
