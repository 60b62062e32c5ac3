/** The platform's own accounts, from the environment. Organisations' own stand beside them, in the database. */
import type { Environment } from '../domain/environment.ts';
import type { PayingProvider } from '../domain/orders.ts';
import type { ProviderAccounts } from './registry.ts';

/** Where the house itself can be paid. */
export const houseProviders = ({ stripe, yookassa, telegram }: ProviderAccounts): PayingProvider[] => [
  ...(stripe['platform'] ? (['stripe'] as const) : []),
  ...(yookassa['platform'] ? (['yookassa'] as const) : []),
  ...(telegram['platform'] ? (['stars'] as const) : []),
];

export function accountsFrom(env: Environment): ProviderAccounts {
  const apiRoot = env.TELEGRAM_API_ROOT ? { apiRoot: env.TELEGRAM_API_ROOT } : {};
  const apiUrl = env.STRIPE_API_URL ? { apiUrl: env.STRIPE_API_URL } : {};
  const yooUrl = env.YOOKASSA_API_URL ? { apiUrl: env.YOOKASSA_API_URL } : {};
  const shop = env.YOOKASSA_SHOP_ID && env.YOOKASSA_SECRET_KEY;
  return {
    telegram: env.TELEGRAM_BOT_TOKEN ? { platform: { token: env.TELEGRAM_BOT_TOKEN, ...apiRoot } } : {},
    stripe: env.STRIPE_SECRET_KEY ? { platform: { secretKey: env.STRIPE_SECRET_KEY, ...apiUrl } } : {},
    yookassa: shop
      ? {
          platform: {
            ...{ shopId: env.YOOKASSA_SHOP_ID!, secretKey: env.YOOKASSA_SECRET_KEY!, vatCode: env.YOOKASSA_VAT_CODE },
            ...yooUrl,
          },
        }
      : {},
    servers: { stripe: apiUrl, yookassa: yooUrl },
  };
}
