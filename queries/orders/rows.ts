/** Rows of orders as they are read, before they become what somebody sees. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import type { Currency } from '../../domain/money.ts';
import type { OrderPhase, ProviderName, RevokeReason } from '../../domain/orders.ts';
import type { RefundPolicy } from '../../domain/refund-policy.ts';
import type { ShowKind, ShowStatus } from '../../domain/shows.ts';

export type TicketRow = {
  id: string;
  number: string;
  showId: string;
  ticketTypeId: string;
  state: 'valid' | 'revoked';
  revokeReason: RevokeReason | null;
  usedAt: string | null;
  unit: number;
  holder: string | null;
};
export type OrderRow = {
  id: string;
  tenant_id: string;
  person_id: string;
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
  /** When the present date was chosen: by the order, or by its last exchange. */
  chosen_at: Date;
  refund_ceiling: number | null;
  attention: boolean;
  given_by: string | null;
  lines: Array<{ ticketTypeId: string; quantity: number; unit: number }> | null;
  tickets: TicketRow[] | null;
  refunds: Array<{ amount: number; currency: Currency; state: 'requested' | 'succeeded' | 'refused'; at: string }> | null;
  rating: number | null;
  rating_comment: string | null;
};

const select = `select o.*, case when o.exchanges > 0 then o.ticketed_at else o.created_at end as chosen_at,
  (select jsonb_agg(jsonb_build_object('ticketTypeId', l.ticket_type_id, 'quantity', l.quantity, 'unit', l.unit_amount))
     from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id and l.quantity > 0) as lines,
  (select jsonb_agg(jsonb_build_object('id', k.id, 'number', k.number, 'showId', k.show_id, 'ticketTypeId', k.ticket_type_id, 'state', k.state,
       'revokeReason', k.revoke_reason, 'usedAt', k.used_at, 'unit', k.unit_amount, 'holder', k.holder_person_id) order by k.position)
     from tickets k where k.tenant_id = o.tenant_id and k.order_id = o.id and k.revoke_reason is distinct from 'exchanged') as tickets,
  (select jsonb_agg(jsonb_build_object('amount', r.amount, 'currency', r.currency, 'state', r.state, 'at', coalesce(r.settled_at, r.created_at)) order by r.created_at)
     from refunds r where r.tenant_id = o.tenant_id and r.order_id = o.id) as refunds,
  (select stars from ratings g where g.tenant_id = o.tenant_id and g.show_id = o.show_id and g.person_id = o.person_id) as rating,
  (select comment from ratings g where g.tenant_id = o.tenant_id and g.show_id = o.show_id and g.person_id = o.person_id) as rating_comment
  from orders o`;

export const orderRow = async (em: EntityManager, orderId: string): Promise<OrderRow | undefined> =>
  (await em.execute<OrderRow[]>(`${select} where o.id = ?`, [orderId]))[0];

/** Newest first. */
export const orderRowsOf = (em: EntityManager, personId: string, limit: number): Promise<OrderRow[]> =>
  em.execute<OrderRow[]>(`${select} where o.person_id = ? order by o.created_at desc limit ${limit}`, [personId]);

/** Of these orders, the ones with money that a person still has to match; few have anything at all. */
export async function unfitMoney(platform: EntityManager, rows: OrderRow[]): Promise<Set<string>> {
  const ids = rows.filter(({ attention }) => attention).map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const open = await platform.execute<Array<{ order_id: string }>>(
    `select distinct order_id from attention_items where kind = 'paymentMismatch' and resolved_at is null and order_id in (${marks(ids)})`,
    ids,
  );
  return new Set(open.map(({ order_id }) => order_id));
}

export type TypeRow = { id: string; name: LocalText; position: number };
export type PlayedRow = {
  id: string;
  starts_at: Date;
  status: ShowStatus;
  kind: ShowKind;
  refund_policy: RefundPolicy;
  moved_at: Date | null;
  chat_id: number | null;
  moves: Array<{ at: string; from: string }> | null;
};

const marks = (ids: string[]) => ids.map(() => '?').join(', ');

/** Read as the platform: a buyer keeps seeing what they bought, also when its show has left the playbill. */
export async function surroundings(platform: EntityManager, rows: OrderRow[]) {
  const typeIds = [
    ...new Set(rows.flatMap(({ lines, tickets }) => [...(lines ?? []), ...(tickets ?? [])].map((l) => l.ticketTypeId))),
  ];
  const showIds = [...new Set(rows.map((row) => row.show_id))];
  if (showIds.length === 0) return { types: new Map<string, TypeRow>(), shows: new Map<string, PlayedRow>() };
  const shows = await platform.execute<PlayedRow[]>(
    `select s.id, s.starts_at, s.status, s.kind, s.refund_policy, s.moved_at, s.chat_id,
       (select jsonb_agg(jsonb_build_object('at', c.created_at, 'from', c.from_starts_at) order by c.revision)
          from show_changes c where c.tenant_id = s.tenant_id and c.show_id = s.id and c.kind = 'moved') as moves
     from shows s where s.id in (${marks(showIds)})`,
    showIds,
  );
  const types =
    typeIds.length === 0
      ? []
      : await platform.execute<TypeRow[]>(`select id, name, position from ticket_types where id in (${marks(typeIds)})`, typeIds);
  return { types: new Map(types.map((type) => [type.id, type])), shows: new Map(shows.map((show) => [show.id, show])) };
}
