/** What a person has chosen on a show's page, kept within what can be had. */
import type { Currency, Money, PaymentOffer, Show, TicketType } from '../api/types.ts';
import { priceIn } from './money.ts';

/** Ticket type id → how many. */
export type Basket = Record<string, number>;
/** Ticket type id → what the buyer gives for each, minor units; only for types that are pay-what-you-want. */
export type Given = Record<string, number | undefined>;

export const countOf = (basket: Basket): number => Object.values(basket).reduce((sum, quantity) => sum + quantity, 0);

export const linesOf = (basket: Basket, given: Given = {}): { ticketTypeId: string; quantity: number; unitAmount?: number }[] =>
  Object.entries(basket)
    .filter(([, quantity]) => quantity > 0)
    .map(([ticketTypeId, quantity]) => {
      const unitAmount = given[ticketTypeId];
      return { ticketTypeId, quantity, ...(unitAmount === undefined ? {} : { unitAmount }) };
    });

/** How many of a type the person may have at most, with the rest of the basket as it is. */
export function mostOf(type: TicketType, basket: Basket, show: Pick<Show, 'seatsLeft' | 'maxTicketsAnOrder'>): number {
  const others = countOf(basket) - (basket[type.id] ?? 0);
  return Math.max(0, Math.min(type.left, show.seatsLeft - others, show.maxTicketsAnOrder - others));
}

/** The basket again after the house has said what is left: types that went are dropped, too many become as many as there are. */
export function fitBasket(
  basket: Basket,
  show: Pick<Show, 'ticketTypes' | 'seatsLeft' | 'maxTicketsAnOrder'>,
  currency?: Currency,
): Basket {
  let fitted: Basket = {};
  for (const type of show.ticketTypes) {
    const wanted = basket[type.id] ?? 0;
    if (wanted <= 0 || (currency && !priceIn(type.prices, currency))) continue;
    const had = Math.min(wanted, mostOf(type, fitted, show));
    if (had > 0) fitted = { ...fitted, [type.id]: had };
  }
  return fitted;
}

/** Currencies in which something can be bought where the buyer stands, in the order of the offers. */
export function currenciesOf(show: Pick<Show, 'ticketTypes' | 'payment'>): Currency[] {
  const offered = show.payment.flatMap((offer) => offer.currencies);
  return [...new Set(offered)].filter((currency) => show.ticketTypes.some((type) => priceIn(type.prices, currency)));
}

/** Ways to pay in that money, in the house's order. */
export const offersIn = (offers: readonly PaymentOffer[], currency: Currency): PaymentOffer[] =>
  offers.filter((offer) => offer.currencies.includes(currency));

export function totalOf(basket: Basket, types: readonly TicketType[], currency: Currency, given: Given = {}): Money {
  const unitOf = (type: TicketType) => given[type.id] ?? priceIn(type.prices, currency)?.amount ?? 0;
  const amount = types.reduce((sum, type) => sum + unitOf(type) * (basket[type.id] ?? 0), 0);
  return { amount, currency };
}
