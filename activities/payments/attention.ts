/** What a machine must not decide is written down for an operator, once by its key. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { nameUuid } from '../../domain/uuid.ts';

export type AttentionItem = {
  tenantId: string;
  orderId: string | null;
  kind:
    | 'paymentMismatch'
    | 'refundRefused'
    | 'messageUnknown'
    | 'paymentUnclosed'
    /** A paid order that cannot be told of its show's fate. */
    | 'orderWithoutProcess'
    /** After a day some orders have still not dealt with a move or a cancellation. */
    | 'showChangeStuck'
    /** Of a stage: nothing is on air at the start; somebody may not publish; the recording failed; there is no channel. */
    | 'noPicture'
    | 'publisherRefused'
    | 'recordingFailed'
    | 'channelRefused';
  key: string;
  details: Record<string, string | number>;
};

export async function askOperator(tx: EntityManager, { tenantId, orderId, kind, key, details }: AttentionItem): Promise<void> {
  await tx.execute(
    `insert into attention_items (tenant_id, id, key, kind, order_id, details) values (?, ?, ?, ?, ?, ?::jsonb) on conflict do nothing`,
    [tenantId, nameUuid('attention', tenantId, key), key, kind, orderId, JSON.stringify(details)],
  );
  if (orderId) await tx.execute('update orders set attention = true where tenant_id = ? and id = ?', [tenantId, orderId]);
}
