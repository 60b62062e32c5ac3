/** Payment sessions, money that arrived, refunds and the ledger. Rows of money are never deleted. */
import { defineEntity, p } from '@mikro-orm/core';
import type { Currency } from '../../domain/money.ts';
import type { PayingProvider, ProviderName, Surface } from '../../domain/orders.ts';
import { policies } from '../policies.ts';

export const PaymentSessionEntity = defineEntity({
  name: 'PaymentSession',
  tableName: 'payment_sessions',
  comment: 'What was opened at a provider for an order; maps the id that a webhook knows to the order.',
  rowLevelSecurity: 'force',
  policies: policies(),
  uniques: [{ properties: ['tenantId', 'provider', 'account', 'sessionId'] }],
  indexes: [{ properties: ['provider', 'account', 'sessionId'] }],
  properties: {
    tenantId: p.uuid().primary(),
    orderId: p.uuid().primary(),
    provider: p.string().$type<ProviderName>(),
    account: p.string(),
    sessionId: p.string(),
    amount: p.integer(),
    currency: p.string().$type<Currency>(),
    state: p.string().$type<'open' | 'closed'>(),
    createdAt: p.datetime().defaultRaw('now()'),
    closedAt: p.datetime().nullable(),
  },
});

export const PaymentEntity = defineEntity({
  name: 'Payment',
  tableName: 'payments',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  uniques: [{ properties: ['tenantId', 'provider', 'account', 'paymentId'] }],
  indexes: [{ properties: ['tenantId', 'orderId'] }, { properties: ['provider', 'account', 'paymentId'] }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    orderId: p.uuid(),
    personId: p.uuid(),
    provider: p.string().$type<ProviderName>(),
    account: p.string(),
    /** The money's own id at the provider: payment intent, charge. It alone says whether money is new. */
    paymentId: p.string(),
    amount: p.integer(),
    currency: p.string().$type<Currency>(),
    verdict: p.string().$type<'accepted' | 'unearned' | 'mismatch'>(),
    receivedAt: p.datetime().defaultRaw('now()'),
  },
});

export const RefundEntity = defineEntity({
  name: 'Refund',
  tableName: 'refunds',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  uniques: [{ properties: ['tenantId', 'key'] }],
  indexes: [{ properties: ['tenantId', 'orderId'] }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    key: p.string(),
    paymentId: p.uuid(),
    orderId: p.uuid(),
    personId: p.uuid(),
    amount: p.integer(),
    currency: p.string().$type<Currency>(),
    state: p.string().$type<'requested' | 'succeeded' | 'refused'>(),
    reason: p.string(),
    /** Tickets that were returned for it; empty for money that bought nothing. */
    ticketIds: p.json<string[]>().defaultRaw("'[]'::jsonb"),
    /** Kept by the refund policy, in minor units. */
    kept: p.integer().default(0),
    /** Who asked for it; null: the house itself. */
    requestedBy: p.uuid().nullable(),
    /** Counts calls under keys of their own: a refused refund that an operator tries again. */
    attempt: p.integer().default(1),
    providerRefundId: p.string().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    settledAt: p.datetime().nullable(),
  },
});

export const LedgerEntryEntity = defineEntity({
  name: 'LedgerEntry',
  tableName: 'ledger_entries',
  comment: 'Double entries, append-only; each transaction sums to zero in each currency (checked at commit).',
  rowLevelSecurity: 'force',
  policies: policies(),
  indexes: [{ properties: ['tenantId', 'orderId'] }],
  properties: {
    tenantId: p.uuid().primary(),
    transaction: p.string().primary(),
    account: p.string().primary(),
    currency: p.string().primary(),
    /** Minor units; debit positive, credit negative. */
    amount: p.integer(),
    orderId: p.uuid(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

export const PaymentAccountEntity = defineEntity({
  name: 'PaymentAccount',
  tableName: 'payment_accounts',
  comment: "An organisation's own account at a provider. Secrets are encrypted with the house's account key.",
  rowLevelSecurity: 'force',
  policies: policies(),
  // The second is global by design: a partner's webhook names the account and must find one organisation.
  uniques: [{ properties: ['tenantId', 'provider'] }, { properties: ['provider', 'name'] }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    provider: p.string().$type<PayingProvider>(),
    /** Unique in the house for its provider; part of the webhook's address. */
    name: p.string(),
    /** What need not be hidden: shop id, receipt settings. */
    settings: p.json<Record<string, string | number | boolean>>(),
    secrets: p.text(),
    /** Surfaces on which it is offered; null: the safe default. */
    surfaces: p.json<Surface[]>().nullable(),
    active: p.boolean().default(true),
    createdAt: p.datetime().defaultRaw('now()'),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});
