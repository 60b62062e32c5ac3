/** What is paid for beside a ticket: donations, goods of a shop and how many are left. Written by activities alone. */
import { defineEntity, p } from '@mikro-orm/core';
import type { LocalText } from '../../domain/language.ts';
import type { Money } from '../../domain/money.ts';
import type { ExtraKind } from '../../domain/orders.ts';
import type { ItemKind } from '../../domain/shop.ts';
import type { PosterSymbol } from '../../domain/shows.ts';
import { policies } from '../policies.ts';

export const ExtraEntity = defineEntity({
  name: 'Extra',
  tableName: 'extras',
  comment:
    'What an order beside a ticket is for, and its claim on goods. `released` is a tombstone: it stands even when nothing was held, so that a late commit takes nothing.',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  indexes: [{ properties: ['tenantId', 'ticketId'] }, { properties: ['personId', 'ticketId'] }],
  properties: {
    tenantId: p.uuid().primary(),
    orderId: p.uuid().primary(),
    kind: p.string().$type<ExtraKind>(),
    personId: p.uuid(),
    /** By which its buyer was in the house. */
    ticketId: p.uuid(),
    state: p.string().$type<'held' | 'sold' | 'released'>(),
    /** As a donor wants to be shown; '' for nobody's. */
    name: p.text().default(''),
    /** A donor's words; for goods where to and which size. */
    text: p.text().default(''),
    handedOverAt: p.datetime().nullable(),
    handedOverBy: p.uuid().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});

export const ShopItemEntity = defineEntity({
  name: 'ShopItem',
  tableName: 'shop_items',
  rowLevelSecurity: 'force',
  policies: policies(),
  checks: [{ name: 'shop_items_stock_check', expression: 'stock is null or stock >= 0' }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    kind: p.string().$type<ItemKind>(),
    title: p.json<LocalText>(),
    note: p.json<LocalText>(),
    /** A programme's address or text, for whoever has paid. */
    gift: p.json<LocalText>().nullable(),
    symbol: p.string().$type<PosterSymbol>(),
    hue: p.integer(),
    /** One a currency. */
    prices: p.json<Money[]>(),
    /** How many are left; null: as many as are wanted. */
    stock: p.integer().nullable(),
    active: p.boolean().default(true),
    position: p.integer().default(0),
    createdAt: p.datetime().defaultRaw('now()'),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});

export const ShopLineEntity = defineEntity({
  name: 'ShopLine',
  tableName: 'shop_lines',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  indexes: [{ properties: ['tenantId', 'itemId'] }],
  checks: [{ name: 'shop_lines_quantity_check', expression: 'quantity between 1 and 10' }],
  properties: {
    tenantId: p.uuid().primary(),
    orderId: p.uuid().primary(),
    itemId: p.uuid().primary(),
    personId: p.uuid(),
    quantity: p.integer(),
    unitAmount: p.integer(),
  },
});
