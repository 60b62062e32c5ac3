/** People (global), an organisation's contacts of its buyers, messages sent, and what waits for an operator. */
import { defineEntity, p } from '@mikro-orm/core';
import type { Language } from '../../domain/language.ts';
import { peoplePolicies, policies } from '../policies.ts';

export const PersonEntity = defineEntity({
  name: 'Person',
  tableName: 'people',
  rowLevelSecurity: 'force',
  policies: peoplePolicies(),
  properties: {
    id: p.uuid().primary(),
    language: p.string().$type<Language>().nullable(),
    timeZone: p.string().nullable(),
    /** Session tokens from before this moment are refused. */
    validAfter: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});

export const ContactEntity = defineEntity({
  name: 'Contact',
  tableName: 'contacts',
  comment: "How an organisation reaches its buyer: the organisation's, not the platform's.",
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  properties: {
    tenantId: p.uuid().primary(),
    personId: p.uuid().primary(),
    name: p.string().nullable(),
    email: p.string().nullable(),
    telegramId: p.bigint('number').nullable(),
    language: p.string().$type<Language>(),
    timeZone: p.string().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});

export const MessageEntity = defineEntity({
  name: 'Message',
  tableName: 'messages',
  comment: 'The send ledger: a row before each proactive message, so that none goes out twice.',
  rowLevelSecurity: 'force',
  policies: policies(),
  uniques: [{ properties: ['tenantId', 'key'] }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    key: p.string(),
    personId: p.uuid(),
    orderId: p.uuid().nullable(),
    channel: p.string().$type<'telegram' | 'email'>(),
    /** `sending` that was left behind by a crash is an unknown outcome. */
    state: p.string().$type<'intended' | 'sending' | 'sent' | 'undeliverable' | 'unknown'>(),
    attempts: p.integer().default(0),
    providerMessageId: p.string().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    sentAt: p.datetime().nullable(),
  },
});

export const AttentionEntity = defineEntity({
  name: 'Attention',
  tableName: 'attention_items',
  comment: 'What a machine must not decide: mismatched money, a refused refund, a message of unknown outcome.',
  rowLevelSecurity: 'force',
  policies: policies(),
  uniques: [{ properties: ['tenantId', 'key'] }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    key: p.string(),
    kind: p.string(),
    orderId: p.uuid().nullable(),
    details: p.json<Record<string, string | number>>(),
    createdAt: p.datetime().defaultRaw('now()'),
    resolvedAt: p.datetime().nullable(),
    resolvedBy: p.uuid().nullable(),
    /** In the operator's words. */
    resolution: p.text().nullable(),
  },
});
