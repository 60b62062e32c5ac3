/** Accounts by name → the clients that speak for them. */
import type { ProviderName } from '../domain/orders.ts';
import type { Messengers } from './messaging/port.ts';
import { type TelegramAccount, telegramMessenger } from './messaging/telegram/client.ts';
import { type PaymentProvider, type PaymentProviders, PaymentRejected } from './payments/port.ts';
import { starsProvider } from './payments/stars/client.ts';
import { type StripeAccount, stripeProvider } from './payments/stripe/client.ts';

export type ProviderAccounts = {
  /** By bot name; the platform's own is `platform`. */
  telegram: Record<string, TelegramAccount>;
  stripe: Record<string, StripeAccount>;
};

export function createPaymentProviders({ telegram, stripe }: ProviderAccounts): PaymentProviders {
  const clients = new Map<string, PaymentProvider>();
  for (const [name, account] of Object.entries(stripe)) clients.set(`stripe:${name}`, stripeProvider(account));
  for (const [name, account] of Object.entries(telegram)) clients.set(`stars:${name}`, starsProvider(account));
  return {
    get(provider: ProviderName, account: string) {
      const client = clients.get(`${provider}:${account}`);
      if (!client) throw new PaymentRejected(`There is no ${provider} account named ${account}`);
      return client;
    },
  };
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
