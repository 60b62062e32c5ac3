/** What must always hold, whatever happened: asserted on the rows themselves, on the processes beside them, and on what people were answered. */
import assert from 'node:assert/strict';
import { type Acknowledged, acknowledgedRules, type Rule } from './acknowledged.ts';
import type { TestDatabase } from './database.ts';
import { assertProcesses, type Processes } from './processes.ts';

export type Soundness = {
  /** False after a negative control that broke the books on purpose. */
  debts?: boolean;
  /** True when everything has had its time: nothing is held, nothing waits for money, nothing is on its way back. */
  over?: boolean;
  /** True where every message has had its time: whoever has tickets got them, whoever got money back heard of it. */
  told?: boolean;
  /** What people and partners were told had happened: none of it may be lost. */
  acknowledged?: Acknowledged;
  /** The orders' processes: none without a row, and no row without one. */
  processes?: Processes;
};
type Rows = Pick<TestDatabase, 'sql'>;

export async function assertSound(db: Rows, options: Soundness = {}): Promise<void> {
  const { debts = true, over = false, told = false, acknowledged, processes } = options;
  const rules = [
    ...always,
    ...(debts ? books : []),
    ...(over ? whenOver : []),
    ...(told ? whenTold : []),
    ...(acknowledged ? acknowledgedRules(acknowledged) : []),
  ];
  for (const [what, query, params] of rules) assert.deepEqual(await db.sql(query, params), [], what);
  if (processes) await assertProcesses(db, processes);
}

const always: Rule[] = [
  [
    'the ledger sums to zero in each currency',
    'select currency, sum(amount) from ledger_entries group by currency having sum(amount) <> 0',
  ],
  [
    'seats left = capacity − held − sold',
    `select s.id, s.seats_left, s.capacity, coalesce(sum(h.seats) filter (where h.state in ('held', 'sold')), 0) as taken from shows s
     left join seat_holds h on h.tenant_id = s.tenant_id and h.show_id = s.id group by s.tenant_id, s.id
     having s.seats_left <> s.capacity - coalesce(sum(h.seats) filter (where h.state in ('held', 'sold')), 0)`,
  ],
  [
    'held and sold seats fit into the hall',
    `select s.id, s.capacity, sum(h.seats) from shows s join seat_holds h on h.tenant_id = s.tenant_id and h.show_id = s.id
     where h.state in ('held', 'sold') group by s.tenant_id, s.id having sum(h.seats) > s.capacity`,
  ],
  [
    'every sold hold has exactly its tickets, and no other order has any',
    `select o.id, h.state, h.seats, count(t.id) from orders o
     left join seat_holds h on h.tenant_id = o.tenant_id and h.order_id = o.id
     left join tickets t on t.tenant_id = o.tenant_id and t.order_id = o.id and t.state = 'valid'
     group by o.tenant_id, o.id, h.state, h.seats having count(t.id) <> (case when h.state = 'sold' then h.seats else 0 end)`,
  ],
  [
    'what is left of a quota = quota − held − good tickets',
    `select t.id, t.quota, t.quota_left, held.n as held, good.n as good from ticket_types t
     left join lateral (select coalesce(sum(l.quantity), 0) as n from order_lines l join seat_holds h on h.tenant_id = l.tenant_id and h.order_id = l.order_id
       where l.tenant_id = t.tenant_id and l.ticket_type_id = t.id and h.state = 'held') held on true
     left join lateral (select count(*) as n from tickets k where k.tenant_id = t.tenant_id and k.ticket_type_id = t.id and k.state = 'valid') good on true
     where t.quota is not null and t.quota_left <> t.quota - held.n - good.n`,
  ],
  [
    'seats are held for orders that wait, and for no others',
    `select o.id, o.phase, h.state, h.seats from orders o left join seat_holds h on h.tenant_id = o.tenant_id and h.order_id = o.id
     where (coalesce(h.state, 'none') = 'held') <> (o.phase in ('held', 'awaitingPayment'))`,
  ],
  [
    'good tickets are for the show that their order stands on',
    `select k.id from tickets k join orders o on o.tenant_id = k.tenant_id and o.id = k.order_id where k.state = 'valid' and k.show_id <> o.show_id`,
  ],
  [
    'an order is paid exactly when one payment was accepted, of its amount',
    `select o.id, o.phase, o.total, sum(p.amount) from orders o left join payments p on p.tenant_id = o.tenant_id and p.order_id = o.id and p.verdict = 'accepted'
     group by o.tenant_id, o.id having coalesce(sum(p.amount), 0) <> case when o.phase in ('paid', 'closed', 'refunded') then o.total else 0 end`,
  ],
  [
    'money in = valid tickets + returned + owed or in suspense, for each order and currency',
    `with m as (select tenant_id, order_id, currency, sum(amount) filter (where account like 'provider:%' or account = 'by-hand') as here,
       -sum(amount) filter (where account in ('sales:tickets', 'sales:kept', 'owed:buyers', 'suspense')) as whose from ledger_entries group by 1, 2, 3)
     select * from m where coalesce(here, 0) <> coalesce(whose, 0)`,
  ],
  [
    'what was paid for an order = its good tickets + what was returned + what was kept',
    `select o.id, o.total, t.good, t.voided, r.back from orders o
     left join lateral (select coalesce(sum(unit_amount) filter (where state = 'valid'), 0) as good,
         coalesce(sum(unit_amount) filter (where revoke_reason = 'organiser'), 0) as voided
       from tickets k where k.tenant_id = o.tenant_id and k.order_id = o.id) t on true
     left join lateral (select coalesce(sum(amount + kept), 0) as back from refunds r
       where r.tenant_id = o.tenant_id and r.order_id = o.id and r.reason <> 'unearned') r on true
     where o.paid_at is not null and o.total <> t.good + t.voided + r.back`,
  ],
  [
    'no ticket is returned twice',
    `select t.id, count(*) from refunds r join tickets t on t.tenant_id = r.tenant_id and r.ticket_ids @> to_jsonb(t.id::text)
     group by t.id having count(*) > 1`,
  ],
];

