/** How an organisation is paid: its own accounts, and where each way to pay is offered. */
import type { z } from 'zod';
import type { SaveAccount } from '../../commands/organisations/payment-accounts.ts';
import { paymentAccounts } from '../../queries/organiser/payment-accounts.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Member, type Route } from '../route.ts';
import { NewPaymentAccount, PaymentAccounts } from '../schemas/payment-accounts.ts';

const path = '/organiser/{org}/payment-accounts';
const common = { tag: 'Organiser', access: 'member', permission: 'manageAccounts', path, answer: PaymentAccounts } as const;

export const organiserAccountRoutes = (deps: ApiDeps): Route[] => {
  const seen = async ({ tenantId }: Member) => {
    const { readers, houseProviders, vault, publicUrl } = deps;
    const { accounts, ...rest } = await paymentAccounts(readers.member(tenantId), tenantId, houseProviders, vault);
    const webhookUrl = ({ provider, name }: { provider: string; name: string }) =>
      provider === 'stars' ? null : new URL(`/webhooks/${provider}/${name}`, publicUrl).href;
    return { body: { ...rest, accounts: accounts.map((account) => ({ ...account, webhookUrl: webhookUrl(account) })) } };
  };

  return [
    defineRoute({
      ...{ ...common, method: 'get', problems: [] },
      summary: 'How the organisation is paid, and what is offered where and why; keys are masked',
      handle: ({ member }) => seen(member),
    }),
    defineRoute({
      ...{ ...common, method: 'put', body: NewPaymentAccount, problems: ['AccountNameTaken', 'KeysRefused', 'Busy'] },
      summary: 'Bring an account of its own, change its keys, or say where it is offered',
      async handle({ member, body }) {
        await deps.paymentAccounts.save(member.tenantId, { ...accountOf(body), by: member.personId });
        return seen(member);
      },
    }),
  ];
};

function accountOf(asked: z.output<typeof NewPaymentAccount>): Omit<SaveAccount, 'by'> {
  const { requestId, surfaces, active, provider } = asked;
  const settings = asked.provider === 'yookassa' ? { shopId: asked.shopId, vatCode: asked.vatCode } : {};
  const secrets: Record<string, string> = {};
  if ('secretKey' in asked && asked.secretKey) secrets['secretKey'] = asked.secretKey;
  if ('webhookSecret' in asked && asked.webhookSecret) secrets['webhookSecret'] = asked.webhookSecret;
  return { requestId, surfaces, active, provider, settings, secrets: Object.keys(secrets).length > 0 ? secrets : null };
}
