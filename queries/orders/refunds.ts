/** What would come back now: the rule of the process, shown before the press. */
import type { ErrorCode } from '../../domain/errors.ts';
import { type Money, money } from '../../domain/money.ts';
import { refundUntil } from '../../domain/refund-policy.ts';
import { planRefund, refundCapability } from '../../domain/refunds.ts';
import type { Readers } from '../readers.ts';
import { refundCase } from './orders.ts';
import { orderRow, surroundings } from './rows.ts';

export type RefundQuoteView = {
  refusal: ErrorCode | null;
  tickets: Array<{ ticketId: string; back: Money; kept: Money }>;
  back: Money;
  kept: Money;
  percent: number;
  wholeOnly: boolean;
  until: string | null;
};

/** Undefined when it is not this person's order. */
export async function refundQuote(
  readers: Readers,
  personId: string,
  orderId: string,
  chosen: string[] | null,
): Promise<RefundQuoteView | undefined> {
  const row = await orderRow(readers.person(personId), orderId);
  const show = row && (await surroundings(readers.platform(), [row])).shows.get(row.show_id);
  if (!row || !show) return undefined;
  const now = new Date();
  const asked = refundCase(row, show, { chosen, whole: false, now });
  const planned = row.phase === 'paid' ? planRefund(asked) : { refusal: 'NotPaid' as const };
  const { currency } = row;
  const wholeOnly = refundCapability[row.provider] === 'whole';
  const nothing = money(0, currency);
  if ('refusal' in planned)
    return { refusal: planned.refusal, tickets: [], back: nothing, kept: nothing, percent: 0, wholeOnly, until: null };
  const { plan } = planned;
  const until = asked.broken ? show.starts_at : refundUntil(show.refund_policy, show.starts_at, now);
  return {
    refusal: null,
    tickets: plan.tickets.map(({ id, back, kept }) => ({
      ticketId: id,
      back: money(back, currency),
      kept: money(kept, currency),
    })),
    back: money(plan.back, currency),
    kept: money(plan.kept, currency),
    percent: plan.percent,
    wholeOnly,
    until: until?.toISOString() ?? null,
  };
}
