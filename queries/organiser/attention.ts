/** What waits for a person's decision, oldest first. */
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
};
type Row = Pick<AttentionView, 'id' | 'kind' | 'details' | 'orderId'> & { since: Date; age: number; refused: boolean };

export async function attentionList(em: EntityManager, tenantId: string): Promise<AttentionView[]> {
  const rows = await em.execute<Row[]>(
    `select i.id, i.kind, i.details, i.order_id as "orderId", i.created_at as since, extract(epoch from now() - i.created_at)::float8 / 3600 as age,
       exists (select 1 from refunds r where r.tenant_id = i.tenant_id and r.key = coalesce(i.details->>'refund', i.key) and r.state = 'refused') as refused
     from attention_items i where i.tenant_id = ? and i.resolved_at is null order by i.created_at, i.id limit 500`,
    [tenantId],
  );
  return rows.map(({ since, age, refused, ...row }) => ({
    ...row,
    ...attentionWords(row.kind),
    orderNumber: row.orderId && orderNumber(row.orderId),
    since: since.toISOString(),
    ageHours: Math.max(0, Math.round(age * 10) / 10),
    canRetry: row.kind === 'refundRefused' && refused,
  }));
}
