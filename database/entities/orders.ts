/** Orders, the seats they hold, their tickets. Written by activities alone. */
import { defineEntity, p } from '@mikro-orm/core';
import type { Language } from '../../domain/language.ts';
import type { Currency } from '../../domain/money.ts';
import type { OrderPhase, ProviderName, RevokeReason, Surface } from '../../domain/orders.ts';
import type { CheckInResult, InvitationState } from '../../domain/tickets.ts';
import { policies } from '../policies.ts';

export const OrderEntity = defineEntity({
  name: 'Order',
  tableName: 'orders',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  indexes: [
    { properties: ['tenantId', 'showId'] },
    { properties: ['tenantId', 'network', 'showId'] },
    { properties: ['personId', 'createdAt'] },
    { properties: ['id'] },
  ],
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
    refundedAt: p.datetime().nullable(),
    /** Newest change of its show (move, cancellation) that this order's process has dealt with. */
    showRevision: p.integer().default(0),
    /** Who gave these tickets away; null when they were bought. */
    givenBy: p.uuid().nullable(),
    /** Keyed hash of the network that a guest asked from: so many unpaid seats at once and no more. Null: known by Telegram. */
    network: p.uuid().nullable(),
    /** Whose Telegram a guest brought this order to; messages about it go there. */
    broughtBy: p.uuid().nullable(),
    /** Percent that came back when the tickets were last exchanged: an exchange opens no new free return. */
    refundCeiling: p.integer().nullable(),
    /** How often the tickets were exchanged for another date. */
    exchanges: p.integer().default(0),
  },
});

export const OrderLineEntity = defineEntity({
  name: 'OrderLine',
  tableName: 'order_lines',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  checks: [{ name: 'order_lines_quantity_check', expression: 'quantity between 0 and 10' }],
  properties: {
    tenantId: p.uuid().primary(),
    orderId: p.uuid().primary(),
    ticketTypeId: p.uuid().primary(),
    personId: p.uuid(),
    /** 0 after an exchange for a date with other types. */
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
  // Whoever bought it, and the companion who holds it.
  policies: policies({ person: ['person_id', 'holder_person_id'] }),
  uniques: [{ properties: ['tenantId', 'orderId', 'ticketTypeId', 'position', 'round'] }, { properties: ['tenantId', 'number'] }],
  indexes: [{ properties: ['tenantId', 'showId'] }, { properties: ['holderPersonId'] }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    orderId: p.uuid(),
    showId: p.uuid(),
    ticketTypeId: p.uuid(),
    /** 1-based place within its order and type: issuing twice lands on the same rows. */
    position: p.integer(),
    /** 0, and one more with each exchange. */
    round: p.integer().default(0),
    personId: p.uuid(),
    /** The companion who claimed it; null: the buyer holds it. */
    holderPersonId: p.uuid().nullable(),
    claimedAt: p.datetime().nullable(),
    /** What was paid for it, in minor units of the order's currency. */
    unitAmount: p.integer().default(0),
    number: p.string(),
    state: p.string().$type<'valid' | 'revoked'>(),
    issuedAt: p.datetime().defaultRaw('now()'),
    revokedAt: p.datetime().nullable(),
    revokeReason: p.string().$type<RevokeReason>().nullable(),
    usedAt: p.datetime().nullable(),
  },
});

export const CheckInEntity = defineEntity({
  name: 'CheckIn',
  tableName: 'check_ins',
  comment: 'Every scan at a door, as its device tells it; the first one that admits is the ticket’s used_at.',
  rowLevelSecurity: 'force',
  policies: policies(),
  indexes: [{ properties: ['tenantId', 'showId'] }, { properties: ['tenantId', 'ticketId'] }],
  properties: {
    tenantId: p.uuid().primary(),
    /** Chosen by the device, so that a scan that is synced twice is one. */
    id: p.uuid().primary(),
    showId: p.uuid(),
    ticketId: p.uuid().nullable(),
    device: p.uuid(),
    byPerson: p.uuid(),
    result: p.string().$type<CheckInResult>(),
    /** By the device's clock. */
    scannedAt: p.datetime(),
    syncedAt: p.datetime().defaultRaw('now()'),
  },
});

export const InvitationEntity = defineEntity({
  name: 'Invitation',
  tableName: 'invitations',
  comment: 'A personal way into the chat of a show; cleared only when the messenger confirms that the person is out.',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  uniques: [{ properties: ['tenantId', 'orderId', 'personId', 'round'] }],
  indexes: [{ properties: ['tenantId', 'chatId'] }, { properties: ['link'] }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    orderId: p.uuid(),
    showId: p.uuid(),
    personId: p.uuid(),
    chatId: p.bigint('number'),
    /** One more each time the person asks for a new link. */
    round: p.integer().default(0),
    link: p.string().nullable(),
    state: p.string().$type<InvitationState>(),
    createdAt: p.datetime().defaultRaw('now()'),
    admittedAt: p.datetime().nullable(),
    removedAt: p.datetime().nullable(),
  },
});

export const RatingEntity = defineEntity({
  name: 'Rating',
  tableName: 'ratings',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  checks: [{ name: 'ratings_stars_check', expression: 'stars between 1 and 5' }],
  properties: {
    tenantId: p.uuid().primary(),
    showId: p.uuid().primary(),
    personId: p.uuid().primary(),
    orderId: p.uuid(),
    stars: p.integer(),
    comment: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});
