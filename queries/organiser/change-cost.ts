/** What moving or cancelling a date would touch, said before it is done: from the very rows that its steps go by. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Currency, type Money, money } from '../../domain/money.ts';

export type ChangeCostView = {
  /** Orders that are paid or given. */
  orders: number;
  /** Their good tickets. */
  tickets: number;
  /** Orders that wait for their payment. */
  waiting: number;
  /**
   * What a cancellation returns: the whole price of every good ticket, every donation, and goods that were not handed over. What was
   * kept of earlier returns stays kept.
   */
  back: Money[];
  /** Messages by the way they will go: one for each person of each order. A blocked bot turns Telegram into mail. */
  told: { telegram: number; email: number; nobody: number };
};
type Counts = Pick<ChangeCostView, 'orders' | 'tickets' | 'waiting'>;

/** @param em reads as the organisation */
export const changeCost = (em: EntityManager, tenantId: string, showId: string): Promise<ChangeCostView> =>
  em.transactional(async (tx) => {
    const show = [tenantId, showId];
    const [counts] = await tx.execute<[Counts]>(
      `select count(*) filter (where o.phase = 'paid')::int as orders, count(*) filter (where o.phase <> 'paid')::int as waiting,
         coalesce(sum(k.good) filter (where o.phase = 'paid'), 0)::int as tickets
       from orders o cross join lateral (
         select count(*) as good from tickets where tenant_id = o.tenant_id and order_id = o.id and state = 'valid') k
       where o.tenant_id = ? and o.show_id = ? and o.kind = 'tickets' and o.phase in ('held', 'awaitingPayment', 'paid')`,
      show,
    );
    const sums = await tx.execute<Array<{ amount: number; currency: Currency }>>(
      `select b.currency, sum(b.amount)::bigint as amount from (
         select o.currency, k.unit_amount as amount from orders o
         join tickets k on k.tenant_id = o.tenant_id and k.order_id = o.id and k.state = 'valid'
         where o.tenant_id = ? and o.show_id = ? and o.phase = 'paid'
         union all select o.currency, o.total from orders o
         join extras x on x.tenant_id = o.tenant_id and x.order_id = o.id and x.handed_over_at is null
         where o.tenant_id = ? and o.show_id = ? and o.phase = 'paid') b
       group by b.currency having sum(b.amount) > 0 order by b.currency desc`,
      [...show, ...show],
    );
    const [told] = await tx.execute<[ChangeCostView['told']]>(
      `with paid as (select * from orders where tenant_id = ? and show_id = ? and kind = 'tickets' and phase = 'paid'),
       people as (
         select o.tenant_id, o.id, coalesce(k.holder_person_id, k.person_id) as person from paid o
         join tickets k on k.tenant_id = o.tenant_id and k.order_id = o.id and k.state = 'valid'
         union select tenant_id, id, coalesce(brought_by, person_id) from paid)
       select count(*) filter (where c.telegram_id is not null)::int as telegram,
         count(*) filter (where c.telegram_id is null and c.email is not null)::int as email,
         count(*) filter (where c.telegram_id is null and c.email is null)::int as nobody
       from people p left join contacts c on c.tenant_id = p.tenant_id and c.person_id = p.person`,
      show,
    );
    return { ...counts, back: sums.map(({ amount, currency }) => money(amount, currency)), told };
  });
