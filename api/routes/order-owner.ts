/** Whose order it is that somebody speaks of, and how it is shown to them. */
import { claimUrl, handingPayload } from '../../domain/claim-link.ts';
import { Refusal } from '../../domain/errors.ts';
import { findOrder, type OrderRowView, type TicketView } from '../../queries/orders/orders.ts';
import { showsById } from '../../queries/shows/playbill.ts';
import type { ApiDeps } from '../deps.ts';
import type { Visitor } from '../visitor.ts';

type Owners = {
  /** The token's person, else the signed-in one. @throws Refusal NotFound */
  ownerOf(orderId: string, token: string | undefined, visitor: Visitor): string;
  /** @throws Refusal NotFound */
  seen(orderId: string, personId: string): Promise<unknown>;
  list(orders: OrderRowView[], personId: string): Promise<unknown[]>;
};

export function orderOwners(deps: ApiDeps): Owners {
  const { readers, orderLinks, tickets } = deps;
  const list = (orders: OrderRowView[], personId: string) => withLinks(deps, orders, personId);
  return {
    ownerOf(orderId, token, { session }) {
      const personId = (token && orderLinks.verify(orderId, token)) || session?.personId;
      // The same answer for a wrong token and for an order that does not exist: it says nothing of either.
      if (!personId) throw new Refusal('NotFound');
      return personId;
    },
    async seen(orderId, personId) {
      const order = await findOrder(readers, personId, orderId, tickets);
      if (!order) throw new Refusal('NotFound');
      return (await list([order], personId))[0];
    },
    list,
  };
}

/** The orders with their shows and with the links that only their buyer may have. */
async function withLinks(deps: ApiDeps, orders: OrderRowView[], personId: string) {
  // As the platform: a buyer keeps seeing what they bought, also when it has left the playbill.
  const shows = await showsById(deps.readers.platform(), [...new Set(orders.map((order) => order.showId))]);
  const bot = await deps.house.botUsername();
  return orders.flatMap(({ showId, ...order }) => {
    const show = shows.get(showId);
    if (!show) return [];
    const paid = order.tickets.some((ticket) => ticket.state === 'valid');
    const token = deps.orderLinks.sign(order.orderId, personId);
    const bring = handingPayload('order', order.orderId, deps.claimLinks.sign('order', order.orderId));
    return [
      {
        ...order,
        show,
        tickets: order.tickets.map((ticket) => ({
          ...ticket,
          claimUrl: claimable(ticket) ? linkTo(deps, ticket) : null,
          watchUrl: watchable(ticket) ? `/watch/${ticket.id}?token=${deps.orderLinks.signTicket(ticket.id, personId)}` : null,
        })),
        calendarUrl: paid ? `/api/orders/${order.orderId}/calendar.ics?token=${token}` : null,
        telegramUrl: paid && bot ? `https://t.me/${bot}?start=${bring}` : null,
      },
    ];
  });
}

const claimable = ({ state, holder, usedAt }: TicketView) => state === 'valid' && holder === 'buyer' && usedAt === null;
const watchable = ({ state, holder }: TicketView) => state === 'valid' && holder === 'buyer';
const linkTo = ({ publicUrl, claimLinks }: ApiDeps, { id }: TicketView) => claimUrl(publicUrl, id, claimLinks.sign('claim', id));
