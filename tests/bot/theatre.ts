/** A theatre in memory: rows as the house's tables would give them, each person seeing their own. */
import { randomUUID } from 'node:crypto';
import type { OrderRow, TicketRow } from '../../queries/orders/rows.ts';
import type { Rows } from './fakes.ts';
import { personIdOf } from './fakes.ts';

export const tenantId = '11111111-1111-4111-8111-111111111111';
const productionId = '22222222-2222-4222-8222-222222222222';
export const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);

type TypeRow = {
  id: string;
  show_id: string;
  position: number;
  name: { ru: string; en: string };
  openPrice: boolean;
  prices: Array<{ currency: string; amount: number }>;
  quota_left: number | null;
};
export type Ticket = TicketRow & { person_id: string };
export type Order = OrderRow & { tickets: Ticket[] };

export class Theatre {
  shows: Array<Record<string, unknown> & { id: string; code: string; starts_at: Date }> = [];
  types: TypeRow[] = [];
  orders: Order[] = [];
  /** Personal links into chats. */
  invitations: Array<{ id: string; link: string; person_id: string }> = [];

  addShow(code: string, more: Record<string, unknown> = {}) {
    const show = {
      ...{ tenant_id: tenantId, id: randomUUID(), code, starts_at: inHours(48), time_zone: 'Europe/Moscow', kind: 'telegram' },
      ...{ status: 'announced', seats_left: 100, hold_minutes: 15, refund_policy: { fullUntilHours: 24, thenPercent: 50 } },
      ...{ prices: [{ currency: 'XTR', amount: 450 }], moved_at: null, chat_id: null as number | null, moves: null },
      production: {
        ...{
          id: productionId,
          slug: 'seagull',
          title: { ru: 'Чайка', en: 'The Seagull' },
          author: { ru: 'Чехов', en: 'Chekhov' },
        },
        ...{ description: { ru: 'Комедия.', en: 'A comedy.' }, theatre: { ru: 'Театр', en: 'Theatre' }, minutes: 120 },
        ...{ ageLimit: 12, symbol: 'gull', hue: 200 },
      },
      ...more,
    };
    this.shows.push(show);
    return show;
  }

  addType(showId: string, position: number, amount: number, more: Partial<TypeRow> = {}): TypeRow {
    const names = [
      { ru: 'Партер', en: 'Stalls' },
      { ru: 'Ложа <VIP>', en: 'Box <VIP>' },
      { ru: 'Сколько хочу', en: 'What I want' },
    ];
    const type = {
      ...{ id: randomUUID(), show_id: showId, position, name: names[position] ?? names[0]!, openPrice: false, quota_left: null },
      ...{ prices: [{ currency: 'XTR', amount }], ...more },
    };
    this.types.push(type);
    return type;
  }

  /** Paid in Stars, one ticket a type given. */
  addOrder(telegramId: number, show: { id: string }, types: TypeRow[], more: Partial<Order> = {}): Order {
    const personId = personIdOf(`telegram:${telegramId}`);
    const unit = (type: TypeRow) => type.prices[0]!.amount;
    const id = more.id ?? randomUUID();
    const order = {
      ...{ id, tenant_id: tenantId, person_id: personId, show_id: show.id, phase: 'paid', reason: null, currency: 'XTR' },
      ...{ total: types.reduce((sum, type) => sum + unit(type), 0), provider: 'stars', checkout_url: null },
      ...{ hold_ends_at: inHours(0.2), created_at: inHours(-1), paid_at: inHours(-1), attention: false, given_by: null },
      lines: types.map((type) => ({ ticketTypeId: type.id, quantity: 1, unit: unit(type) })),
      tickets: types.map((type, index) => ({
        ...{ id: randomUUID(), number: `7F-2K-0${index}-AC`, showId: show.id, ticketTypeId: type.id, state: 'valid' },
        ...{ revokeReason: null, usedAt: null, unit: unit(type), holder: null, person_id: personId },
      })),
      ...{ refunds: null, rating: null, ...more },
    } as Order;
    if (order.phase !== 'paid') order.tickets = [];
    this.orders.unshift(order);
    return order;
  }

  readonly rows: Rows = {
    shows: (params) => {
      const [first, , third] = params;
      if (params.length === 0) return this.shows;
      if (typeof first === 'number') return this.shows.filter((show) => show['chat_id'] === first);
      if (first === tenantId) return this.shows.filter((show) => show.id !== third);
      return this.shows.filter((show) => params.includes(show.id) || params.includes(show.code));
    },
    ticket_types: (params) =>
      (params[0] === tenantId
        ? this.types.filter((type) => type.show_id === params[1])
        : this.types.filter((type) => params.includes(type.id))
      ).map((type) => ({ ...type, note: { ru: '', en: '' }, joinable: this.joinable(type.show_id) })),
    orders: ([id], reader) =>
      this.orders
        .filter((order) => (order.id === id || order.person_id === id) && (!reader || order.person_id === reader))
        .map((order) => ({
          ...order,
          ...{ tenantId: order.tenant_id, orderId: order.id, personId: order.person_id, amount: order.total },
          ...{ holdEndsAt: order.hold_ends_at, showId: order.show_id },
          // As jsonb_agg gives it.
          tickets: order.tickets.length > 0 ? order.tickets : null,
        })),
    // By its id and its person, or by its link.
    invitations: ([key, personId]) =>
      this.invitations.filter((row) => (personId ? row.id === key && row.person_id === personId : row.link === key)),
    tickets: (params, reader) => {
      const all = this.orders.flatMap((order) => order.tickets.map((ticket) => this.ticketRow(order, ticket)));
      const [first, second] = params;
      if (typeof first === 'number')
        return all
          .filter((row) => this.show(row.showId)['chat_id'] === first && row.owner === second && row.state === 'valid')
          .map((row) => ({ order_id: row.orderId }));
      if (!reader) return all.filter((row) => row.id === first);
      return second
        ? all.filter((row) => row.id === first && row.owner === second)
        : all.filter((row) => row.owner === first && row.state === 'valid');
    },
  };

  private show = (id: string) => this.shows.find((show) => show.id === id)!;
  private joinable = (id: string) => this.show(id)['kind'] === 'telegram' && this.show(id)['chat_id'] !== null;
  private ticketRow(order: Order, ticket: TicketRow) {
    const { ticketTypeId: typeId, usedAt, ...rest } = ticket;
    return {
      ...{ ...rest, typeId, orderId: order.id, owner: ticket.holder ?? order.person_id, personId: order.person_id },
      ...{ usedAt: usedAt ? new Date(usedAt) : null, orderPhase: order.phase },
      typeName: this.types.find((type) => type.id === typeId)!.name,
    };
  }
}
