/** How tickets of an organisation can be paid where the buyer stands. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PayingProvider, Surface } from '../../domain/orders.ts';
import { type Offer, offersOn, type SellingAccount } from '../../domain/paying.ts';

/** @param platform reads as the platform. @param house providers at which the house itself has an account. */
export async function offersOf(
  platform: EntityManager,
  house: PayingProvider[],
  { tenantId, surface }: { tenantId: string; surface: Surface },
): Promise<Offer[]> {
  return offersOn(surface, { own: await sellingAccounts(platform, tenantId), platform: house });
}

export async function sellingAccounts(em: EntityManager, tenantId: string): Promise<SellingAccount[]> {
  const rows = await em.execute<SellingAccount[]>(
    'select provider, name as account, surfaces, active from payment_accounts where tenant_id = ?',
    [tenantId],
  );
  // Stars go to the bot in which they are paid; an organisation only says where.
  return rows.map((row) => (row.provider === 'stars' ? { ...row, account: 'platform' } : row));
}
