/** How shows sell, counted from tickets, holds and money. Read as a member of the organisation. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Currency, type Money, money } from '../../domain/money.ts';

export type SalesView = {
  capacity: number;
  /** Tickets that are good. */
  sold: number;
  held: number;
  given: number;
  checkedIn: number;
  earned: Money[];
  returned: Money[];
};
type CountRow = { show_id: string } & Pick<SalesView, 'sold' | 'held' | 'given' | 'checkedIn'>;
type MoneyRow = { show_id: string; currency: Currency; paid: number; returned: number };

/** @param capacities of the shows that are asked about. */
export async function salesOf(
  em: EntityManager,
  tenantId: string,
  capacities: Map<string, number>,
): Promise<Map<string, SalesView>> {
  const ids = [...capacities.keys()];
  if (ids.length === 0) return new Map();
  const marks = ids.map(() => '?').join(', ');
  const counts = await em.execute<CountRow[]>(
    `select s.id as show_id, coalesce(k.sold, 0)::int as sold, coalesce(k.given, 0)::int as given, coalesce(k.used, 0)::int as "checkedIn", coalesce(h.held, 0)::int as held
     from shows s
     left join (select k.show_id, count(*) filter (where k.state = 'valid') as sold, count(*) filter (where k.state = 'valid' and o.given_by is not null) as given,
         count(*) filter (where k.used_at is not null) as used
       from tickets k join orders o on o.tenant_id = k.tenant_id and o.id = k.order_id where k.tenant_id = ? and k.show_id in (${marks}) group by k.show_id) k on k.show_id = s.id
     left join (select show_id, sum(seats) as held from seat_holds where tenant_id = ? and state = 'held' and show_id in (${marks}) group by show_id) h on h.show_id = s.id
     where s.tenant_id = ? and s.id in (${marks})`,
    [tenantId, ...ids, tenantId, ...ids, tenantId, ...ids],
  );
  // Money that bought nothing came and went beside the sales.
  const sums = await em.execute<MoneyRow[]>(
    `select o.show_id, p.currency, sum(p.amount)::bigint as paid, coalesce(sum(r.amount), 0)::bigint as returned
     from orders o join payments p on p.tenant_id = o.tenant_id and p.order_id = o.id and p.verdict = 'accepted'
     left join lateral (select sum(amount) as amount from refunds where tenant_id = p.tenant_id and payment_id = p.id and state = 'succeeded') r on true
     where o.tenant_id = ? and o.show_id in (${marks}) group by o.show_id, p.currency order by p.currency desc`,
    [tenantId, ...ids],
  );
  return new Map(
    counts.map(({ show_id: id, ...count }) => {
      const own = sums.filter((row) => row.show_id === id);
      const earned = own.map(({ paid, returned, currency }) => money(paid - returned, currency));
      const returned = own.map((row) => money(row.returned, row.currency)).filter(({ amount }) => amount > 0);
      return [id, { capacity: capacities.get(id)!, ...count, earned, returned }];
    }),
  );
}
