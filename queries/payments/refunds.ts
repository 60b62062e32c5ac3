/** Which of our refunds a partner speaks of; read as the platform, for the doors' own decisions. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ProviderName } from '../../domain/orders.ts';

export type RefundPlace = { tenantId: string; orderId: string; personId: string };
type Told = { provider: ProviderName; account: string; refundId: string };

/** @returns undefined for a refund that was made past us, or whose id has not been written down yet. */
export async function refundOf(platform: EntityManager, { provider, account, refundId }: Told): Promise<RefundPlace | undefined> {
  const [row] = await platform.execute<RefundPlace[]>(
    `select r.tenant_id as "tenantId", r.order_id as "orderId", r.person_id as "personId" from payments p
     join refunds r on r.tenant_id = p.tenant_id and r.payment_id = p.id
     where r.provider_refund_id = ? and p.provider = ? and p.account = ? limit 1`,
    [refundId, provider, account],
  );
  return row;
}

/** Whether money is ours at all: a refund of ours may be known a moment before its id is written down. */
export async function isOurPayment(
  platform: EntityManager,
  { provider, account, paymentId }: { provider: ProviderName; account: string; paymentId: string },
): Promise<boolean> {
  const rows = await platform.execute<unknown[]>(
    'select 1 from payments where provider = ? and account = ? and payment_id = ? limit 1',
    [provider, account, paymentId],
  );
  return rows.length > 0;
}
