/** What a buyer does with a paid order: returns, exchanges, rates, puts into a calendar. */
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { orderUrl } from '../../domain/order-link.ts';
import { nameUuid } from '../../domain/uuid.ts';
import { exchangeDates } from '../../queries/exchange-dates.ts';
import { calendarEventOf } from '../../queries/orders/calendar.ts';
import { refundQuote } from '../../queries/orders/refunds.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import { Order } from '../schemas/orders.ts';
import { ExchangeAsked, ExchangeDates, RatingGiven, RefundAsked, RefundQuote } from '../schemas/refunds.ts';
import { calendarAnswer } from './calendar-answer.ts';
import { orderOwners } from './order-owner.ts';

const path = {
  access: 'order',
  tag: 'Orders',
  params: z.object({ id: Id }),
  query: z.object({ token: z.string().max(120).optional() }),
} as const;

export const keptOrderRoutes = (deps: ApiDeps): Route[] => {
  const { readers, orders, orderLinks, publicUrl } = deps;
  const { ownerOf, seen } = orderOwners(deps);
  return [
    defineRoute({
      ...path,
      ...{ method: 'get', path: '/orders/{id}/refund-quote', answer: RefundQuote, problems: ['NotFound'] },
      query: path.query.extend({
        tickets: z.string().max(400).optional().meta({ description: 'Ticket ids, by comma; default: all.' }),
      }),
      summary: 'What would come back now, by the refund policy and within what the provider can do',
      async handle({ params, query, visitor }) {
        const chosen = query.tickets ? z.array(Id).max(10).parse(query.tickets.split(',')) : null;
        const quote = await refundQuote(readers, ownerOf(params.id, query.token, visitor), params.id, chosen);
        if (!quote) throw new Refusal('NotFound');
        return { body: quote };
      },
    }),
    defineRoute({
      ...path,
      ...{ method: 'post', path: '/orders/{id}/refund', body: RefundAsked, answer: Order },
      summary: 'Return tickets: they are void at once, the money goes back as fast as its provider allows',
      problems: [
        'NotFound',
        'NotPaid',
        'NoSuchTicket',
        'TicketUsed',
        'RefundClosed',
        'RefundWholeOnly',
        'NothingToReturn',
        'OrderOver',
        'Busy',
      ],
      async handle({ params, query, body, visitor, log }) {
        log({ orderId: params.id });
        const personId = ownerOf(params.id, query.token, visitor);
        await seen(params.id, personId);
        const { requestId, ticketIds } = body;
        await orders.refund({
          orderId: params.id,
          personId,
          requestId,
          ticketIds: ticketIds ?? null,
          whole: false,
          byMember: false,
        });
        return { body: await seen(params.id, personId) };
      },
    }),
    defineRoute({
      ...path,
      ...{ method: 'get', path: '/orders/{id}/exchange-dates', answer: ExchangeDates, problems: ['NotFound'] },
      summary: 'Other dates of the production, and whether the tickets can be exchanged for them',
      async handle({ params, query, visitor }) {
        const dates = await exchangeDates(readers, ownerOf(params.id, query.token, visitor), params.id);
        if (!dates) throw new Refusal('NotFound');
        return { body: dates };
      },
    }),
    defineRoute({
      ...path,
      ...{ method: 'post', path: '/orders/{id}/exchange', body: ExchangeAsked, answer: Order },
      summary: 'All tickets of the order for another date of the same production, at the same price',
      problems: ['NotFound', 'NotPaid', 'ExchangeClosed', 'ExchangeUnfit', 'SoldOut', 'NotOnSale', 'OrderOver', 'Busy'],
      async handle({ params, query, body, visitor, log }) {
        log({ orderId: params.id, showId: body.showId });
        const personId = ownerOf(params.id, query.token, visitor);
        await seen(params.id, personId);
        await orders.exchange({ orderId: params.id, personId, ...body });
        return { body: await seen(params.id, personId) };
      },
    }),
    defineRoute({
      ...path,
      ...{ method: 'post', path: '/orders/{id}/rating', body: RatingGiven, answer: Order },
      summary: 'One to five stars for the show, from its start and for two weeks; the last word counts',
      problems: ['NotFound', 'RatingClosed', 'OrderOver', 'Busy'],
      async handle({ params, query, body, visitor }) {
        const personId = ownerOf(params.id, query.token, visitor);
        await seen(params.id, personId);
        const { stars, comment } = body;
        const requestId = nameUuid('rating', stars, comment ?? '', Math.floor(Date.now() / 60_000));
        await orders.rate({ orderId: params.id, personId, stars, requestId, ...(comment ? { comment } : {}) });
        return { body: await seen(params.id, personId) };
      },
    }),
    defineRoute({
      ...path,
      ...{ method: 'get', path: '/orders/{id}/calendar.ics', problems: ['NotFound'] },
      summary: 'The evening for a calendar',
      async handle({ params, query, visitor }) {
        const personId = ownerOf(params.id, query.token, visitor);
        const event = await calendarEventOf(readers, personId, params.id);
        if (!event) throw new Refusal('NotFound');
        const url = orderUrl(publicUrl, params.id, orderLinks.sign(params.id, personId));
        return calendarAnswer(event, { id: params.id, url, language: event.language });
      },
    }),
  ];
};
