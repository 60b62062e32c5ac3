/** One date as its organiser sees it: what it is, how it sells, what was changed and how far that has come. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import type { Money } from '../../domain/money.ts';
import type { RefundPolicy } from '../../domain/refund-policy.ts';
import { type MyShowView, posterOf, type ShowRow, showColumns, showOf } from './playbill.ts';
import { salesOf } from './sales.ts';

export type MyTicketTypeView = {
  id: string;
  position: number;
  name: LocalText;
  note: LocalText;
  quota: number | null;
  openPrice: boolean;
  prices: Money[];
  sold: number;
};
export type ShowChangeView = {
  revision: number;
  kind: 'moved' | 'cancelled' | 'wayIn';
  fromStartsAt: string;
  toStartsAt: string | null;
  at: string;
  total: number;
  told: number;
  returned: number;
  refused: number;
};
export type MyShowDetailsView = MyShowView & {
  productionId: string;
  title: LocalText;
  posterUrl: string;
  minutes: number;
  holdMinutes: number;
  refundPolicy: Required<RefundPolicy>;
  chatId: number | null;
  ticketTypes: MyTicketTypeView[];
  changes: ShowChangeView[];
  rating: { average: number | null; count: number };
};

type DetailRow = ShowRow & {
  title: LocalText;
  slug: string;
  minutes: number;
  holdMinutes: number;
  refundPolicy: RefundPolicy;
  chatId: number | null;
  average: number | null;
  count: number;
};
type ChangeRow = Omit<ShowChangeView, 'fromStartsAt' | 'toStartsAt' | 'at'> & { from: Date; to: Date | null; at: Date };

export async function showDetails(em: EntityManager, tenantId: string, showId: string): Promise<MyShowDetailsView | undefined> {
  return em.transactional(async (tx) => {
    const [row] = await tx.execute<DetailRow[]>(
      `select ${showColumns}, p.title, p.slug, p.minutes, s.hold_minutes as "holdMinutes", s.refund_policy as "refundPolicy", s.chat_id as "chatId",
         r.average::float8 as average, r.count from shows s join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id
       left join lateral (select avg(stars) as average, count(*) as count from ratings where tenant_id = s.tenant_id and show_id = s.id) r on true
       where s.tenant_id = ? and s.id = ?`,
      [tenantId, showId],
    );
    if (!row) return undefined;
    const { slug, title, minutes, holdMinutes, refundPolicy, chatId, average, count, ...show } = row;
    const sales = await salesOf(tx, tenantId, new Map([[showId, row.capacity]]));
    return {
      ...showOf(show, sales.get(showId)!),
      ...{ productionId: row.production_id, title, posterUrl: posterOf(slug), minutes, holdMinutes, chatId },
      refundPolicy: { noneWithinHours: 0, ...refundPolicy },
      ticketTypes: await ticketTypesOf(tx, tenantId, showId),
      changes: await changesOf(tx, tenantId, showId),
      rating: { average, count },
    };
  });
}

const ticketTypesOf = (tx: EntityManager, tenantId: string, showId: string): Promise<MyTicketTypeView[]> =>
  tx.execute<MyTicketTypeView[]>(
    `select t.id, t.position, t.name, t.note, t.quota, t.open_price as "openPrice",
       (select coalesce(jsonb_agg(jsonb_build_object('amount', pr.amount, 'currency', pr.currency) order by pr.currency desc), '[]') from ticket_prices pr
         where pr.tenant_id = t.tenant_id and pr.ticket_type_id = t.id) as prices,
       (select count(*) from tickets k where k.tenant_id = t.tenant_id and k.ticket_type_id = t.id and k.state = 'valid') as sold
     from ticket_types t where t.tenant_id = ? and t.show_id = ? order by t.position`,
    [tenantId, showId],
  );

/**
 * Newest first. A change concerns the orders that were there before it and were still alive: those that have dealt with it, and those
 * that are about to. Money counts for the change after which it was asked back.
 */
async function changesOf(tx: EntityManager, tenantId: string, showId: string): Promise<ShowChangeView[]> {
  const rows = await tx.execute<ChangeRow[]>(
    `with c as (select *, lead(created_at) over (order by revision) as next_at from show_changes where tenant_id = ? and show_id = ?)
     select c.revision, c.kind, c.from_starts_at as from, c.to_starts_at as to, c.created_at as at, n.total, n.told, n.returned, n.refused
     from c cross join lateral (
       select count(*) as total, count(*) filter (where o.show_revision >= c.revision) as told,
         count(*) filter (where r.succeeded) as returned, count(*) filter (where r.refused) as refused
       from orders o left join lateral (
         select bool_or(state = 'succeeded') as succeeded, bool_or(state = 'refused') as refused from refunds f
         where f.tenant_id = o.tenant_id and f.order_id = o.id and f.created_at >= c.created_at and (c.next_at is null or f.created_at < c.next_at)) r on true
       where o.tenant_id = c.tenant_id and o.show_id = c.show_id and o.created_at <= c.created_at
         and (o.show_revision >= c.revision or o.phase in ('held', 'awaitingPayment', 'paid'))) n
     order by c.revision desc`,
    [tenantId, showId],
  );
  return rows.map(({ from, to, at, ...change }) => ({
    ...change,
    fromStartsAt: from.toISOString(),
    toStartsAt: to?.toISOString() ?? null,
    at: at.toISOString(),
  }));
}
