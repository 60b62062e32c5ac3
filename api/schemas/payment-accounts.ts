/** Shapes of an organisation's payment accounts. */
import { z } from 'zod';
import { payingProviders, surfaces } from '../../domain/orders.ts';
import { Id, LocalText, Time } from './common.ts';

/** Keys travel in headers: printable ASCII alone. */
const key = (begins: RegExp, words: string) => z.string().max(255).regex(begins, words);
const requestId = Id.meta({ description: 'Chosen by the client: the same request again changes nothing.' });
const common = {
  requestId,
  surfaces: z
    .array(z.enum(surfaces))
    .max(3)
    .nullable()
    .meta({ description: 'Where it is offered; null: the safe default, which the list names with its reason.' }),
  active: z.boolean(),
};
const kept = { description: 'Left out: the one on record stays.' };

export const NewPaymentAccount = z
  .discriminatedUnion('provider', [
    z.object({
      ...common,
      provider: z.literal('stripe'),
      secretKey: key(/^(sk|rk)_[!-~]+$/, 'must begin with sk_ or rk_')
        .optional()
        .meta(kept),
      webhookSecret: key(/^whsec_[!-~]+$/, 'must begin with whsec_')
        .optional()
        .meta(kept),
    }),
    z.object({
      ...common,
      provider: z.literal('yookassa'),
      shopId: z.string().regex(/^\d{1,12}$/, 'must be the number of a shop'),
      vatCode: z.int().min(1).max(12).meta({ description: 'How tickets are taxed in receipts (54-FZ).' }),
      secretKey: key(/^(live|test)_[!-~]+$/, 'must begin with live_ or test_')
        .optional()
        .meta(kept),
    }),
    z.object({ ...common, provider: z.literal('stars') }),
  ])
  .meta({ id: 'NewPaymentAccount' });

const PaymentAccount = z
  .object({
    provider: z.enum(payingProviders),
    name: z.string(),
    settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    secrets: z.array(z.object({ name: z.string(), shown: z.string().meta({ description: 'Its last characters only.' }) })),
    surfaces: z.array(z.enum(surfaces)).nullable(),
    active: z.boolean(),
    webhookUrl: z.string().nullable().meta({ description: 'What to enter at the provider, so that it tells of payments.' }),
    changedAt: Time,
  })
  .meta({ id: 'PaymentAccount' });

export const PaymentAccounts = z
  .object({
    accounts: z.array(PaymentAccount).meta({ description: "The organisation's own." }),
    house: z.array(z.enum(payingProviders)).meta({ description: 'Where the house can be paid for it otherwise.' }),
    surfaces: z.array(
      z.object({
        surface: z.enum(surfaces),
        byDefault: z.array(z.enum(payingProviders)),
        reason: LocalText,
        offered: z.array(z.object({ provider: z.enum(payingProviders), account: z.string() })),
      }),
    ),
  })
  .meta({ id: 'PaymentAccounts' });