/** The ledger beside the rows of money and tickets, account by account. */
const books: Rule[] = [
  [
    'what the books owe a buyer = refunds that have not gone back, and money just recorded as unearned',
    `select o.id, l.owed, r.open, u.unearned from orders o
     left join lateral (select coalesce(-sum(amount), 0) as owed from ledger_entries e
       where e.tenant_id = o.tenant_id and e.order_id = o.id and e.account = 'owed:buyers') l on true
     left join lateral (select coalesce(sum(amount), 0) as open from refunds f
       where f.tenant_id = o.tenant_id and f.order_id = o.id and f.state <> 'succeeded') r on true
     left join lateral (select coalesce(sum(p.amount), 0) as unearned from payments p where p.tenant_id = o.tenant_id and p.order_id = o.id
       and p.verdict = 'unearned' and not exists (select 1 from refunds f where f.tenant_id = p.tenant_id and f.payment_id = p.id)) u on true
     where l.owed <> r.open + u.unearned`,
  ],
  [
    'the books sell what the tickets say, and keep what the refunds and the void tickets say',
    `select o.id, e.sales, e.kept, t.good, t.voided, r.kept as by_policy from orders o
     left join lateral (select coalesce(-sum(amount) filter (where account = 'sales:tickets'), 0) as sales,
         coalesce(-sum(amount) filter (where account = 'sales:kept'), 0) as kept
       from ledger_entries l where l.tenant_id = o.tenant_id and l.order_id = o.id) e on true
     left join lateral (select coalesce(sum(unit_amount) filter (where state = 'valid'), 0) as good,
         coalesce(sum(unit_amount) filter (where revoke_reason = 'organiser'), 0) as voided
       from tickets k where k.tenant_id = o.tenant_id and k.order_id = o.id) t on true
     left join lateral (select coalesce(sum(f.kept), 0) as kept from refunds f where f.tenant_id = o.tenant_id and f.order_id = o.id) r on true
     where e.sales <> t.good or e.kept <> r.kept + t.voided`,
  ],
  [
    'money that is here = payments that came − refunds that went',
    `select o.id, e.here, p.came, r.went from orders o
     left join lateral (select coalesce(sum(amount), 0) as here from ledger_entries l
       where l.tenant_id = o.tenant_id and l.order_id = o.id and (account like 'provider:%' or account = 'by-hand')) e on true
     left join lateral (select coalesce(sum(amount), 0) as came from payments p where p.tenant_id = o.tenant_id and p.order_id = o.id) p on true
     left join lateral (select coalesce(sum(amount), 0) as went from refunds f
       where f.tenant_id = o.tenant_id and f.order_id = o.id and f.state = 'succeeded') r on true
     where e.here <> p.came - r.went`,
  ],
];

const whenOver: Rule[] = [
  [
    'no hold is left when it is over',
    `select o.id, o.phase, h.state from orders o left join seat_holds h on h.tenant_id = o.tenant_id and h.order_id = o.id
     where h.state = 'held' or o.phase in ('held', 'awaitingPayment')`,
  ],
  [
    'no money is still on its way when it is over',
    `select r.order_id, r.state from refunds r where r.state = 'requested'
     union all select p.order_id, p.verdict from payments p where p.verdict = 'unearned' and not exists (select 1 from refunds f where f.tenant_id = p.tenant_id and f.payment_id = p.id)`,
  ],
  [
    'every change of a show has reached every paid order when it is over',
    `select o.id, o.show_revision, s.revision from orders o join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id
     where o.phase = 'paid' and (s.status = 'cancelled' or o.show_revision < s.revision)`,
  ],
];

/** A message that its partner took, or may have taken, or will never take because the person cannot be reached there. */
const wasSent = `m.state in ('sent', 'unknown', 'undeliverable')`;

const whenTold: Rule[] = [
  [
    'whoever has good tickets was sent them',
    `select distinct o.id, k.person_id from orders o join tickets k on k.tenant_id = o.tenant_id and k.order_id = o.id and k.state = 'valid'
     where o.phase = 'paid' and (o.delivered_at is null or not exists (select 1 from messages m where m.tenant_id = o.tenant_id and m.order_id = o.id
       and m.person_id = coalesce(k.holder_person_id, k.person_id) and m.key like 'tickets:%' and ${wasSent}))`,
  ],
  [
    'whoever got money back heard of it',
    `select r.order_id, r.key from refunds r where r.state = 'succeeded' and not exists (select 1 from messages m where m.tenant_id = r.tenant_id
       and m.order_id = r.order_id and m.key like 'told:' || r.key || '%' and ${wasSent})`,
  ],
];
