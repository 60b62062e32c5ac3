/** Organisations, their productions, the dates and what is sold for them. */
import { defineEntity, p } from '@mikro-orm/core';
import type { LocalText } from '../../domain/language.ts';
import type { Role } from '../../domain/members.ts';
import type { RefundPolicy } from '../../domain/refund-policy.ts';
import type { PosterSymbol, ShowKind, ShowStatus } from '../../domain/shows.ts';
import type { CountryRule } from '../../domain/stage.ts';
import { policies } from '../policies.ts';

const localText = () => p.json<LocalText>();

export const OrganisationEntity = defineEntity({
  name: 'Organisation',
  tableName: 'organisations',
  rowLevelSecurity: 'force',
  policies: policies({ tenant: 'id', public: 'published_at is not null' }),
  properties: {
    id: p.uuid().primary(),
    slug: p.string().unique(),
    name: localText(),
    timeZone: p.string(),
    publishedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

export const MemberEntity = defineEntity({
  name: 'Member',
  tableName: 'members',
  comment: 'Who works for an organisation, and as what.',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  indexes: [{ properties: ['personId'] }],
  properties: {
    tenantId: p.uuid().primary(),
    personId: p.uuid().primary(),
    role: p.string().$type<Role>(),
    name: p.string().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    changedAt: p.datetime().defaultRaw('now()'),
    removedAt: p.datetime().nullable(),
  },
});

export const ProductionEntity = defineEntity({
  name: 'Production',
  tableName: 'productions',
  rowLevelSecurity: 'force',
  policies: policies({ public: 'published_at is not null' }),
  uniques: [
    { properties: ['tenantId', 'slug'] },
    // Global by design: pages and posters of what everybody may see are found by their address.
    { name: 'productions_slug_published_unique', properties: ['slug'], where: 'published_at is not null' },
  ],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    slug: p.string(),
    title: localText(),
    author: localText(),
    description: localText(),
    minutes: p.integer(),
    ageLimit: p.integer(),
    symbol: p.string().$type<PosterSymbol>(),
    hue: p.integer(),
    position: p.integer().default(0),
    publishedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

export const ShowEntity = defineEntity({
  name: 'Show',
  tableName: 'shows',
  rowLevelSecurity: 'force',
  // Cancelled and archived shows stay visible: a person's order points at them.
  policies: policies({ public: 'published_at is not null' }),
  uniques: [{ properties: ['tenantId', 'code'] }],
  indexes: [{ properties: ['startsAt'] }, { properties: ['code'] }],
  checks: [
    { name: 'shows_seats_left_check', expression: 'seats_left >= 0 and seats_left <= capacity' },
    { name: 'shows_hold_minutes_check', expression: 'hold_minutes between 1 and 1440' },
  ],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    productionId: p.uuid(),
    code: p.string(),
    startsAt: p.datetime(),
    timeZone: p.string(),
    kind: p.string().$type<ShowKind>(),
    status: p.string().$type<ShowStatus>(),
    capacity: p.integer(),
    seatsLeft: p.integer(),
    holdMinutes: p.integer().default(15),
    refundPolicy: p.json<RefundPolicy>(),
    /** The closed chat in which a Telegram-native show is played. */
    chatId: p.bigint('number').nullable(),
    /** Where it is played, or where not; null: everywhere. */
    countries: p.json<CountryRule>().nullable(),
    /** One more with each move or cancellation. */
    revision: p.integer().default(0),
    /** When it was last moved: whoever ordered before may return. */
    movedAt: p.datetime().nullable(),
    cancelledAt: p.datetime().nullable(),
    publishedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

export const TicketTypeEntity = defineEntity({
  name: 'TicketType',
  tableName: 'ticket_types',
  rowLevelSecurity: 'force',
  policies: policies({
    public:
      'exists (select 1 from shows s where s.tenant_id = ticket_types.tenant_id and s.id = ticket_types.show_id and s.published_at is not null)',
  }),
  uniques: [{ properties: ['tenantId', 'showId', 'position'] }],
  checks: [{ name: 'ticket_types_left_check', expression: 'quota is null or (quota_left >= 0 and quota_left <= quota)' }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    showId: p.uuid(),
    position: p.integer(),
    name: localText(),
    note: localText(),
    /** At most so many of this type; null: as many as the house has seats. */
    quota: p.integer().nullable(),
    quotaLeft: p.integer().nullable(),
    /** Pay what you want: the price is the least. */
    openPrice: p.boolean().default(false),
  },
});

export const TicketPriceEntity = defineEntity({
  name: 'TicketPrice',
  tableName: 'ticket_prices',
  rowLevelSecurity: 'force',
  policies: policies({
    public:
      'exists (select 1 from ticket_types t where t.tenant_id = ticket_prices.tenant_id and t.id = ticket_prices.ticket_type_id)',
  }),
  checks: [{ name: 'ticket_prices_amount_check', expression: 'amount >= 0' }],
  properties: {
    tenantId: p.uuid().primary(),
    ticketTypeId: p.uuid().primary(),
    currency: p.string().primary(),
    amount: p.integer(),
  },
});

export const ShowChangeEntity = defineEntity({
  name: 'ShowChange',
  tableName: 'show_changes',
  comment: 'A move or a cancellation, and how many orders it concerns; how many know of it is counted in orders.show_revision.',
  rowLevelSecurity: 'force',
  policies: policies(),
  properties: {
    tenantId: p.uuid().primary(),
    showId: p.uuid().primary(),
    revision: p.integer().primary(),
    kind: p.string().$type<'moved' | 'cancelled' | 'wayIn'>(),
    byPerson: p.uuid(),
    fromStartsAt: p.datetime(),
    /** Null for a cancellation. */
    toStartsAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** When every order had been signalled. */
    finishedAt: p.datetime().nullable(),
  },
});

export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entries',
  comment: 'Who of an organisation changed what. Append-only.',
  rowLevelSecurity: 'force',
  policies: policies(),
  indexes: [{ properties: ['tenantId', 'subject'] }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    byPerson: p.uuid(),
    /** moveShow, refund, checkIn … */
    action: p.string(),
    /** show:<id>, order:<id> … */
    subject: p.string(),
    details: p.json<Record<string, string | number | boolean | null>>(),
    at: p.datetime().defaultRaw('now()'),
  },
});
