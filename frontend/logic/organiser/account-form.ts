/** The form of a payment account as it is typed. A key that is on record is never shown: an empty field leaves it as it is. */
import type { Faults, Read } from './show-form.ts';
import type { NewPaymentAccount, PaymentAccount, Provider, Surface } from './types.ts';

export type AccountDraft = {
  secretKey: string;
  webhookSecret: string;
  shopId: string;
  vatCode: number;
  /** Where it is offered is decided here, against the safe default. */
  own: boolean;
  surfaces: Surface[];
  active: boolean;
};

export const allSurfaces: readonly Surface[] = ['web', 'miniapp', 'bot'];
/** https://yookassa.ru/developers/payment-acceptance/receipts/54fz/parameters-values */
export const vatCodes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

export const accountDraft = (account: PaymentAccount | undefined, byDefault: Surface[]): AccountDraft => ({
  ...{ secretKey: '', webhookSecret: '' },
  shopId: String(account?.settings['shopId'] ?? ''),
  vatCode: Number(account?.settings['vatCode'] ?? 1),
  own: account?.surfaces != null,
  surfaces: [...(account?.surfaces ?? byDefault)],
  active: account?.active ?? true,
});

const begins: Record<Provider, RegExp> = { stripe: /^(sk|rk)_\S+$/, yookassa: /^(live|test)_\S+$/, stars: /^$/ };

type Body = NewPaymentAccount extends infer One ? (One extends { requestId: string } ? Omit<One, 'requestId'> : never) : never;

/** @param known whether keys are on record already */
export function readAccount(draft: AccountDraft, provider: Provider, known: boolean): Read<Body> {
  const secretKey = draft.secretKey.trim();
  const webhookSecret = draft.webhookSecret.trim();
  const faults: Faults = {};
  if (provider !== 'stars' && !(secretKey === '' && known) && !begins[provider].test(secretKey))
    faults['secretKey'] = secretKey ? `key.${provider}` : 'missing';
  if (provider === 'stripe' && !(webhookSecret === '' && known) && !/^whsec_\S+$/.test(webhookSecret))
    faults['webhookSecret'] = webhookSecret ? 'key.webhook' : 'missing';
  if (provider === 'yookassa' && !/^\d{1,12}$/.test(draft.shopId.trim())) faults['shopId'] = 'shop';
  if (Object.keys(faults).length > 0) return { faults };
  const common = { surfaces: draft.own ? [...draft.surfaces] : null, active: draft.active };
  const key = secretKey ? { secretKey } : {};
  if (provider === 'stars') return { value: { ...common, provider } };
  if (provider === 'yookassa')
    return { value: { ...common, provider, shopId: draft.shopId.trim(), vatCode: draft.vatCode, ...key } };
  return { value: { ...common, provider, ...key, ...(webhookSecret ? { webhookSecret } : {}) } };
}
