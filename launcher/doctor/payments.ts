/** Do the payment providers take the platform's keys? Asked by a read that moves nothing. */
import type { PayingProvider } from '../../domain/orders.ts';
import { accountsFrom } from '../../providers/accounts.ts';
import { createPaymentProviders } from '../../providers/registry.ts';
import { type Check, type Environment, type Finding, type KeyName, lonely, type Said, silence } from './finding.ts';

const same = (text: string): Said => ({ en: text, ru: text });

/** @param variable of the key */
async function tried(
  environment: Environment,
  provider: PayingProvider,
  variable: KeyName,
  mend: Said,
  patience: number,
): Promise<Finding> {
  const key = environment[variable];
  if (!key) return lonely(variable);
  try {
    const client = await createPaymentProviders(accountsFrom(environment)).get(provider, 'platform');
    if (!(await client.takesKeys?.(AbortSignal.timeout(patience))))
      return {
        variable,
        state: 'fails',
        what: { en: 'its provider does not take this key', ru: 'провайдер не принимает этот ключ' },
        mend,
      };
    return { variable, state: 'works', what: modeOf(key) };
  } catch (error) {
    const why = silence(error);
    const what = { en: `no answer: ${why.en}`, ru: `ответа нет: ${why.ru}` };
    const reach = {
      en: 'try again; if it stays so, let this machine reach the provider',
      ru: 'попробуйте ещё раз; если не поможет, откройте этой машине доступ к провайдеру',
    };
    return { variable, state: 'fails', what, mend: reach };
  }
}

const modeOf = (key: string): Said =>
  /^(?:sk_|rk_)?test_/.test(key)
    ? { en: 'a test account: no real money', ru: 'тестовый магазин: денег нет' }
    : { en: 'a live account: real money', ru: 'настоящий магазин: деньги настоящие' };

export const stripe: Check = {
  variables: ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_URL'],
  needs: { key: 'STRIPE_SECRET_KEY', others: ['STRIPE_API_URL'] },
  async examine(environment, patience) {
    const mend = same('dashboard.stripe.com → Developers → API keys');
    return [
      await tried(environment, 'stripe', 'STRIPE_SECRET_KEY', mend, patience),
      ...(environment.STRIPE_WEBHOOK_SECRET ? [unproven] : []),
    ];
  },
};

const unproven: Finding = {
  ...{ variable: 'STRIPE_WEBHOOK_SECRET', state: 'look' },
  what: {
    en: 'has the right form; whether it is the right one only a signed event shows',
    ru: 'по виду верно; тот ли он, покажет только подписанное событие',
  },
  mend: {
    en: 'dashboard.stripe.com → Webhooks: send a test event to PUBLIC_URL/webhooks/stripe/platform; 401 means another secret',
    ru: 'dashboard.stripe.com → Webhooks: отправьте пробное событие на PUBLIC_URL/webhooks/stripe/platform; 401 — секрет не тот',
  },
};

export const yooKassa: Check = {
  variables: ['YOOKASSA_SHOP_ID', 'YOOKASSA_SECRET_KEY', 'YOOKASSA_VAT_CODE', 'YOOKASSA_API_URL'],
  needs: { key: 'YOOKASSA_SECRET_KEY', others: ['YOOKASSA_SHOP_ID', 'YOOKASSA_API_URL'] },
  examine: async (environment, patience) => [
    await tried(
      environment,
      'yookassa',
      'YOOKASSA_SECRET_KEY',
      {
        en: 'yookassa.ru → Integration → API keys; the shop number must be of the same shop',
        ru: 'yookassa.ru → Интеграция → Ключи API; номер магазина должен быть от того же магазина',
      },
      patience,
    ),
  ],
};
