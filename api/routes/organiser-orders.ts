/** What was sold: found, told as a story, returned, sent again, made void, given away. */
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { orderUrl } from '../../domain/order-link.ts';
import { orderNumber } from '../../domain/uuid.ts';
import { orderState, refusedBefore } from '../../queries/orders/state.ts';
import { hasShow } from '../../queries/organiser/known.ts';
import { orderStory } from '../../queries/organiser/order-story.ts';
import { orderOfTicket, soldOrders } from '../../queries/organiser/sold-orders.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Member, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import {
  Complimentary,
  ComplimentaryGiven,
  OrderStory,
  OrganiserRefund,
  RequestOnce,
  SoldOrders,
  SoldOrdersQuery,
} from '../schemas/organiser.ts';

const common = { tag: 'Organiser', access: 'member' } as const;
const ById = z.object({ id: Id });

export const organiserOrderRoutes = ({ readers, orders, orderLinks, processes, publicUrl, personIdOf }: ApiDeps): Route[] => {
  const seen = async ({ tenantId }: Member, orderId: string) => {
    const [story, waitsFor] = await Promise.all([orderStory(readers, tenantId, orderId), processes.orderWaitsFor(orderId)]);
    if (!story) throw new Refusal('NotFound');
    return { body: { ...story, waitsFor, temporalUrl: processes.orderPage(orderId) } };
  };
  /** An order of another organisation is none. */
  const known = async ({ tenantId }: Member, orderId: string) => {
    const [row] = await readers
      .member(tenantId)
      .execute<unknown[]>('select 1 from orders where tenant_id = ? and id = ?', [tenantId, orderId]);
    if (!row) throw new Refusal('NotFound');
  };
  const ofOrder = { ...common, params: ById, answer: OrderStory } as const;
  const hand = { ...ofOrder, method: 'post', permission: 'manageOrders' } as const;

  return [
    defineRoute({
      ...{ ...common, method: 'get', path: '/organiser/{org}/shows/{id}/orders', params: ById, query: SoldOrdersQuery },
      ...{ answer: SoldOrders, permission: 'seeSales', problems: [] },
      summary: 'Orders of a date, newest first, fifty a page',
      async handle({ member: { tenantId }, params: { id: showId }, query }) {
        const em = readers.member(tenantId);
        // An empty list would say that the show is there.
        if (!(await hasShow(em, tenantId, showId))) throw new Refusal('NotFound');
        return { body: await soldOrders(em, { tenantId, showId, ...query }) };
      },
    }),
    defineRoute({
      ...{ ...ofOrder, method: 'get', path: '/organiser/{org}/orders/{id}', permission: 'seeSales', problems: [] },
      summary: 'An order from its first minute, and what its process waits for',
      handle: ({ member, params }) => seen(member, params.id),
    }),
    defineRoute({
      ...{ ...hand, path: '/organiser/{org}/orders/{id}/refund', body: OrganiserRefund },
      problems: [
        ...(['NotPaid', 'NoSuchTicket', 'TicketUsed', 'RefundClosed'] as const),
        ...(['RefundWholeOnly', 'NothingToReturn', 'OrderOver'] as const),
      ],
      summary: 'Return tickets of a buyer: by the policy, or the whole price',
      async handle({ member, params, body, log }) {
        log({ orderId: params.id });
        await known(member, params.id);
        const { requestId, ticketIds = null, whole } = body;
        const asked = { personId: member.personId, requestId, ticketIds, whole, byMember: true };
        await orders.refund({ orderId: params.id, ...asked });
        return seen(member, params.id);
      },
    }),
    defineRoute({
      ...{ ...hand, path: '/organiser/{org}/orders/{id}/resend', body: RequestOnce, problems: ['NotPaid', 'OrderOver'] },
      summary: 'Send the tickets once more',
      async handle({ member, params, body, log }) {
        log({ orderId: params.id });
        await known(member, params.id);
        await orders.resend({ orderId: params.id, personId: member.personId, requestId: body.requestId });
        return seen(member, params.id);
      },
    }),
    defineRoute({
      ...{ ...hand, path: '/organiser/{org}/tickets/{id}/revoke', body: RequestOnce },
      problems: ['NoSuchTicket', 'TicketNotValid', 'TicketUsed', 'OrderOver'],
      summary: 'Make a ticket void, without money',
      async handle({ member, params, body, log }) {
        const orderId = await orderOfTicket(readers.member(member.tenantId), member.tenantId, params.id);
        if (!orderId) throw new Refusal('NotFound');
        log({ orderId });
        const { personId } = member;
        await orders.revoke({ orderId, personId, requestId: body.requestId, ticketIds: [params.id] });
        return seen(member, orderId);
      },
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/organiser/{org}/shows/{id}/complimentary', params: ById, body: Complimentary },
      ...{ answer: ComplimentaryGiven, permission: 'manageOrders', status: 201 },
      problems: ['SoldOut', 'NotOnSale', 'NoSuchTicketType', 'OrderNotYours', 'OrderDiffers', 'OrderClosed'],
      summary: 'Give tickets away: they go out by e-mail, and nothing is paid',
      async handle({ member, params, body, log }) {
        const { orderId, lines, name, email, language } = body;
        log({ orderId });
        const { tenantId, personId: by } = member;
        const personId = personIdOf(`email:${email}`);
        const contact = { email, ...(name ? { name } : {}) };
        if (!(await hasShow(readers.member(tenantId), tenantId, params.id))) throw new Refusal('NotFound');
        const before = await orderState(readers.platform(), orderId);
        if (before && before.personId !== personId) throw new Refusal('OrderNotYours');
        const known = before !== undefined;
        const gift = { tenantId, orderId, showId: params.id, lines, by, personId, contact, language, known };
        await orders.give(gift).catch(async (error: unknown) => {
          throw await refusedBefore(readers.platform(), gift, error);
        });
        const page = orderUrl(publicUrl, orderId, orderLinks.sign(orderId, personId));
        return { body: { orderId, number: orderNumber(orderId), orderUrl: page } };
      },
    }),
  ];
};
