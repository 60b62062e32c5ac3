/** What a return by the organiser will do, before it is pressed: the same rule as the house's own, which has the last word. */
import type { Money, Order, RefundPolicy } from '../../api/types.ts';

type Asked = {
  order: Pick<Order, 'tickets' | 'refunds' | 'provider' | 'total' | 'movedFrom' | 'show'>;
  policy: RefundPolicy | undefined;
  /** Tickets to return. */
  chosen: readonly string[];
  whole: boolean;
  now: number;
};
export type RefundPreview =
  | { can: true; percent: number; back: Money; kept: Money; tickets: number }
  | { can: false; why: 'none' | 'used' | 'closed' | 'wholeOnly' | 'free' | 'unknown' };

/** Tickets that may be returned; one that was used only at the whole price. */
export const returnable = (order: Pick<Order, 'tickets'>, whole: boolean): Order['tickets'] =>
  order.tickets.filter(({ state, usedAt }) => state === 'valid' && (whole || usedAt === null));

export function percentAt({ fullUntilHours, thenPercent, noneWithinHours }: RefundPolicy, startsAt: string, now: number): number {
  const hours = (Date.parse(startsAt) - now) / 3_600_000;
  if (hours <= 0) return 0;
  if (hours >= fullUntilHours) return 100;
  return hours >= noneWithinHours ? thenPercent : 0;
}

export function refundPreview({ order, policy, chosen, whole, now }: Asked): RefundPreview {
  const tickets = order.tickets.filter(({ id, state }) => chosen.includes(id) && state === 'valid');
  if (tickets.length === 0) return { can: false, why: 'none' };
  if (!whole && tickets.some(({ usedAt }) => usedAt !== null)) return { can: false, why: 'used' };
  const broken = order.movedFrom !== null || order.show.status === 'cancelled';
  if (!whole && !broken && !policy) return { can: false, why: 'unknown' };
  const percent = whole || broken ? 100 : percentAt(policy!, order.show.startsAt, now);
  if (percent === 0) return { can: false, why: 'closed' };
  const price = tickets.reduce((sum, { unit }) => sum + unit.amount, 0);
  if (price === 0) return { can: false, why: 'free' };
  const all =
    tickets.length === order.tickets.filter(({ state }) => state === 'valid').length &&
    order.refunds.every(({ status }) => status === 'refused');
  // Telegram returns a payment in Stars as a whole or not at all.
  if (order.provider === 'stars' && !(all && percent === 100))
    return { can: false, why: percent === 100 ? 'wholeOnly' : 'closed' };
  const { currency } = order.total;
  // Rounded in the buyer's favour, ticket by ticket.
  const back = tickets.reduce((sum, { unit }) => sum + Math.ceil((unit.amount * percent) / 100), 0);
  return {
    ...{ can: true, percent, tickets: tickets.length },
    ...{ back: { amount: back, currency }, kept: { amount: price - back, currency } },
  };
}
