/** How an organisation is paid, as its organiser sees it: keys can be recognised, not read. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type AccountVault, masked } from '../../domain/account-secrets.ts';
import { surfaces as allSurfaces, type PayingProvider, type Surface } from '../../domain/orders.ts';
import { offersOn, safeDefault } from '../../domain/paying.ts';
import { sellingAccounts } from '../payments/offers.ts';

type Row = {
  provider: PayingProvider;
  name: string;
  settings: Record<string, string | number | boolean>;
  secrets: string;
  surfaces: Surface[] | null;
  active: boolean;
  changedAt: Date;
};

/** @param member reads as the organisation. @param house providers at which the house itself has an account. */
export async function paymentAccounts(member: EntityManager, tenantId: string, house: PayingProvider[], vault: AccountVault) {
  const rows = await member.execute<Row[]>(
    `select provider, name, settings, secrets, surfaces, active, changed_at as "changedAt" from payment_accounts where tenant_id = ? order by provider`,
    [tenantId],
  );
  const own = await sellingAccounts(member, tenantId);
  return {
    accounts: rows.map(({ secrets, changedAt, ...row }) => ({
      ...row,
      secrets: Object.entries(vault.open({ tenantId, provider: row.provider }, secrets)).map(([name, secret]) => ({
        ...{ name, shown: masked(secret) },
      })),
      changedAt: changedAt.toISOString(),
    })),
    house,
    surfaces: allSurfaces.map((surface) => ({
      surface,
      byDefault: safeDefault[surface].providers,
      reason: safeDefault[surface].reason,
      offered: offersOn(surface, { own, platform: house }).map(({ provider, account }) => ({ provider, account })),
    })),
  };
}
