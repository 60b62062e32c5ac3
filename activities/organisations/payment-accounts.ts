/** How an organisation is paid: its own account at a provider, keys encrypted, and the surfaces on which it is offered. */
import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import type { AccountVault } from '../../domain/account-secrets.ts';
import { accountNeeds } from '../../domain/payment-account.ts';
import { type SealingKeys, unseal } from '../../domain/sealed.ts';
import { nameUuid } from '../../domain/uuid.ts';
import type { KeyTrial, StoredAccount } from '../../providers/registry.ts';
import type { NewPaymentAccount, OrganisationInput } from '../../workflows/organisations/messages.ts';
import { answeredBefore, audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';

type Deps = { sealingKeys: SealingKeys; vault: AccountVault; tryKeys: KeyTrial };
type Known = { name: string; settings: StoredAccount['settings']; secrets: string; active: boolean };

export const createPaymentAccountActivities = ({ sealingKeys, vault, tryKeys }: Deps) => ({
  /**
   * The same request again changes nothing. Wrong keys are refused while their owner looks, not when a buyer pays; a provider that gives
   * no answer stops nobody. @throws BENIGN NotAllowed, InvalidRequest, KeysRefused, AccountNameTaken
   */
  async savePaymentAccount(asked: OrganisationInput & NewPaymentAccount): Promise<{ name: string }> {
    const { tenantId, by, requestId, provider, settings, surfaces, active } = asked;
    const given = asked.secrets === null ? undefined : unseal<Record<string, string>>(sealingKeys, asked.secrets);
    const entry = { tenantId, by, requestId, action: 'savePaymentAccount', subject: `paymentAccount:${provider}` };
    const standing = async (tx: EntityManager) => {
      await authorise(tx, asked, 'manageAccounts');
      const known = await lockedAccount(tx, tenantId, provider);
      // Money that was taken is found and returned under the name of its time, so a name never changes.
      const name = known?.name ?? (await slugOf(tx, tenantId));
      if (await answeredBefore(tx, entry)) return { name, done: true } as const;

      const secrets = { ...(known ? vault.open({ tenantId, provider }, known.secrets) : {}), ...given };
      const { secrets: keys, settings: facts } = accountNeeds[provider];
      if (keys.some((key) => !secrets[key]) || facts.some((fact) => settings[fact] === undefined))
        throw refused('InvalidRequest');
      // Keys that died must not keep an account from being switched off.
      const untried = given || facts.some((fact) => known?.settings[fact] !== settings[fact]) || (active && !known?.active);
      return { name, done: false, secrets, untried } as const;
    };

    // Before the transaction that saves: a partner's answer is not waited for under a lock.
    const asIs = await inTransaction(standing);
    if (asIs.done) return { name: asIs.name };
    if (asIs.untried && (await tryKeys(provider, { settings, secrets: asIs.secrets })) === false) throw refused('KeysRefused');

    return inTransaction(async (tx) => {
      const { name, done, secrets } = await standing(tx);
      if (done) return { name };
      await savingUnderFreeName(
        tx,
        `insert into payment_accounts (tenant_id, id, provider, name, settings, secrets, surfaces, active)
         values (?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?)
         on conflict (tenant_id, provider) do update set settings = excluded.settings, secrets = excluded.secrets,
           surfaces = excluded.surfaces, active = excluded.active, changed_at = now()`,
        [
          ...[tenantId, nameUuid('payment account', tenantId, provider), provider, name, JSON.stringify(settings)],
          ...[vault.lock({ tenantId, provider }, secrets), surfaces === null ? null : JSON.stringify(surfaces), active],
        ],
      );
      // Which keys were changed is on record, what they are is not.
      const changed = Object.keys(given ?? {}).join(', ') || null;
      await audit(tx, entry, { provider, active, surfaces: surfaces?.join(', ') ?? null, changed });
      return { name };
    });
  },
});

/** The name is part of the webhook's address, and the house has each but once: another organisation's row is not seen, its name is. */
async function savingUnderFreeName(tx: EntityManager, sql: string, params: unknown[]): Promise<void> {
  try {
    await tx.execute(sql, params);
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException && error.message.includes('payment_accounts_provider_name_unique'))
      throw refused('AccountNameTaken');
    throw error;
  }
}

async function lockedAccount(tx: EntityManager, tenantId: string, provider: string): Promise<Known | undefined> {
  const [row] = await tx.execute<Known[]>(
    'select name, settings, secrets, active from payment_accounts where tenant_id = ? and provider = ? for update',
    [tenantId, provider],
  );
  return row;
}

/** Unique in the house, so that a partner's webhook finds one organisation only. */
async function slugOf(tx: EntityManager, tenantId: string): Promise<string> {
  const [row] = await tx.execute<Array<{ slug: string }>>('select slug from organisations where id = ?', [tenantId]);
  if (!row) throw new Error(`organisation ${tenantId} has no row`);
  // The house's own accounts go by this name.
  return row.slug === 'platform' ? tenantId : row.slug;
}
