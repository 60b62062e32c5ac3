/** Accounts by name → the clients that speak for them: the platform's from the environment, an organisation's from the book. */
import type { AccountSecrets } from '../domain/account-secrets.ts';
import type { ProviderName } from '../domain/orders.ts';
import type { ChatKeepers, Messengers } from './messaging/port.ts';
import { telegramChats } from './messaging/telegram/chats.ts';
import { type TelegramAccount, telegramMessenger } from './messaging/telegram/client.ts';
import { type PaymentProvider, type PaymentProviders, PaymentRejected } from './payments/port.ts';
import { starsProvider } from './payments/stars/client.ts';
import { type StripeAccount, stripeProvider } from './payments/stripe/client.ts';
import type { YooKassaAccount } from './payments/yookassa/api.ts';
import { yooKassaProvider } from './payments/yookassa/client.ts';

export type ProviderAccounts = {
  /** By bot name; the platform's own is `platform`. */
  telegram: Record<string, TelegramAccount>;
  stripe: Record<string, StripeAccount>;
  yookassa: Record<string, YooKassaAccount>;
  /** Where the partners are, for the accounts of organisations too. */
  servers: { stripe: { apiUrl?: string }; yookassa: { apiUrl?: string } };
};

/** Somebody waits for the answer, ms. */
const trialPatience = 4000;

export type StoredAccount = { settings: Record<string, string | number | boolean>; secrets: AccountSecrets };
/** The accounts that organisations brought. */
export interface AccountBook {
  find(provider: ProviderName, name: string): Promise<StoredAccount | undefined>;
}

export function createPaymentProviders(accounts: ProviderAccounts, book?: AccountBook): PaymentProviders {
  const clients = new Map<string, PaymentProvider>();
  for (const [name, account] of Object.entries(accounts.stripe)) clients.set(`stripe:${name}`, stripeProvider(account));
  for (const [name, account] of Object.entries(accounts.yookassa)) clients.set(`yookassa:${name}`, yooKassaProvider(account));
  for (const [name, account] of Object.entries(accounts.telegram)) clients.set(`stars:${name}`, starsProvider(account));
  return {
    async get(provider, account) {
      const known = clients.get(`${provider}:${account}`);
      if (known) return known;
      // Not kept: its keys may change at any time.
      const stored = await book?.find(provider, account);
      const client = stored && clientOf(provider, stored, accounts.servers);
      if (!client) throw new PaymentRejected(`There is no ${provider} account named ${account}`);
      return client;
    },
  };
}

/**
 * Tries an account that is not in the book yet. @returns whether its provider takes the keys; undefined when it gives no answer, or has
 * no keys of ours.
 */
export type KeyTrial = (provider: ProviderName, account: StoredAccount) => Promise<boolean | undefined>;

export const keyTrial =
  (servers: ProviderAccounts['servers']): KeyTrial =>
  (provider, account) =>
    Promise.resolve(clientOf(provider, account, servers)?.takesKeys?.(AbortSignal.timeout(trialPatience))).catch(() => undefined);

function clientOf(
  provider: ProviderName,
  { settings, secrets }: StoredAccount,
  servers: ProviderAccounts['servers'],
): PaymentProvider | undefined {
  const { secretKey } = secrets;
  if (!secretKey) return undefined;
  if (provider === 'stripe') return stripeProvider({ secretKey, ...servers.stripe });
  if (provider !== 'yookassa') return undefined;
  const { shopId, vatCode } = settings;
  return yooKassaProvider({ shopId: String(shopId), secretKey, vatCode: Number(vatCode ?? 1), ...servers.yookassa });
}

export function createMessengers({ telegram }: Pick<ProviderAccounts, 'telegram'>): Messengers {
  const clients = new Map(Object.entries(telegram).map(([name, account]) => [name, telegramMessenger(account)]));
  return {
    get(bot) {
      const messenger = clients.get(bot);
      if (!messenger) throw new Error(`There is no bot named ${bot}`);
      return messenger;
    },
  };
}

export function createChatKeepers({ telegram }: Pick<ProviderAccounts, 'telegram'>): ChatKeepers {
  const keepers = new Map(Object.entries(telegram).map(([name, account]) => [name, telegramChats(account)]));
  return {
    get(bot) {
      const keeper = keepers.get(bot);
      if (!keeper) throw new Error(`There is no bot named ${bot}`);
      return keeper;
    },
  };
}
