/** What would come back now, and which dates could be had in exchange: the rules of the process, shown before the press. */
import type { ErrorCode } from '../../domain/errors.ts';
import { type Money, money } from '../../domain/money.ts';
import { refundUntil } from '../../domain/refund-policy.ts';
import { exchangeUntil, planRefund, refundCapability } from '../../domain/refunds.ts';
import type { Readers } from '../readers.ts';
import { findShow, type ShowDateView } from '../shows/playbill.ts';
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

export type ExchangeDatesView = {
  refusal: ErrorCode | null;
  until: string | null;
  dates: Array<ShowDateView & { refusal: ErrorCode | null }>;
};

export async function exchangeDates(readers: Readers, personId: string, orderId: string): Promise<ExchangeDatesView | undefined> {
  const row = await orderRow(readers.person(personId), orderId);
  if (!row) return undefined;
  const [show, own] = await Promise.all([
    findShow(readers.platform(), row.show_id),
    surroundings(readers.platform(), [row]).then(({ types }) => types),
  ]);
  const valid = (row.tickets ?? []).filter((ticket) => ticket.state === 'valid');
  const until = show ? exchangeUntil(new Date(show.startsAt)) : undefined;
  const refusal: ErrorCode | null =
    row.phase !== 'paid' || valid.length === 0
      ? 'NotPaid'
      : !until || until <= new Date() || valid.some((ticket) => ticket.usedAt)
        ? 'ExchangeClosed'
        : null;
  const dates = await Promise.all(
    (show?.otherDates ?? []).map(async (date) => {
      const other = date.onSale ? await findShow(readers.public(), date.id) : undefined;
      const fits = valid.every((ticket) => {
        const name = own.get(ticket.ticketTypeId)?.name.ru;
        const type = other?.ticketTypes.find((candidate) => candidate.name.ru === name);
        const price = type?.prices.find((candidate) => candidate.currency === row.currency)?.amount;
        return row.given_by !== null
          ? type
          : price === ticket.unit || (type?.openPrice && price !== undefined && price <= ticket.unit);
      });
      const enough = (other?.seatsLeft ?? 0) >= valid.length;
      return {
        ...date,
        refusal: !date.onSale
          ? ('NotOnSale' as const)
          : !fits
            ? ('ExchangeUnfit' as const)
            : !enough
              ? ('SoldOut' as const)
              : null,
      };
    }),
  );
  return { refusal, until: until?.toISOString() ?? null, dates };
}
