/** Orders: asked for, looked at, given up. A known order id gives a stranger nothing. */
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import type { Currency } from '../../domain/money.ts';
import type { Contact, Surface } from '../../domain/orders.ts';
import { offersOn } from '../../domain/paying.ts';
import { findOrder, type OrderRowView, ordersOf } from '../../queries/orders/orders.ts';
import { orderState } from '../../queries/orders/state.ts';
import { findShow, type ShowView, showsById } from '../../queries/shows/playbill.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import { NewOrder, Order, OrderList, PlacedOrder } from '../schemas/orders.ts';
import type { Visitor } from '../visitor.ts';

const tag = 'Orders';
const OrderPath = z.object({ id: Id });
const OrderKey = z.object({ token: z.string().max(120).optional() });

export const orderRoutes = (deps: ApiDeps): Route[] => {
  const { readers, orders, orderLinks, tickets } = deps;

  /** Whose order this is: the token's person, else the signed-in one. */
  const ownerOf = (orderId: string, token: string | undefined, { session }: Visitor): string => {
    const personId = (token && orderLinks.verify(orderId, token)) || session?.personId;
    // The same answer for a wrong token and for an order that does not exist: it says nothing of either.
    if (!personId) throw new Refusal('NotFound');
    return personId;
  };
  const seen = async (orderId: string, personId: string) => {
    const order = await findOrder(readers, personId, orderId, tickets);
    if (!order) throw new Refusal('NotFound');
    const [view] = await withShows(deps, [order]);
    return view;
  };

  return [
    defineRoute({
      ...{ method: 'post', path: '/orders', tag, access: 'public', status: 201, body: NewOrder, answer: PlacedOrder },
      summary: 'Hold seats and get the payment link; the same orderId again gives the same answer',
      problems: [
        ...([
          'EmailRequired',
          'NotFound',
          'SoldOut',
          'NotOnSale',
          'NoSuchTicketType',
          'NoPriceInCurrency',
          'ProviderNotOffered',
        ] as const),
        ...(['OrderNotYours', 'OrderDiffers', 'OrderClosed', 'PaymentUnavailable', 'Busy'] as const),
      ],
      async handle({ body, visitor, log }) {
        log({ orderId: body.orderId });
        const { personId, contact, surface } = buyerOf(deps, visitor, body);
        const known = await orderState(readers.platform(), body.orderId);
        if (known && known.personId !== personId) throw new Refusal('OrderNotYours');
        const show = await findShow(readers.public(), body.showId);
        if (!show) throw new Refusal('NotFound');
        const { provider, account, currency } = offerFor(show, surface, body);
        const placed = await orders.checkout({
          ...{ tenantId: show.tenantId, orderId: body.orderId, showId: show.id, personId, lines: body.lines },
          ...{ provider, account, currency, surface, contact, known: known !== undefined },
          language: body.language ?? visitor.language,
          ...(visitor.session ? { bot: visitor.session.bot } : {}),
          ...(visitor.device && !visitor.session ? { device: visitor.device } : {}),
        });
        return { body: { orderId: body.orderId, ...placed, orderToken: orderLinks.sign(body.orderId, personId) } };
      },
    }),
    defineRoute({
      ...{ method: 'get', path: '/orders', tag, access: 'person', answer: OrderList, problems: ['SignInRequired'] },
      summary: 'Orders of the person signed in, newest first',
      async handle({ visitor }) {
        const personId = visitor.session!.personId;
        return { body: { orders: await withShows(deps, await ordersOf(readers, personId, tickets)) } };
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
      problems: ['NotFound', 'NotAwaitingPayment', 'OrderClosed', 'Busy'],
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

async function withShows({ readers }: ApiDeps, orders: OrderRowView[]) {
  // As the platform: a buyer keeps seeing what they bought, also when it has left the playbill.
  const shows = await showsById(readers.platform(), [...new Set(orders.map((order) => order.showId))]);
  return orders.flatMap(({ showId, ...order }) => {
    const show = shows.get(showId);
    return show ? [{ ...order, show }] : [];
  });
}

/** Signed in, it is the session's person; a guest is known by the e-mail address that the ticket is tied to. */
function buyerOf(
  deps: ApiDeps,
  { session }: Visitor,
  body: z.output<typeof NewOrder>,
): { personId: string; contact: Contact; surface: Surface } {
  const typed = { ...(body.email ? { email: body.email } : {}), ...(body.name ? { name: body.name } : {}) };
  if (session)
    return { personId: session.personId, surface: session.surface, contact: { ...deps.openContact(session.contact), ...typed } };
  if (!body.email) throw new Refusal('EmailRequired');
  return { personId: deps.personIdOf(`email:${body.email}`), surface: 'web', contact: typed };
}

/** The asked-for provider must be offered where the buyer stands, in a currency in which every line has a price. */
function offerFor(show: ShowView, surface: Surface, { provider, currency, lines }: z.output<typeof NewOrder>) {
  const offer = offersOn(surface).find((candidate) => candidate.provider === provider);
  if (!offer) throw new Refusal('ProviderNotOffered');
  const priced = (asked: Currency) =>
    lines.every(({ ticketTypeId }) =>
      show.ticketTypes.find((type) => type.id === ticketTypeId)?.prices.some((price) => price.currency === asked),
    );
  const chosen = currency ?? offer.currencies.find(priced) ?? offer.currencies[0];
  if (!chosen || !offer.currencies.includes(chosen)) throw new Refusal('NoPriceInCurrency');
  return { provider, account: offer.account, currency: chosen };
}
