/** What is paid for beside a ticket: donations and the shop, for viewers and for the organisation. */
import { z } from 'zod';
import { currencies } from '../../domain/money.ts';
import { orderPhases, payingProviders, providers } from '../../domain/orders.ts';
import { itemKinds, longestDonationText, longestDonorName, longestNote, mostItems, mostOfItem } from '../../domain/shop.ts';
import { posterSymbols } from '../../domain/shows.ts';
import { Id, LocalText, Money, OneLine, Paragraphs, Time } from './common.ts';

export const ShopItem = z
  .object({
    id: Id,
    kind: z.enum(itemKinds).meta({ description: 'A programme is read at once; merchandise is handed over.' }),
    title: LocalText,
    note: LocalText,
    symbol: z.enum(posterSymbols),
    hue: z.int().min(0).max(359),
    prices: z.array(Money),
    left: z.int().nullable().meta({ description: 'Null: as many as are wanted.' }),
    mostEach: z.int().meta({ description: 'Of it in one purchase.' }),
  })
  .meta({ id: 'ShopItem' });

const extraKind = z.enum(['donation', 'shop']);
export const ExtraOrder = z
  .object({
    orderId: Id,
    number: z.string(),
    kind: extraKind,
    phase: z.enum(orderPhases),
    reason: z.string().nullable().meta({ description: 'Why it ended: buyer, declined, goodsGone, showCancelled …' }),
    total: Money,
    checkoutUrl: z.string().nullable(),
    holdEndsAt: Time.nullable(),
    items: z.array(
      z.object({
        itemId: Id,
        title: LocalText,
        quantity: z.int(),
        unit: Money,
        gift: z.string().nullable().meta({ description: "A programme's address or text, once it is paid." }),
      }),
    ),
    handedOverAt: Time.nullable(),
    refunded: Money.nullable(),
  })
  .meta({ id: 'ExtraOrder' });

export const Extras = z
  .object({
    open: z.boolean().meta({ description: 'Something may be paid for now.' }),
    donations: z.array(
      z.object({
        currency: z.enum(currencies),
        suggested: z.array(z.int()),
        least: z.int(),
        most: z.int(),
      }),
    ),
    ways: z.array(z.object({ provider: z.enum(payingProviders), currencies: z.array(z.enum(currencies)) })),
    items: z.array(ShopItem),
    bought: z.array(ExtraOrder).meta({ description: 'By this ticket and person, newest first.' }),
  })
  .meta({ id: 'Extras' });

const orderId = Id.meta({ description: 'Chosen by the client, so that a double press lands on the same order.' });
const way = { currency: z.enum(currencies), provider: z.enum(payingProviders) };

export const DonationAsked = z
  .object({
    ...{ orderId, ...way },
    amount: z.int().min(1).max(100_000_000).meta({ description: 'Minor units, within the bounds of its currency.' }),
    name: OneLine.max(longestDonorName).meta({ description: "By which the donor is shown; '' for nobody's." }),
    text: OneLine.max(longestDonationText).meta({ description: 'Stands over the picture of everybody.' }),
  })
  .meta({ id: 'DonationAsked' });

export const PurchaseAsked = z
  .object({
    ...{ orderId, ...way },
    items: z
      .array(z.object({ itemId: Id, quantity: z.int().min(1).max(mostOfItem) }))
      .min(1)
      .max(mostItems)
      .refine((items) => new Set(items.map(({ itemId }) => itemId)).size === items.length, 'an item stands twice'),
    note: OneLine.max(longestNote).meta({ description: 'Where to, which size; for the theatre alone.' }),
  })
  .meta({ id: 'PurchaseAsked' });

const requestId = Id.meta({ description: 'Chosen by the client: the same request again changes nothing.' });
const inBoth = (longest: number) => z.object({ ru: OneLine.min(1).max(longest), en: OneLine.min(1).max(longest) });
const gift = z.object({ ru: Paragraphs.min(1).max(2000), en: Paragraphs.min(1).max(2000) });

export const OwnShopItem = ShopItem.omit({ mostEach: true })
  .extend({ gift: LocalText.nullable(), active: z.boolean(), sold: z.int() })
  .meta({ id: 'OwnShopItem' });
export const OwnShopItems = z.object({ items: z.array(OwnShopItem) }).meta({ id: 'OwnShopItems' });

export const ShopItemSaved = z
  .object({
    requestId,
    itemId: Id.meta({ description: 'Chosen by the client; one that is there already is changed.' }),
    kind: z.enum(itemKinds),
    title: inBoth(80),
    note: z.object({ ru: OneLine.max(200), en: OneLine.max(200) }),
    gift: gift.nullable().meta({ description: 'Of a programme: its address or its text, for whoever has paid.' }),
    symbol: z.enum(posterSymbols),
    hue: z.int().min(0).max(359),
    prices: z
      .array(z.object({ amount: z.int().min(1).max(100_000_000), currency: z.enum(currencies) }))
      .min(1)
      .max(currencies.length)
      .refine((prices) => new Set(prices.map((price) => price.currency)).size === prices.length, 'a currency stands twice'),
    left: z.int().min(0).max(1_000_000).nullable(),
    active: z.boolean(),
  })
  .refine((item) => (item.kind === 'programme') === (item.gift !== null), {
    path: ['gift'],
    message: 'a programme has one, merchandise has none',
  })
  .meta({ id: 'ShopItemSaved' });

export const SoldExtra = z
  .object({
    orderId: Id,
    number: z.string(),
    kind: extraKind,
    phase: z.enum(orderPhases),
    show: z.object({ id: Id, title: LocalText, startsAt: Time }),
    total: Money,
    refunded: Money.nullable(),
    provider: z.enum(providers),
    createdAt: Time,
    paidAt: Time.nullable(),
    buyer: z.object({ name: z.string().nullable(), email: z.string().nullable(), telegram: z.boolean() }),
    name: z.string().meta({ description: 'As a donor is shown.' }),
    note: z.string().meta({ description: "A donor's words; for goods where to and which size." }),
    items: z.array(z.object({ itemId: Id, kind: z.enum(itemKinds), title: LocalText, quantity: z.int() })),
    handedOverAt: Time.nullable(),
    toHandOver: z.boolean(),
    attention: z.boolean(),
  })
  .meta({ id: 'SoldExtra' });
export const SoldExtras = z.object({ orders: z.array(SoldExtra) }).meta({ id: 'SoldExtras' });
