/** What a return of tickets is worth: one rule for the page that shows it and for the step that does it. */
import type { ErrorCode } from './errors.ts';
import type { ProviderName } from './orders.ts';
import { type RefundPolicy, refundPercent } from './refund-policy.ts';
import type { ShowStatus } from './shows.ts';

export type ReturnableTicket = { id: string; unitAmount: number; used: boolean };
export type RefundCase = {
  policy: RefundPolicy;
  startsAt: Date;
  now: Date;
  /** The show was moved after the order was made, or is cancelled: everything comes back. */
  broken: boolean;
  /** Percent at most: what came back when the tickets were last exchanged. Null: never exchanged. */
  ceiling?: number | null;
  /** What the provider of the payment can do. */
  capability: 'whole' | 'partial' | 'manual';
  /** Tickets of the order that are still good. */
  valid: ReturnableTicket[];
  /** Were tickets of this order returned before? */
  returnedBefore: boolean;
  /** Which of them; null: all that are unused. */
  chosen: string[] | null;
  /** The organiser returns what they like: the whole price, also of used tickets and after the start. */
  whole: boolean;
};
export type RefundPlan = {
  percent: number;
  tickets: Array<{ id: string; back: number; kept: number }>;
  /** Minor units. */
  back: number;
  kept: number;
};

export function planRefund(asked: RefundCase): { plan: RefundPlan } | { refusal: ErrorCode } {
  const { valid, chosen, whole, broken, capability } = asked;
  if (valid.length === 0) return { refusal: 'NotPaid' };
  const ids = new Set(chosen ?? valid.filter((ticket) => whole || !ticket.used).map((ticket) => ticket.id));
  const tickets = valid.filter((ticket) => ids.has(ticket.id));
  if (chosen && tickets.length !== ids.size) return { refusal: 'NoSuchTicket' };
  if (tickets.length === 0 || (!whole && tickets.some((ticket) => ticket.used))) return { refusal: 'TicketUsed' };

  const byPolicy = Math.min(refundPercent(asked.policy, asked.startsAt, asked.now), asked.ceiling ?? 100);
  const percent = whole || broken ? 100 : byPolicy;
  if (percent === 0) return { refusal: 'RefundClosed' };
  const parts = tickets.map(({ id, unitAmount }) => {
    // Rounded in the buyer's favour.
    const back = Math.ceil((unitAmount * percent) / 100);
    return { id, back, kept: unitAmount - back };
  });
  const sum = (key: 'back' | 'kept') => parts.reduce((total, part) => total + part[key], 0);
  const plan = { percent, tickets: parts, back: sum('back'), kept: sum('kept') };
  if (plan.back + plan.kept === 0) return { refusal: 'NothingToReturn' };
  const all = tickets.length === valid.length && !asked.returnedBefore;
  if (capability === 'whole' && !(all && percent === 100))
    return { refusal: percent === 100 ? 'RefundWholeOnly' : 'RefundClosed' };
  return { plan };
}

/** Until when tickets may be exchanged for another date. */
export const exchangeUntil = (startsAt: Date): Date => new Date(startsAt.getTime() - 3_600_000);

/** What a provider can return of a payment: capabilities are data. */
export const refundCapability: Record<ProviderName, RefundCase['capability']> = {
  stripe: 'partial',
  yookassa: 'partial',
  stars: 'whole',
  none: 'manual',
};

/** Rating is open from the start and for two weeks. */
export const ratingOpen = (startsAt: Date, now: Date): boolean =>
  now >= startsAt && now.getTime() < startsAt.getTime() + 14 * 86_400_000;

type Promised = { status: ShowStatus; movedAt: Date | null; chosenAt: Date; startsAt: Date; now: Date };

/** What was promised is not kept: the show is off, or was moved after its date was chosen; a moved one counts until it begins, for who has seen it has seen it. */
export const isBroken = ({ status, movedAt, chosenAt, startsAt, now }: Promised): boolean =>
  status === 'cancelled' || (movedAt !== null && chosenAt < movedAt && startsAt > now);
