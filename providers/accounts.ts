/** The platform's own accounts, from the environment. Organisations' accounts will stand beside them under their own names. */
import type { Environment } from '../domain/environment.ts';
import type { ProviderAccounts } from './registry.ts';

export function accountsFrom(env: Environment): ProviderAccounts {
  const apiRoot = env.TELEGRAM_API_ROOT ? { apiRoot: env.TELEGRAM_API_ROOT } : {};
  const apiUrl = env.STRIPE_API_URL ? { apiUrl: env.STRIPE_API_URL } : {};
  return {
    telegram: env.TELEGRAM_BOT_TOKEN ? { platform: { token: env.TELEGRAM_BOT_TOKEN, ...apiRoot } } : {},
    stripe: env.STRIPE_SECRET_KEY ? { platform: { secretKey: env.STRIPE_SECRET_KEY, ...apiUrl } } : {},
  };
}
