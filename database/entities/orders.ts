/** Orders, the seats they hold, their tickets. Written by activities alone. */
import { defineEntity, p } from '@mikro-orm/core';
import type { Language } from '../../domain/language.ts';
import type { Currency } from '../../domain/money.ts';
import type { OrderPhase, ProviderName, Surface } from '../../domain/orders.ts';
import { policies } from '../policies.ts';

export const OrderEntity = defineEntity({
  name: 'Order',
  tableName: 'orders',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  indexes: [{ properties: ['tenantId', 'showId'] }, { properties: ['personId', 'createdAt'] }, { properties: ['id'] }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    personId: p.uuid(),
    showId: p.uuid(),
    phase: p.string().$type<OrderPhase>(),
    /** Why it was cancelled; null otherwise. */
    reason: p.string().nullable(),
    surface: p.string().$type<Surface>(),
    provider: p.string().$type<ProviderName>(),
    account: p.string(),
    bot: p.string().nullable(),
    language: p.string().$type<Language>(),
    currency: p.string().$type<Currency>(),
    total: p.integer(),
    seats: p.integer(),
    checkoutUrl: p.text().nullable(),
    holdEndsAt: p.datetime().nullable(),
    /** Money came that does not fit; a person looks at it. */
    attention: p.boolean().default(false),
    createdAt: p.datetime().defaultRaw('now()'),
    paidAt: p.datetime().nullable(),
    ticketedAt: p.datetime().nullable(),
    deliveredAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
  },
});

export const OrderLineEntity = defineEntity({
  name: 'OrderLine',
  tableName: 'order_lines',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  checks: [{ name: 'order_lines_quantity_check', expression: 'quantity between 1 and 10' }],
  properties: {
    tenantId: p.uuid().primary(),
    orderId: p.uuid().primary(),
    ticketTypeId: p.uuid().primary(),
    personId: p.uuid(),
    quantity: p.integer(),
    unitAmount: p.integer(),
  },
});

export const SeatHoldEntity = defineEntity({
  name: 'SeatHold',
  tableName: 'seat_holds',
  comment:
    "An order's claim on seats. `released` is a tombstone: it stands even when there was no hold, so that a late commit cannot take seats.",
  rowLevelSecurity: 'force',
  policies: policies(),
  indexes: [{ properties: ['tenantId', 'showId', 'state'] }],
  properties: {
    tenantId: p.uuid().primary(),
    orderId: p.uuid().primary(),
    showId: p.uuid(),
    seats: p.integer(),
    state: p.string().$type<'held' | 'sold' | 'released'>(),
    createdAt: p.datetime().defaultRaw('now()'),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});

export const TicketEntity = defineEntity({
  name: 'Ticket',
  tableName: 'tickets',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  uniques: [{ properties: ['tenantId', 'orderId', 'ticketTypeId', 'position'] }, { properties: ['tenantId', 'number'] }],
  indexes: [{ properties: ['tenantId', 'showId'] }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    orderId: p.uuid(),
    showId: p.uuid(),
    ticketTypeId: p.uuid(),
    /** 1-based place within its order and type: issuing twice lands on the same rows. */
    position: p.integer(),
    personId: p.uuid(),
    number: p.string(),
    state: p.string().$type<'valid' | 'revoked'>(),
    issuedAt: p.datetime().defaultRaw('now()'),
    revokedAt: p.datetime().nullable(),
    usedAt: p.datetime().nullable(),
  },
});
