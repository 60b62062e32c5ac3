/** What waits for a person's decision, oldest first; last what waits for a provider. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import { orderNumber } from '../../domain/uuid.ts';
import { attentionWords } from './attention-words.ts';

export type AttentionView = {
  id: string;
  kind: string;
  title: LocalText;
  nextStep: LocalText;
  details: Record<string, string | number>;
  orderId: string | null;
  orderNumber: string | null;
  since: string;
  ageHours: number;
  canRetry: boolean;
  /** False: it leaves the list by itself, when what it tells of has come to its end. */
  canResolve: boolean;
};
type Row = Pick<AttentionView, 'id' | 'kind' | 'details' | 'orderId'> & { since: Date; age: number; refund: string };

/**
 * A refund on its way for longer than a provider needs. Its process goes on trying and has nobody to tell; and if there were no process
 * any more, the row would still be here.
 */
const slow = `select r.id, 'refundSlow', jsonb_build_object('amount', r.amount, 'currency', r.currency, 'refund', r.key), r.order_id, r.created_at, r.state
  from refunds r where r.tenant_id = ? and r.state = 'requested' and r.created_at < now() - interval '1 day'
    and not exists (select 1 from attention_items i where i.tenant_id = r.tenant_id and i.resolved_at is null and coalesce(i.details->>'refund', i.key) = r.key)`;

export async function attentionList(em: EntityManager, tenantId: string): Promise<AttentionView[]> {
  const rows = await em.execute<Row[]>(
    `with open (id, kind, details, "orderId", since, refund) as (
       select i.id, i.kind, i.details, i.order_id, i.created_at, coalesce(r.state, '')
       from attention_items i left join refunds r on r.tenant_id = i.tenant_id and r.key = coalesce(i.details->>'refund', i.key)
       where i.tenant_id = ? and i.resolved_at is null
       union all ${slow})
     select *, extract(epoch from now() - since)::float8 / 3600 as age from open order by kind = 'refundSlow', since, id limit 500`,
    [tenantId, tenantId],
  );
  return rows.map(({ since, age, refund, ...row }) => ({
    ...row,
    ...attentionWords(row.kind),
    orderNumber: row.orderId && orderNumber(row.orderId),
    since: since.toISOString(),
    ageHours: Math.max(0, Math.round(age * 10) / 10),
    canRetry: row.kind === 'refundRefused' && refund === 'refused',
    // While it is tried again nobody returns it by hand.
    canResolve: row.kind === 'refundRefused' ? refund !== 'requested' : row.kind !== 'refundSlow',
  }));
}
