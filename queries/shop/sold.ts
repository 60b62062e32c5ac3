/** Donations and purchases of an organisation's shows, as its people work them off. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import { type Currency, type Money, money } from '../../domain/money.ts';
import type { ExtraKind, OrderPhase, ProviderName } from '../../domain/orders.ts';
import { orderNumber } from '../../domain/uuid.ts';

export type SoldExtraView = {
  orderId: string;
  number: string;
  kind: ExtraKind;
  phase: OrderPhase;
  show: { id: string; title: LocalText; startsAt: string };
  total: Money;
  /** On its way back, or there. */
  refunded: Money | null;
  provider: ProviderName;
  createdAt: string;
  paidAt: string | null;
  /** As the house knows the buyer. */
  buyer: { name: string | null; email: string | null; telegram: boolean };
  /** As a donor is shown; '' for nobody's. */
  name: string;
  /** A donor's words; for goods where to and which size. */
  note: string;
  items: Array<{ itemId: string; kind: 'programme' | 'merchandise'; title: LocalText; quantity: number }>;
  handedOverAt: string | null;
  /** There are things, and they are not with their buyer. */
  toHandOver: boolean;
  attention: boolean;
};
type Row = Omit<
  SoldExtraView,
  'number' | 'total' | 'refunded' | 'items' | 'toHandOver' | 'createdAt' | 'paidAt' | 'handedOverAt'
> & {
  total: number;
  currency: Currency;
  refunded: number | null;
  items: SoldExtraView['items'] | null;
  createdAt: Date;
  paidAt: Date | null;
  handedOverAt: Date | null;
};
const most = 500;

/** Newest first; what was never paid is left out. */
export async function soldExtras(
  em: EntityManager,
  tenantId: string,
  { showId = null, orderId = null }: { showId?: string | null; orderId?: string | null } = {},
): Promise<SoldExtraView[]> {
  const rows = await em.execute<Row[]>(
    `select o.id as "orderId", o.kind, o.phase, o.total, o.currency, o.provider, o.attention, o.created_at as "createdAt", o.paid_at as "paidAt",
       jsonb_build_object('id', s.id, 'title', p.title, 'startsAt', to_char(s.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as show,
       jsonb_build_object('name', c.name, 'email', c.email, 'telegram', c.telegram_id is not null) as buyer,
       x.name, x.text as note, x.handed_over_at as "handedOverAt",
       (select sum(r.amount)::int from refunds r where r.tenant_id = o.tenant_id and r.order_id = o.id and r.reason <> 'unearned' and r.state <> 'refused') as refunded,
       (select jsonb_agg(jsonb_build_object('itemId', i.id, 'kind', i.kind, 'title', i.title, 'quantity', l.quantity) order by i.position, i.id)
          from shop_lines l join shop_items i on i.tenant_id = l.tenant_id and i.id = l.item_id where l.tenant_id = o.tenant_id and l.order_id = o.id) as items
     from orders o join extras x on x.tenant_id = o.tenant_id and x.order_id = o.id
     join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id
     join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id
     left join contacts c on c.tenant_id = o.tenant_id and c.person_id = o.person_id
     where o.tenant_id = ? and (?::uuid is null or o.show_id = ?::uuid) and (?::uuid is null or o.id = ?::uuid)
       and o.paid_at is not null order by o.created_at desc, o.id limit ${most}`,
    [tenantId, showId, showId, orderId, orderId],
  );
  return rows.map(({ currency, total, refunded, ...row }) => {
    const items = row.items ?? [];
    const things = items.some(({ kind }) => kind === 'merchandise');
    return {
      ...row,
      items,
      number: orderNumber(row.orderId),
      total: money(total, currency),
      refunded: refunded === null ? null : money(refunded, currency),
      createdAt: row.createdAt.toISOString(),
      paidAt: row.paidAt?.toISOString() ?? null,
      handedOverAt: row.handedOverAt?.toISOString() ?? null,
      toHandOver: things && row.handedOverAt === null && row.phase === 'paid',
    };
  });
}

/** Whether it is one of this organisation's. */
export async function hasExtra(em: EntityManager, tenantId: string, orderId: string): Promise<boolean> {
  const rows = await em.execute<unknown[]>('select 1 from extras where tenant_id = ? and order_id = ?', [tenantId, orderId]);
  return rows.length > 0;
}
