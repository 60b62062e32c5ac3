/** Everything that is on record about one order, as rows. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import type { Currency } from '../../domain/money.ts';
import type { OrderPhase, ProviderName, RevokeReason, Surface } from '../../domain/orders.ts';
import type { CheckInResult, InvitationState } from '../../domain/tickets.ts';

export type StoryRows = {
  order: {
    person_id: string;
    show_id: string;
    phase: OrderPhase;
    reason: string | null;
    surface: Surface;
    provider: ProviderName;
    currency: Currency;
    total: number;
    seats: number;
    hold_ends_at: Date | null;
    created_at: Date;
    ticketed_at: Date | null;
    closed_at: Date | null;
    given_by: string | null;
    time_zone: string;
    name: string | null;
    email: string | null;
    telegram_id: number | null;
  };
  hold: { state: 'held' | 'sold' | 'released'; changed_at: Date } | undefined;
  session: { provider: ProviderName; created_at: Date; closed_at: Date | null } | undefined;
  payments: Array<{
    provider: ProviderName;
    amount: number;
    currency: Currency;
    verdict: 'accepted' | 'unearned' | 'mismatch';
    at: Date;
  }>;
  refunds: Array<{
    amount: number;
    kept: number;
    currency: Currency;
    state: 'requested' | 'succeeded' | 'refused';
    reason: string;
    by: 'buyer' | 'member' | 'house';
    /** Of the member who asked. */
    by_name: string | null;
    /** Of the tickets that it is for. */
    numbers: string[];
    attempt: number;
    at: Date;
    settled_at: Date | null;
  }>;
  tickets: Array<{
    number: string;
    type_name: LocalText;
    issued_at: Date;
    claimed_at: Date | null;
    revoked_at: Date | null;
    reason: RevokeReason | null;
  }>;
  messages: Array<{ key: string; channel: 'telegram' | 'email'; state: string; to_buyer: boolean; at: Date; failed: boolean }>;
  checkIns: Array<{ number: string; result: CheckInResult; at: Date }>;
  invitations: Array<{
    state: InvitationState;
    to_buyer: boolean;
    created_at: Date;
    admitted_at: Date | null;
    removed_at: Date | null;
  }>;
  changes: Array<{ kind: 'moved' | 'cancelled'; to: Date | null; at: Date; dealt: boolean }>;
  ratings: Array<{ stars: number; comment: string | null; at: Date }>;
  attention: Array<{
    kind: string;
    at: Date;
    resolved_at: Date | null;
    resolution: string | null;
    /** How a refund that was tried again ended, at which attempt. */
    retried: 'succeeded' | 'refused' | null;
    attempt: number | null;
  }>;
  /** `numbers` of the tickets that were named. */
  audit: Array<{ action: string; name: string | null; at: Date; numbers: string[] }>;
};

/** Read in one transaction, so that the parts fit each other; nothing where the order is not this organisation's. */
export async function storyRows(em: EntityManager, tenantId: string, orderId: string): Promise<StoryRows | undefined> {
  return em.transactional(async (tx) => {
    const all = <T>(query: string, params: unknown[] = [tenantId, orderId]) => tx.execute<T[]>(query, params);
    const [order] = await all<StoryRows['order']>(
      `select o.*, s.time_zone, c.name, c.email, c.telegram_id from orders o join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id
       left join contacts c on c.tenant_id = o.tenant_id and c.person_id = o.person_id where o.tenant_id = ? and o.id = ?`,
    );
    if (!order) return undefined;
    const of = 'tenant_id = ? and order_id = ?';
    const [hold] = await all<NonNullable<StoryRows['hold']>>(`select state, changed_at from seat_holds where ${of}`);
    const [session] = await all<NonNullable<StoryRows['session']>>(
      `select provider, created_at, closed_at from payment_sessions where ${of}`,
    );
    return {
      ...{ order, hold, session },
      payments: await all(`select provider, amount, currency, verdict, received_at as at from payments where ${of}`),
      refunds: await all(
        `select r.amount, r.kept, r.currency, r.state, r.reason, r.attempt, r.created_at as at, r.settled_at, m.name as by_name,
           case when r.requested_by is null then 'house' when r.requested_by = r.person_id then 'buyer' else 'member' end as by,
           ${numbersOf('k.tenant_id = r.tenant_id and k.order_id = r.order_id and jsonb_exists(r.ticket_ids, k.id::text)')} as numbers
         from refunds r left join members m on m.tenant_id = r.tenant_id and m.person_id = r.requested_by where r.tenant_id = ? and r.order_id = ?
         order by r.created_at`,
      ),
      tickets: await all(
        `select k.number, t.name as type_name, k.issued_at, k.claimed_at, k.revoked_at, k.revoke_reason as reason from tickets k
         join ticket_types t on t.tenant_id = k.tenant_id and t.id = k.ticket_type_id where k.tenant_id = ? and k.order_id = ? order by k.round, t.position, k.position`,
      ),
      messages: await all(
        `select key, channel, state, person_id = ? as to_buyer, coalesce(sent_at, created_at) as at, state in ('undeliverable', 'unknown') as failed from messages where ${of}`,
        [order.person_id, tenantId, orderId],
      ),
      checkIns: await all(
        `select k.number, c.result, c.scanned_at as at from check_ins c join tickets k on k.tenant_id = c.tenant_id and k.id = c.ticket_id
         where k.tenant_id = ? and k.order_id = ?`,
      ),
      invitations: await all(
        `select state, person_id = ? as to_buyer, created_at, admitted_at, removed_at from invitations where ${of}`,
        [order.person_id, tenantId, orderId],
      ),
      changes: await all(
        `select c.kind, c.to_starts_at as to, c.created_at as at, o.show_revision >= c.revision as dealt from show_changes c
         join orders o on o.tenant_id = c.tenant_id and o.show_id = c.show_id where o.tenant_id = ? and o.id = ? and c.created_at >= o.created_at`,
      ),
      ratings: await all(`select stars, comment, changed_at as at from ratings where ${of}`),
      attention: await all(
        `select kind, created_at as at, resolved_at, resolution, details->>'retried' as retried, (details->>'retriedAttempt')::int as attempt
         from attention_items where ${of}`,
      ),
      audit: await all(
        `select a.action, m.name, a.at, ${numbersOf(`k.tenant_id = a.tenant_id and k.order_id = ?::uuid and k.id::text = any(string_to_array(a.details->>'tickets', ' '))`)} as numbers
         from audit_entries a left join members m on m.tenant_id = a.tenant_id and m.person_id = a.by_person
         where a.tenant_id = ? and a.subject = ? order by a.at`,
        [orderId, tenantId, `order:${orderId}`],
      ),
    };
  });
}

/** Numbers of the tickets that the condition names, in their order. */
const numbersOf = (named: string): string =>
  `(select coalesce(jsonb_agg(k.number order by k.round, k.position), '[]') from tickets k where ${named})`;
