/** The accounts that an organisation brought, read as the organisation whose work is done. */
import type { AccountVault } from '../../domain/account-secrets.ts';
import type { PayingProvider } from '../../domain/orders.ts';
import type { AccountBook, StoredAccount } from '../../providers/registry.ts';
import { currentEm } from '../context.ts';

type Row = { tenant_id: string; provider: PayingProvider; settings: StoredAccount['settings']; secrets: string };

/** One that is switched off is found too: it still gives back what it took. */
export const accountBook = (vault: AccountVault): AccountBook => ({
  async find(provider, name) {
    const [row] = await currentEm().execute<Row[]>(
      'select tenant_id, provider, settings, secrets from payment_accounts where provider = ? and name = ?',
      [provider, name],
    );
    if (!row) return undefined;
    return { settings: row.settings, secrets: vault.open({ tenantId: row.tenant_id, provider: row.provider }, row.secrets) };
  },
});
