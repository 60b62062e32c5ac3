/** The shop of an organisation: its items, what was bought and given, what waits to be handed over. */
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { hasShow } from '../../queries/organiser/known.ts';
import { ownItems } from '../../queries/shop/items.ts';
import { hasExtra, soldExtras } from '../../queries/shop/sold.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Member, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import { RequestOnce } from '../schemas/organiser.ts';
import { OwnShopItems, ShopItemSaved, SoldExtra, SoldExtras } from '../schemas/shop.ts';

const common = { tag: 'Organiser', access: 'member' } as const;
const path = '/organiser/{org}/shop';

export const organiserShopRoutes = ({ readers, extras, orders }: ApiDeps): Route[] => {
  const items = async ({ tenantId }: Member) => ({ body: { items: await ownItems(readers.member(tenantId), tenantId) } });
  /** An order of another organisation is none. */
  const known = async ({ tenantId }: Member, orderId: string) => {
    if (!(await hasExtra(readers.member(tenantId), tenantId, orderId))) throw new Refusal('NotFound');
  };
  const seen = async ({ tenantId }: Member, orderId: string) => {
    const found = (await soldExtras(readers.member(tenantId), tenantId, { orderId }))[0];
    if (!found) throw new Refusal('NotFound');
    return { body: found };
  };
  const ofOrder = { ...common, params: z.object({ id: Id }), body: RequestOnce, answer: SoldExtra } as const;
  const hand = { ...ofOrder, method: 'post', permission: 'manageOrders' } as const;

  return [
    defineRoute({
      ...{ ...common, method: 'get', path: `${path}/items`, permission: 'manageShows', answer: OwnShopItems, problems: [] },
      summary: 'Everything in the shop, with what only buyers read',
      handle: ({ member }) => items(member),
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: `${path}/items`, permission: 'manageShows', body: ShopItemSaved },
      ...{ answer: OwnShopItems, problems: ['Busy'] },
      summary: 'Put an item into the shop, change it, or take it off the shelf',
      async handle({ member, body: { left, ...item } }) {
        await extras.saveItem(member.tenantId, { ...item, stock: left, by: member.personId });
        return items(member);
      },
    }),
    defineRoute({
      ...{ ...common, method: 'get', path: `${path}/orders`, permission: 'manageOrders', answer: SoldExtras, problems: [] },
      query: z.object({ show: Id.optional() }),
      summary: 'Donations and purchases that were paid, newest first',
      async handle({ member: { tenantId }, query: { show } }) {
        const em = readers.member(tenantId);
        // An empty list would say that the show is there.
        if (show && !(await hasShow(em, tenantId, show))) throw new Refusal('NotFound');
        return { body: { orders: await soldExtras(em, tenantId, show ? { showId: show } : {}) } };
      },
    }),
    defineRoute({
      ...{ ...hand, path: `${path}/orders/{id}/handed-over`, problems: ['NotToHandOver', 'NotPaid', 'OrderOver', 'Busy'] },
      summary: 'Its things are with their buyer',
      async handle({ member, params: { id }, body: { requestId }, log }) {
        log({ orderId: id });
        await known(member, id);
        await extras.handOver({ orderId: id, by: member.personId, requestId });
        return seen(member, id);
      },
    }),
    defineRoute({
      ...{ ...hand, path: `${path}/orders/{id}/refund`, problems: ['NotPaid', 'OrderOver', 'Busy'] },
      summary: 'Give a donation or a purchase back, whole',
      async handle({ member, params: { id }, body: { requestId }, log }) {
        log({ orderId: id });
        await known(member, id);
        await orders.refund({ orderId: id, personId: member.personId, requestId, ticketIds: null, whole: true, byMember: true });
        return seen(member, id);
      },
    }),
  ];
};
