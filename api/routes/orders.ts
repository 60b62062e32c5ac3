/** Orders: asked for, looked at, given up, asked for again. A known order id gives a stranger nothing. */
import type { Request } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import type { Currency } from '../../domain/money.ts';
import type { Contact, OrderLine, PayingProvider, Surface } from '../../domain/orders.ts';
import type { Offer } from '../../domain/paying.ts';
import { countryAllowed } from '../../domain/stage.ts';
import { findOrder, ordersOf } from '../../queries/orders/orders.ts';
import { orderState, refusedBefore } from '../../queries/orders/state.ts';
import { offersOf } from '../../queries/payments/offers.ts';
import { hasEmail } from '../../queries/people/contact.ts';
import { findShow, type ShowView } from '../../queries/shows/playbill.ts';
import { countryOfRequest } from '../country.ts';
import type { ApiDeps } from '../deps.ts';
import { networkOfRequest } from '../network.ts';
import { defineRoute, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import { NewOrder, Order, OrderList, PlacedOrder } from '../schemas/orders.ts';
import { OrderAgain } from '../schemas/refunds.ts';
import type { Visitor } from '../visitor.ts';
import { orderOwners } from './order-owner.ts';

const tag = 'Orders';
const OrderPath = z.object({ id: Id });
const OrderKey = z.object({ token: z.string().max(120).optional() });
const saleProblems = [
  ...(['EmailRequired', 'NotFound', 'SoldOut', 'TooManyHeld', 'NotOnSale', 'NoSuchTicketType'] as const),
  ...(['NoPriceInCurrency', 'PriceTooLow', 'CountryRefused'] as const),
  ...([
    'ProviderNotOffered',
    'OrderNotYours',
    'OrderDiffers',
    'OrderClosed',
    'PaymentUnavailable',
    'SalesPaused',
    'Busy',
  ] as const),
];

export const orderRoutes = (deps: ApiDeps): Route[] => {
  const { readers, orders, orderLinks, tickets } = deps;
  const { ownerOf, seen, list } = orderOwners(deps);

  const place = async (asked: Asked, { personId, contact, surface }: Buyer, visitor: Visitor, req: Request) => {
    const known = await orderState(readers.platform(), asked.orderId);
    if (known && known.personId !== personId) throw new Refusal('OrderNotYours');
    const show = await findShow(readers.public(), asked.showId);
    if (!show) throw new Refusal('NotFound');
    if (!countryAllowed(show.countries, countryOfRequest(req, deps.stage.countryHeader))) throw new Refusal('CountryRefused');
    const { tenantId } = show;
    const offers = await offersOf(readers.platform(), deps.houseProviders, { tenantId, surface });
    const { provider, account, currency } = offerFor(show, offers, asked);
    // Its receipt must reach somebody (54-FZ); whoever came from Telegram may have given no address yet.
    if (provider === 'yookassa' && !contact.email && !(await hasEmail(readers.platform(), { tenantId, personId })))
      throw new Refusal('EmailRequired');
    const checkout = {
      ...{ tenantId, orderId: asked.orderId, showId: show.id, personId, lines: asked.lines },
      ...{ provider, account, currency, surface, contact, known: known !== undefined },
      language: asked.language ?? visitor.language,
      ...(visitor.session ? { bot: visitor.session.bot } : {}),
      // Addresses cost nothing, a Telegram does: who has none is counted by network.
      ...(contact.telegramId === undefined ? { network: deps.networkIdOf(networkOfRequest(req)) } : {}),
      ...(visitor.device && !visitor.session ? { device: visitor.device } : {}),
    };
    const placed = await orders.checkout(checkout).catch(async (error: unknown) => {
      throw await refusedBefore(readers.platform(), checkout, error);
    });
    return { body: { orderId: asked.orderId, ...placed, orderToken: orderLinks.sign(asked.orderId, personId) } };
  };

  return [
    defineRoute({
      ...{ method: 'post', path: '/orders', tag, access: 'public', status: 201, body: NewOrder, answer: PlacedOrder },
      summary: 'Hold seats and get the payment link; the same orderId again gives the same answer',
      problems: saleProblems,
      async handle({ body, visitor, req, log }) {
        log({ orderId: body.orderId });
        const lines = body.lines.map(({ unitAmount, ...line }) => ({
          ...line,
          ...(unitAmount === undefined ? {} : { unitAmount }),
        }));
        return place({ ...body, lines }, buyerOf(deps, visitor, body), visitor, req);
      },
    }),
    defineRoute({
      ...{ method: 'post', path: '/orders/{id}/again', tag, access: 'order', status: 201, params: OrderPath, query: OrderKey },
      ...{ body: OrderAgain, answer: PlacedOrder, problems: saleProblems },
      summary: 'The same once more, under a new id, when the hold of this order has ended',
      async handle({ params, query, body, visitor, req, log }) {
        log({ orderId: body.orderId });
        const personId = ownerOf(params.id, query.token, visitor);
        const old = await findOrder(readers, personId, params.id);
        if (!old) throw new Refusal('NotFound');
        if (!old.canOrderAgain || old.provider === 'none') throw new Refusal('OrderClosed');
        const surface: Surface = visitor.session?.personId === personId ? visitor.session.surface : 'web';
        // The contact of the first time is on record with the organisation.
        const contact = visitor.session?.personId === personId ? deps.openContact(visitor.session.contact) : {};
        const lines = old.lines.map(({ ticketTypeId, quantity, unit }) => ({ ticketTypeId, quantity, unitAmount: unit.amount }));
        const { showId, provider } = old;
        const asked = { orderId: body.orderId, showId, provider, currency: old.total.currency, lines };
        const buyer = { personId, contact, surface };
        return place({ ...asked, lines: await openPricesOnly(deps, showId, lines) }, buyer, visitor, req);
      },
    }),
    defineRoute({
      ...{ method: 'get', path: '/orders', tag, access: 'person', answer: OrderList, problems: ['SignInRequired'] },
      summary: 'Orders of the person signed in, newest first',
      async handle({ visitor }) {
        const personId = visitor.session!.personId;
        return { body: { orders: await list(await ordersOf(readers, personId, tickets), personId) } };
      },
    }),
    defineRoute({
      ...{ method: 'get', path: '/orders/{id}', tag, access: 'order', params: OrderPath, query: OrderKey, answer: Order },
      summary: 'An order with its tickets',
      problems: ['NotFound'],
      async handle({ params, query, visitor, log }) {
        log({ orderId: params.id });
        return { body: await seen(params.id, ownerOf(params.id, query.token, visitor)) };
      },
    }),
    defineRoute({
      ...{ method: 'post', path: '/orders/{id}/cancel', tag, access: 'order', params: OrderPath, query: OrderKey, answer: Order },
      summary: 'Give an order up before it is paid; its seats are free again',
      problems: ['NotFound', 'NotAwaitingPayment', 'Busy'],
      async handle({ params, query, visitor, log }) {
        log({ orderId: params.id });
        const personId = ownerOf(params.id, query.token, visitor);
        await seen(params.id, personId);
        await orders.cancel({ orderId: params.id, personId });
        return { body: await seen(params.id, personId) };
      },
    }),
  ];
};

type Asked = {
  orderId: string;
  showId: string;
  lines: OrderLine[];
  provider: PayingProvider;
  currency?: Currency | undefined;
  language?: 'ru' | 'en' | undefined;
};
type Buyer = { personId: string; contact: Contact; surface: Surface };

/** Signed in, it is the session's person; a guest is known by the e-mail address that the ticket is tied to. */
function buyerOf(deps: ApiDeps, { session }: Visitor, { email, name, timeZone }: z.output<typeof NewOrder>): Buyer {
  const typed = { ...(email ? { email } : {}), ...(name ? { name } : {}), ...(timeZone ? { timeZone } : {}) };
  if (session)
    return { personId: session.personId, surface: session.surface, contact: { ...deps.openContact(session.contact), ...typed } };
  if (!email) throw new Refusal('EmailRequired');
  return { personId: deps.personIdOf(`email:${email}`), surface: 'web', contact: typed };
}

/** Prices are today's; only what the buyer chose to pay is asked for again. */
async function openPricesOnly({ readers }: ApiDeps, showId: string, lines: Array<OrderLine & { unitAmount: number }>) {
  const types = (await findShow(readers.public(), showId))?.ticketTypes ?? [];
  return lines.map(({ unitAmount, ...line }) =>
    types.find((type) => type.id === line.ticketTypeId)?.openPrice ? { ...line, unitAmount } : line,
  );
}

/** The asked-for provider must be offered where the buyer stands, in a currency in which every line has a price. */
function offerFor(show: ShowView, offers: Offer[], { provider, currency, lines }: Asked) {
  const offer = offers.find((candidate) => candidate.provider === provider);
  if (!offer) throw new Refusal('ProviderNotOffered');
  const asked = show.ticketTypes.filter(({ id }) => lines.some(({ ticketTypeId }) => ticketTypeId === id));
  const priced = (wanted: Currency) => asked.every(({ prices }) => prices.some((price) => price.currency === wanted));
  const chosen = currency ?? offer.currencies.find(priced) ?? offer.currencies[0];
  if (!chosen || !offer.currencies.includes(chosen) || !priced(chosen)) throw new Refusal('NoPriceInCurrency');
  return { provider, account: offer.account, currency: chosen };
}
