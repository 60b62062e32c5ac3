/** The refund policy as it stands now for this date: which sentence, with which moments and share. */
import type { RefundPolicy } from '../api/types.ts';

export type RefundWords = {
  key: 'untilStart' | 'wholeUntil' | 'wholeUntilThenShare' | 'wholeThenShareThenNothing' | 'shareNow' | 'shareUntil' | 'nothing';
  until: string;
  percent: number;
  /** From here on nothing comes back. */
  closes: string;
};

const hour = 3_600_000;

/** `until` is the moment (ISO) up to which the whole price comes back. */
export function refundWords(
  { fullUntilHours, thenPercent, noneWithinHours }: RefundPolicy,
  startsAt: string,
  now: number,
): RefundWords {
  const start = Date.parse(startsAt);
  const until = start - fullUntilHours * hour;
  const closes = start - noneWithinHours * hour;
  const said = (key: RefundWords['key']): RefundWords => ({
    key,
    until: new Date(until).toISOString(),
    percent: thenPercent,
    closes: new Date(closes).toISOString(),
  });
  if (now >= start) return said('nothing');
  if (fullUntilHours === 0) return said('untilStart');
  // A share that would end before it begins is no share.
  const shared = thenPercent > 0 && closes > until;
  const three = shared && noneWithinHours > 0;
  if (now <= until) return said(three ? 'wholeThenShareThenNothing' : shared ? 'wholeUntilThenShare' : 'wholeUntil');
  if (!shared || now > closes) return said('nothing');
  return said(three ? 'shareUntil' : 'shareNow');
}
