/** Donations and purchases as whoever made them sees them. Row-level security shows nobody else's. */
import type { LocalText } from '../../domain/language.ts';
import { type Currency, type Money, money } from '../../domain/money.ts';
import type { ExtraKind, OrderPhase } from '../../domain/orders.ts';
import { orderNumber } from '../../domain/uuid.ts';
import type { Readers } from '../readers.ts';

export type ExtraOrderView = {
  orderId: string;
  number: string;
  kind: ExtraKind;
  phase: OrderPhase;
  reason: string | null;
  total: Money;
  checkoutUrl: string | null;
  holdEndsAt: string | null;
  items: Array<{ itemId: string; title: LocalText; quantity: number; unit: Money; gift: LocalText | null }>;
  handedOverAt: string | null;
  refunded: Money | null;
};
/** What was typed with it. */
export type ExtraTyped = { name: string; text: string };

type Row = {
  id: string;
  tenant_id: string;
  kind: ExtraKind;
  phase: OrderPhase;
  reason: string | null;
  total: number;
  currency: Currency;
  checkout_url: string | null;
  hold_ends_at: Date | null;
  handed_over_at: Date | null;
  refunded: number | null;
  name: string;
  text: string;
  lines: Array<{ itemId: string; quantity: number; unit: number }> | null;
};

const select = `select o.id, o.tenant_id, o.kind, o.phase, o.reason, o.total, o.currency, o.checkout_url, o.hold_ends_at, x.handed_over_at, x.name, x.text,
  (select sum(r.amount)::int from refunds r where r.tenant_id = o.tenant_id and r.order_id = o.id and r.reason <> 'unearned' and r.state <> 'refused') as refunded,
  (select jsonb_agg(jsonb_build_object('itemId', l.item_id, 'quantity', l.quantity, 'unit', l.unit_amount) order by l.item_id)
     from shop_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id) as lines
  from orders o join extras x on x.tenant_id = o.tenant_id and x.order_id = o.id`;

/** @returns undefined when it is not this person's, or not of this ticket */
export async function findExtra(
  readers: Readers,
  personId: string,
  { orderId, ticketId }: { orderId: string; ticketId: string },
): Promise<(ExtraOrderView & { typed: ExtraTyped }) | undefined> {
  const rows = await readers
    .person(personId)
    .execute<Row[]>(`${select} where o.id = ? and o.person_id = ? and x.ticket_id = ?`, [orderId, personId, ticketId]);
  const [view] = await viewsOf(readers, rows);
  return view && { ...view, typed: { name: rows[0]!.name, text: rows[0]!.text } };
}

/** Newest first; what came to nothing is left out. */
export async function extrasOf(readers: Readers, personId: string, ticketId: string): Promise<ExtraOrderView[]> {
  const rows = await readers.person(personId).execute<Row[]>(
    `${select} where o.person_id = ? and x.ticket_id = ? and (o.paid_at is not null or o.phase in ('held', 'awaitingPayment'))
       order by o.created_at desc limit 50`,
    [personId, ticketId],
  );
  return viewsOf(readers, rows);
}

type ItemRow = { id: string; title: LocalText; gift: LocalText | null };

async function viewsOf(readers: Readers, rows: Row[]): Promise<ExtraOrderView[]> {
  const ids = [...new Set(rows.flatMap(({ lines }) => (lines ?? []).map(({ itemId }) => itemId)))];
  const items =
    ids.length === 0
      ? []
      : await readers
          .platform()
          .execute<ItemRow[]>('select id, title, gift from shop_items where tenant_id = ? and id = any(?::uuid[])', [
            rows[0]!.tenant_id,
            `{${ids.join(',')}}`,
          ]);
  const byId = new Map(items.map((item) => [item.id, item]));
  return rows.map((row) => viewOf(row, byId));
}

function viewOf(row: Row, items: Map<string, ItemRow>): ExtraOrderView {
  const { id, kind, phase, reason, currency, refunded } = row;
  // What came back is no longer theirs to read.
  const theirs = phase === 'paid' || phase === 'closed';
  return {
    ...{ orderId: id, number: orderNumber(id), kind, phase, reason, total: money(row.total, currency) },
    checkoutUrl: phase === 'awaitingPayment' ? row.checkout_url : null,
    holdEndsAt: row.hold_ends_at?.toISOString() ?? null,
    items: (row.lines ?? []).map(({ itemId, quantity, unit }) => ({
      ...{ itemId, title: items.get(itemId)?.title ?? { ru: '', en: '' }, quantity, unit: money(unit, currency) },
      gift: theirs ? (items.get(itemId)?.gift ?? null) : null,
    })),
    handedOverAt: row.handed_over_at?.toISOString() ?? null,
    refunded: refunded === null ? null : money(refunded, currency),
  };
}
