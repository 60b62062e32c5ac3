/** What of an order is in a person's hands: the order itself for its buyer, single tickets for whoever holds them. */
import { Refusal } from '../domain/errors.ts';
import { findOrder, type OrderRowView, ordersOf } from '../queries/orders/orders.ts';
import { type PassView, passesOf } from '../queries/orders/passes.ts';
import { type ShowSummaryView, showsById } from '../queries/shows/playbill.ts';
import type { Visit } from './context.ts';
import type { BotDeps } from './deps.ts';

export type Holding = {
  orderId: string;
  show: ShowSummaryView;
  /** Missing for a companion: the order is somebody else's. */
  order?: OrderRowView;
  /** Tickets that the person may show at the door; used ones too. */
  passes: PassView[];
};

/** Upcoming ones first, the soonest on top; then those that are over, the latest first. */
export async function holdingsOf({ personId }: Visit, { readers, tickets }: BotDeps, limit = 50): Promise<Holding[]> {
  const [orders, passes] = await Promise.all([
    ordersOf(readers, personId, tickets, limit),
    passesOf(readers, personId, tickets, limit),
  ]);
  const bought = orders.filter((order) => order.tickets.length > 0);
  const handed = [...new Map(passes.map((pass) => [pass.orderId, pass])).values()].filter(
    (pass) => !bought.some((order) => order.orderId === pass.orderId),
  );
  const shows = await showsById(readers.platform(), [...new Set([...bought, ...handed].map(({ showId }) => showId))]);
  const holdings = [...bought.map((order) => ({ orderId: order.orderId, showId: order.showId, order })), ...handed].flatMap(
    ({ orderId, showId, ...rest }): Holding[] => {
      const show = shows.get(showId);
      const order = 'order' in rest ? { order: rest.order } : {};
      return show ? [{ orderId, show, ...order, passes: passes.filter((pass) => pass.orderId === orderId) }] : [];
    },
  );
  const at = ({ show }: Holding) => Date.parse(show.startsAt);
  const ahead = holdings.filter(({ show }) => !isOver(show)).sort((a, b) => at(a) - at(b));
  return [...ahead, ...holdings.filter(({ show }) => isOver(show)).sort((a, b) => at(b) - at(a))];
}

/** @throws Refusal NotFound for an order in which the person has nothing. */
export async function holdingIn(visit: Visit, { readers, tickets }: BotDeps, orderId: string): Promise<Holding> {
  const [order, all] = await Promise.all([
    findOrder(readers, visit.personId, orderId, tickets),
    passesOf(readers, visit.personId, tickets, 200),
  ]);
  const passes = all.filter((pass) => pass.orderId === orderId);
  const showId = order?.showId ?? passes[0]?.showId;
  const show = showId && (await showsById(readers.platform(), [showId])).get(showId);
  if (!show) throw new Refusal('NotFound');
  return { orderId, show, ...(order ? { order } : {}), passes };
}

/** The order of its buyer. @throws Refusal NotFound for anybody else's. */
export async function ownOrder({ personId }: Visit, { readers, tickets }: BotDeps, orderId: string): Promise<OrderRowView> {
  const order = await findOrder(readers, personId, orderId, tickets);
  if (!order) throw new Refusal('NotFound');
  return order;
}

const hour = 3_600_000;
/** Long enough after its start that nobody is on the way there. */
export const isOver = ({ startsAt, status, production }: ShowSummaryView): boolean =>
  ['cancelled', 'ended', 'archived'].includes(status) || Date.parse(startsAt) + production.minutes * 60_000 + hour < Date.now();
