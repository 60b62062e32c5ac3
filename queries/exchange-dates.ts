/** Which dates could be had in exchange, and why not the others: the rule of the process, shown before the press. */
import type { ErrorCode } from '../domain/errors.ts';
import { exchangeUntil } from '../domain/refunds.ts';
import { orderRow, surroundings } from './orders/rows.ts';
import type { Readers } from './readers.ts';
import { findShow, type ShowDateView } from './shows/playbill.ts';

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
      : show?.status === 'cancelled' || !until || until <= new Date() || valid.some((ticket) => ticket.usedAt)
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
