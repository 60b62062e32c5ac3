/** What a buyer sees of their orders. Read under the person's own eyes: row-level security shows nobody else's. */
import QRCode from 'qrcode';
import type { LocalText } from '../../domain/language.ts';
import { type Currency, type Money, money, times } from '../../domain/money.ts';
import type { OrderPhase, ProviderName } from '../../domain/orders.ts';
import type { TicketSigner } from '../../domain/ticket-token.ts';
import { orderNumber } from '../../domain/uuid.ts';
import type { Readers } from '../readers.ts';

export type TicketView = {
  id: string;
  number: string;
  typeName: LocalText;
  state: 'valid' | 'revoked';
  usedAt: string | null;
  token: string;
  qr: string;
};
export type OrderRowView = {
  orderId: string;
  number: string;
  showId: string;
  phase: OrderPhase;
  reason: string | null;
  lines: Array<{ ticketTypeId: string; name: LocalText; quantity: number; unit: Money; total: Money }>;
  total: Money;
  provider: ProviderName;
  checkoutUrl: string | null;
  holdEndsAt: string | null;
  createdAt: string;
  paidAt: string | null;
  tickets: TicketView[];
  refunds: Array<{ amount: Money; status: 'requested' | 'succeeded' | 'refused'; at: string }>;
  attention: boolean;
};

type Row = {
  id: string;
  tenant_id: string;
  show_id: string;
  phase: OrderPhase;
  reason: string | null;
  total: number;
  currency: Currency;
  provider: ProviderName;
  checkout_url: string | null;
  hold_ends_at: Date | null;
  created_at: Date;
  paid_at: Date | null;
  attention: boolean;
  lines: Array<{ ticketTypeId: string; quantity: number; unit: number }> | null;
  tickets: Array<{ id: string; number: string; ticketTypeId: string; state: 'valid' | 'revoked'; usedAt: string | null }> | null;
  refunds: Array<{ amount: number; currency: Currency; state: 'requested' | 'succeeded' | 'refused'; at: string }> | null;
};

const select = `select o.*,
  (select jsonb_agg(jsonb_build_object('ticketTypeId', l.ticket_type_id, 'quantity', l.quantity, 'unit', l.unit_amount))
     from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id) as lines,
  (select jsonb_agg(jsonb_build_object('id', k.id, 'number', k.number, 'ticketTypeId', k.ticket_type_id, 'state', k.state, 'usedAt', k.used_at) order by k.position)
     from tickets k where k.tenant_id = o.tenant_id and k.order_id = o.id) as tickets,
  (select jsonb_agg(jsonb_build_object('amount', r.amount, 'currency', r.currency, 'state', r.state, 'at', r.created_at) order by r.created_at)
     from refunds r where r.tenant_id = o.tenant_id and r.order_id = o.id) as refunds
  from orders o`;

/** Row-level security decides whether the order is this person's. */
export async function findOrder(
  readers: Readers,
  personId: string,
  orderId: string,
  tickets: TicketSigner,
): Promise<OrderRowView | undefined> {
  const rows = await readers.person(personId).execute<Row[]>(`${select} where o.id = ?`, [orderId]);
  return (await viewsOf(readers, rows, tickets))[0];
}

/** Newest first. */
export async function ordersOf(readers: Readers, personId: string, tickets: TicketSigner, limit = 50): Promise<OrderRowView[]> {
  const rows = await readers
    .person(personId)
    .execute<Row[]>(`${select} where o.person_id = ? order by o.created_at desc limit ${limit}`, [personId]);
  return viewsOf(readers, rows, tickets);
}

type TypeName = { id: string; name: LocalText; position: number };

/** What the types are called is read as the platform: a buyer keeps seeing what they bought, also when its show has left the playbill. */
async function viewsOf(readers: Readers, rows: Row[], tickets: TicketSigner): Promise<OrderRowView[]> {
  const ids = [...new Set(rows.flatMap((row) => (row.lines ?? []).map((line) => line.ticketTypeId)))];
  const names =
    ids.length === 0
      ? []
      : await readers
          .platform()
          .execute<TypeName[]>(`select id, name, position from ticket_types where id in (${ids.map(() => '?').join(', ')})`, ids);
  const types = new Map(names.map((type) => [type.id, type]));
  return Promise.all(rows.map((row) => viewOf(row, types, tickets)));
}

const byType =
  (types: Map<string, TypeName>) =>
  (a: { ticketTypeId: string }, b: { ticketTypeId: string }): number =>
    (types.get(a.ticketTypeId)?.position ?? 0) - (types.get(b.ticketTypeId)?.position ?? 0);

async function viewOf(row: Row, types: Map<string, TypeName>, tickets: TicketSigner): Promise<OrderRowView> {
  const { currency } = row;
  const iso = (at: Date | string | null) => (at === null ? null : new Date(at).toISOString());
  return {
    orderId: row.id,
    number: orderNumber(row.id),
    showId: row.show_id,
    phase: row.phase,
    reason: row.reason,
    lines: (row.lines ?? []).sort(byType(types)).map(({ unit, ...line }) => ({
      ...line,
      name: nameOf(types, line.ticketTypeId),
      unit: money(unit, currency),
      total: times(money(unit, currency), line.quantity),
    })),
    total: money(row.total, currency),
    provider: row.provider,
    checkoutUrl: row.phase === 'awaitingPayment' ? row.checkout_url : null,
    holdEndsAt: iso(row.hold_ends_at),
    createdAt: row.created_at.toISOString(),
    paidAt: iso(row.paid_at),
    tickets: await Promise.all(
      (row.tickets ?? [])
        .sort(byType(types))
        .map((ticket) => ticketOf(ticket, nameOf(types, ticket.ticketTypeId), row.show_id, tickets)),
    ),
    refunds: (row.refunds ?? []).map((refund) => ({
      amount: money(refund.amount, refund.currency),
      status: refund.state,
      at: iso(refund.at)!,
    })),
    attention: row.attention,
  };
}

const nameOf = (types: Map<string, TypeName>, id: string): LocalText => types.get(id)?.name ?? { ru: '', en: '' };

async function ticketOf(
  { ticketTypeId: _, ...ticket }: NonNullable<Row['tickets']>[number],
  typeName: LocalText,
  showId: string,
  tickets: TicketSigner,
): Promise<TicketView> {
  const token = tickets.sign({ ticketId: ticket.id, showId });
  const qr = await QRCode.toString(token, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return { ...ticket, typeName, usedAt: ticket.usedAt === null ? null : new Date(ticket.usedAt).toISOString(), token, qr };
}
