/** An organisation's own account, for the door that its partner knocks at. Read as the platform. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { AccountSecrets, AccountVault } from '../../domain/account-secrets.ts';
import type { PayingProvider } from '../../domain/orders.ts';

export type OwnAccount = { tenantId: string; secrets: AccountSecrets };

/** @returns undefined when there is no such account. One that is switched off still hears of what it took. */
export async function ownAccount(
  platform: EntityManager,
  vault: AccountVault,
  provider: PayingProvider,
  name: string,
): Promise<OwnAccount | undefined> {
  if (name.includes('\0')) return undefined; // Postgres keeps no such text, so nobody is called so
  const [row] = await platform.execute<Array<{ tenant_id: string; secrets: string }>>(
    'select tenant_id, secrets from payment_accounts where provider = ? and name = ? limit 1',
    [provider, name],
  );
  return row && { tenantId: row.tenant_id, secrets: vault.open({ tenantId: row.tenant_id, provider }, row.secrets) };
}
