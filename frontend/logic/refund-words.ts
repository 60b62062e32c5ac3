/** The refund policy as it stands now for this date: which sentence, with which moment and share. */
import type { RefundPolicy } from '../api/types.ts';

export type RefundWords = {
  key: 'untilStart' | 'wholeUntil' | 'wholeUntilThenShare' | 'shareNow' | 'nothing';
  until: string;
  percent: number;
};

/** `until` is the moment (ISO) up to which the whole price comes back. */
export function refundWords({ fullUntilHours, thenPercent }: RefundPolicy, startsAt: string, now: number): RefundWords {
  const until = Date.parse(startsAt) - fullUntilHours * 3_600_000;
  const said = (key: RefundWords['key']): RefundWords => ({ key, until: new Date(until).toISOString(), percent: thenPercent });
  if (now >= Date.parse(startsAt)) return said('nothing');
  if (fullUntilHours === 0) return said('untilStart');
  if (now < until) return said(thenPercent > 0 ? 'wholeUntilThenShare' : 'wholeUntil');
  return said(thenPercent > 0 ? 'shareNow' : 'nothing');
}
