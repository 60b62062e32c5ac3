/** What must always hold, whatever happened: asserted on the rows themselves. */
import assert from 'node:assert/strict';
import type { TestDatabase } from './database.ts';

/** @param debts false after a negative control that broke them on purpose */
export async function assertSound(db: TestDatabase, { debts = true } = {}): Promise<void> {
  const none = async (what: string, query: string) => assert.deepEqual(await db.sql(query), [], what);
  await none(
    'the ledger sums to zero in each currency',
    'select currency, sum(amount) from ledger_entries group by currency having sum(amount) <> 0',
  );
  await none(
    'seats left = capacity − held − sold',
    `select s.id, s.seats_left, s.capacity, coalesce(sum(h.seats) filter (where h.state in ('held', 'sold')), 0) as taken from shows s
     left join seat_holds h on h.tenant_id = s.tenant_id and h.show_id = s.id group by s.tenant_id, s.id
     having s.seats_left <> s.capacity - coalesce(sum(h.seats) filter (where h.state in ('held', 'sold')), 0)`,
  );
  await none(
    'every sold hold has exactly its tickets, and no other order has any',
    `select o.id, h.state, h.seats, count(t.id) from orders o
     left join seat_holds h on h.tenant_id = o.tenant_id and h.order_id = o.id
     left join tickets t on t.tenant_id = o.tenant_id and t.order_id = o.id and t.state = 'valid'
     group by o.tenant_id, o.id, h.state, h.seats having count(t.id) <> (case when h.state = 'sold' then h.seats else 0 end)`,
  );
  await none(
    'an order is paid exactly when one payment was accepted, of its amount',
    `select o.id, o.phase, o.total, sum(p.amount) from orders o left join payments p on p.tenant_id = o.tenant_id and p.order_id = o.id and p.verdict = 'accepted'
     group by o.tenant_id, o.id having coalesce(sum(p.amount), 0) <> case when o.phase in ('paid', 'closed', 'refunded') then o.total else 0 end`,
  );
  await none(
    'money in = valid tickets + returned + owed or in suspense, for each order and currency',
    `with m as (select tenant_id, order_id, currency, sum(amount) filter (where account like 'provider:%' or account = 'by-hand') as here,
       -sum(amount) filter (where account in ('sales:tickets', 'sales:kept', 'owed:buyers', 'suspense')) as whose from ledger_entries group by 1, 2, 3)
     select * from m where coalesce(here, 0) <> coalesce(whose, 0)`,
  );
  await none(
    'what was paid for an order = its good tickets + what was returned + what was kept',
    `select o.id, o.total, t.good, t.voided, r.back from orders o
     left join lateral (select coalesce(sum(unit_amount) filter (where state = 'valid'), 0) as good,
         coalesce(sum(unit_amount) filter (where revoke_reason = 'organiser'), 0) as voided
       from tickets k where k.tenant_id = o.tenant_id and k.order_id = o.id) t on true
     left join lateral (select coalesce(sum(amount + kept), 0) as back from refunds r
       where r.tenant_id = o.tenant_id and r.order_id = o.id and r.reason <> 'unearned') r on true
     where o.paid_at is not null and o.total <> t.good + t.voided + r.back`,
  );
  if (debts)
    await none(
      'what the books owe a buyer = refunds that have not gone back, and money just recorded as unearned',
      `select o.id, l.owed, r.open, u.unearned from orders o
     left join lateral (select coalesce(-sum(amount), 0) as owed from ledger_entries e
       where e.tenant_id = o.tenant_id and e.order_id = o.id and e.account = 'owed:buyers') l on true
     left join lateral (select coalesce(sum(amount), 0) as open from refunds f
       where f.tenant_id = o.tenant_id and f.order_id = o.id and f.state <> 'succeeded') r on true
     left join lateral (select coalesce(sum(p.amount), 0) as unearned from payments p where p.tenant_id = o.tenant_id and p.order_id = o.id
       and p.verdict = 'unearned' and not exists (select 1 from refunds f where f.tenant_id = p.tenant_id and f.payment_id = p.id)) u on true
     where l.owed <> r.open + u.unearned`,
    );
  await none(
    'no ticket is returned twice',
    `select t.id, count(*) from refunds r join tickets t on t.tenant_id = r.tenant_id and r.ticket_ids @> to_jsonb(t.id::text)
     group by t.id having count(*) > 1`,
  );
}
