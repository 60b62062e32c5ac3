/** Orders of a show as a list, found by what a buyer can tell: a number, a name, an address. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Currency, type Money, money } from '../../domain/money.ts';
import type { OrderPhase, ProviderName, Surface } from '../../domain/orders.ts';
import { codeAlphabet, orderNumber } from '../../domain/uuid.ts';

export type SoldOrderView = {
  orderId: string;
  number: string;
  phase: OrderPhase;
  name: string | null;
  email: string | null;
  telegram: boolean;
  /** Tickets that were asked for. */
  asked: number;
  /** Those that are good. */
  seats: number;
  total: Money;
  /** Of the total, back with the buyer or on its way there. */
  returned: Money;
  provider: ProviderName;
  surface: Surface;
  createdAt: string;
  attention: boolean;
  given: boolean;
};
export type SoldOrdersAsked = {
  tenantId: string;
  showId: string;
  search?: string | undefined;
  phase?: OrderPhase | undefined;
  page: number;
};
type Row = Omit<SoldOrderView, 'number' | 'total' | 'returned' | 'createdAt'> & {
  created_at: Date;
  total: number;
  returned: number;
  currency: Currency;
  found: number;
};

const pageSize = 50;

/** Newest first, fifty a page. */
export async function soldOrders(
  em: EntityManager,
  { tenantId, showId, search, phase, page }: SoldOrdersAsked,
): Promise<{ orders: SoldOrderView[]; total: number }> {
  const found = search ? matching(search) : { sql: 'true', params: [] };
  const rows = await em.execute<Row[]>(
    `select o.id as "orderId", o.phase, c.name, c.email, c.telegram_id is not null as telegram, o.total, o.currency, o.provider, o.surface, o.created_at, o.attention,
       o.given_by is not null as given, count(*) over () as found,
       o.seats as asked, (select count(*) from tickets k where k.tenant_id = o.tenant_id and k.order_id = o.id and k.state = 'valid') as seats,
       (select coalesce(sum(r.amount), 0)::bigint from refunds r where r.tenant_id = o.tenant_id and r.order_id = o.id
         and r.state <> 'refused' and r.reason <> 'unearned') as returned
     from orders o left join contacts c on c.tenant_id = o.tenant_id and c.person_id = o.person_id
     where o.tenant_id = ? and o.show_id = ? and (?::text is null or o.phase = ?) and (${found.sql})
     order by o.created_at desc, o.id limit ${pageSize} offset ?`,
    [tenantId, showId, phase ?? null, phase ?? null, ...found.params, page * pageSize],
  );
  const orders = rows.map(({ created_at: createdAt, found: _, currency, total, returned, ...row }) => ({
    ...row,
    number: orderNumber(row.orderId),
    total: money(total, currency),
    returned: money(returned, currency),
    createdAt: createdAt.toISOString(),
  }));
  return { orders, total: rows[0]?.found ?? 0 };
}

/** Numbers follow from ids and stand in no column, so Postgres works them out as `orderNumber` does. */
const numberSql = `(with h as (select sha256('\\x6f7264657200'::bytea || convert_to(o.id::text, 'UTF8')) as b)
  select string_agg(substr('${codeAlphabet}', (get_byte(b, i) & 31) + 1, 1), '' order by i) from h, generate_series(0, 5) as i)`;

function matching(search: string): { sql: string; params: string[] } {
  const part = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const code = search
    .toUpperCase()
    .replace(/^R-/, '')
    .replaceAll(/[^0-9A-Z]/g, '');
  const byText = `c.name ilike ? or c.email ilike ? or exists (select 1 from tickets k where k.tenant_id = o.tenant_id and k.order_id = o.id and k.number ilike ?)`;
  if (!/^[0-9A-Z]{2,6}$/.test(code))
    return { sql: `${byText} or o.id::text = ?`, params: [part, part, part, search.toLowerCase()] };
  return { sql: `${byText} or ${numberSql} like ?`, params: [part, part, part, `${code}%`] };
}

export async function orderOfTicket(em: EntityManager, tenantId: string, ticketId: string): Promise<string | undefined> {
  const [row] = await em.execute<Array<{ order_id: string }>>('select order_id from tickets where tenant_id = ? and id = ?', [
    tenantId,
    ticketId,
  ]);
  return row?.order_id;
}
