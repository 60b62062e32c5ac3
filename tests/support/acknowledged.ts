/** What people and partners were told had happened, and the rows that must say so too: no acknowledged tap is lost. */
/** A query that finds nothing, and what it means. */
export type Rule = [what: string, query: string, params?: unknown[]];

/** Everything that was answered with a yes. */
export type Acknowledged = {
  /** Orders whose checkout was answered, with a link or with a refusal that is final. */
  checkouts?: string[];
  /** `back` and `kept` in minor units, where they were told. */
  refunds?: Array<{ orderId: string; ticketIds: string[]; back?: number; kept?: number }>;
  exchanges?: Array<{ orderId: string; showId: string }>;
  /** Events that the door took: with them money is on record. */
  payments?: Array<{ orderId: string; provider: string; paymentId: string }>;
};

export const acknowledgedRules = ({ checkouts = [], refunds = [], exchanges = [], payments = [] }: Acknowledged): Rule[] => [
  [
    'each answered checkout has its order',
    'select a.id from unnest($1::uuid[]) a(id) where not exists (select 1 from orders o where o.id = a.id)',
    [checkouts],
  ],
  [
    'each promised return has ended its tickets and owes its sum',
    `select a.* from jsonb_to_recordset($1::jsonb) a("orderId" uuid, "ticketIds" jsonb, back int, kept int)
     where not exists (select 1 from refunds r where r.order_id = a."orderId" and r.ticket_ids @> a."ticketIds" and r.ticket_ids <@ a."ticketIds"
         and r.amount = coalesce(a.back, r.amount) and r.kept = coalesce(a.kept, r.kept))
       or exists (select 1 from tickets k where a."ticketIds" @> to_jsonb(k.id::text) and k.state <> 'revoked')`,
    [JSON.stringify(refunds)],
  ],
  [
    'each promised exchange was made, and its order stands on one of the dates it was promised',
    `select a."orderId", count(distinct a."showId"), o.exchanges, o.show_id from jsonb_to_recordset($1::jsonb) a("orderId" uuid, "showId" uuid)
     left join orders o on o.id = a."orderId" group by a."orderId", o.exchanges, o.show_id
     having coalesce(o.exchanges, 0) < count(distinct a."showId") or not coalesce(o.show_id = any(array_agg(a."showId")), false)`,
    [JSON.stringify(exchanges)],
  ],
  [
    'each delivered event has its payment',
    `select a.* from jsonb_to_recordset($1::jsonb) a("orderId" uuid, provider text, "paymentId" text)
     where not exists (select 1 from payments p where p.order_id = a."orderId" and p.provider = a.provider and p.payment_id = a."paymentId")`,
    [JSON.stringify(payments)],
  ],
];
