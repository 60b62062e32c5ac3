/** What an organiser sees of shows, orders and money, and what they may ask for. */
import { z } from 'zod';
import { currencies } from '../../domain/money.ts';
import { maxTicketsAnOrder, orderPhases, providers, surfaces } from '../../domain/orders.ts';
import { posterSymbols, showKinds, showStatuses } from '../../domain/shows.ts';
import { checkInResults } from '../../domain/tickets.ts';
import { Id, LocalText, Money, OneLine, Paragraphs, Time, TimeZone } from './common.ts';
import { Order } from './orders.ts';
import { RefundPolicy } from './shows.ts';

const text = (most: number) => OneLine.min(1).max(most);
const bothTexts = (most: number) => z.object({ ru: text(most), en: text(most) });
const paragraphs = (most: number) => Paragraphs.min(1).max(most);
const note = OneLine.max(200);
const noteTexts = z.object({ ru: note, en: note });
const requestId = Id.meta({ description: 'Chosen by the client: the same request again changes nothing.' });
export const Sales = z
  .object({
    capacity: z.int(),
    sold: z.int(),
    held: z.int().meta({ description: 'Waiting for payment.' }),
    given: z.int().meta({ description: 'Complimentary, part of sold.' }),
    checkedIn: z.int(),
    earned: z.array(Money).meta({ description: 'Paid and not returned, by currency.' }),
    returned: z.array(Money),
  })
  .meta({ id: 'Sales' });

export const ShowChange = z
  .object({
    revision: z.int(),
    kind: z.enum(['moved', 'cancelled', 'wayIn']),
    fromStartsAt: Time,
    toStartsAt: Time.nullable(),
    at: Time,
    total: z.int().meta({ description: 'Orders that it concerns.' }),
    told: z.int().meta({ description: 'Orders whose process has dealt with it.' }),
    returned: z.int().meta({ description: 'Orders whose money went back.' }),
    refused: z.int().meta({ description: 'Refunds that their provider refused; they are on the list.' }),
  })
  .meta({ id: 'ShowChange' });

export const MyShow = z
  .object({
    id: Id,
    code: z.string(),
    startsAt: Time,
    timeZone: z.string(),
    kind: z.enum(showKinds),
    status: z.enum(showStatuses),
    published: z.boolean(),
    sales: Sales,
  })
  .meta({ id: 'MyShow' });

export const MyProduction = z
  .object({
    id: Id,
    slug: z.string(),
    title: LocalText,
    author: LocalText,
    description: LocalText,
    minutes: z.int(),
    ageLimit: z.int(),
    symbol: z.enum(posterSymbols),
    hue: z.int(),
    posterUrl: z.string(),
    published: z.boolean(),
    shows: z.array(MyShow),
  })
  .meta({ id: 'MyProduction' });
export const MyProductions = z.object({ timeZone: z.string(), productions: z.array(MyProduction) }).meta({ id: 'MyProductions' });

export const MyTicketType = z
  .object({
    id: Id,
    position: z.int(),
    name: LocalText,
    note: LocalText,
    quota: z.int().nullable(),
    openPrice: z.boolean(),
    prices: z.array(Money),
    sold: z.int(),
  })
  .meta({ id: 'MyTicketType' });

export const MyShowDetails = MyShow.extend({
  productionId: Id,
  title: LocalText,
  posterUrl: z.string(),
  minutes: z.int(),
  holdMinutes: z.int(),
  refundPolicy: RefundPolicy,
  chatId: z.int().nullable(),
  ticketTypes: z.array(MyTicketType),
  changes: z.array(ShowChange).meta({ description: 'Newest first.' }),
  rating: z.object({ average: z.number().nullable(), count: z.int() }),
  temporalUrl: z.string().nullable(),
}).meta({ id: 'MyShowDetails' });

export const NewProduction = z
  .object({
    requestId,
    title: bothTexts(120),
    author: bothTexts(120),
    description: z.object({ ru: paragraphs(2000), en: paragraphs(2000) }),
    minutes: z.int().min(5).max(600),
    ageLimit: z.int().min(0).max(18),
    symbol: z.enum(posterSymbols),
    hue: z.int().min(0).max(359),
  })
  .meta({ id: 'NewProduction' });
export const ProductionSaved = z.object({ productionId: Id, slug: z.string() }).meta({ id: 'ProductionSaved' });

export const NewTicketType = z
  .object({
    name: bothTexts(60),
    note: noteTexts,
    quota: z.int().min(1).max(100_000).nullable(),
    openPrice: z.boolean().default(false).meta({ description: 'Pay what you want; the prices are the least.' }),
    prices: z
      .array(z.object({ amount: z.int().min(1).max(100_000_000), currency: z.enum(currencies) }))
      .min(1)
      .max(currencies.length)
      .refine((prices) => new Set(prices.map((price) => price.currency)).size === prices.length, 'a currency stands twice'),
  })
  .meta({ id: 'NewTicketType' });

const showSettings = {
  capacity: z.int().min(1).max(100_000),
  holdMinutes: z.int().min(1).max(1440),
  refundPolicy: RefundPolicy,
  chatId: z.int().nullable().default(null).meta({ description: 'Closed chat of a Telegram-native show.' }),
};
export const NewShow = z
  .object({
    ...{ requestId, productionId: Id, startsAt: Time, timeZone: TimeZone, kind: z.enum(showKinds), ...showSettings },
    ticketTypes: z.array(NewTicketType).min(1).max(10),
  })
  .meta({ id: 'NewShow' });
export const ShowSaved = z.object({ showId: Id, code: z.string() }).meta({ id: 'ShowSaved' });
export const ShowSettings = z.object({ requestId, ...showSettings }).meta({ id: 'ShowSettings' });
export const ShowPublished = z.object({ requestId, published: z.boolean() }).meta({ id: 'ShowPublished' });
export const ShowMoved = z.object({ requestId, startsAt: Time }).meta({ id: 'ShowMoved' });
export const ShowCancelled = z.object({ requestId }).meta({ id: 'ShowCancelled' });

export const SoldOrder = z
  .object({
    orderId: Id,
    number: z.string(),
    phase: z.enum(orderPhases),
    name: z.string().nullable(),
    email: z.string().nullable(),
    telegram: z.boolean(),
    asked: z.int().meta({ description: 'Tickets that were asked for.' }),
    seats: z.int().meta({ description: 'Tickets still good.' }),
    total: Money,
    returned: Money.meta({ description: 'Of the total, back with the buyer or on its way there.' }),
    provider: z.enum(providers),
    surface: z.enum(surfaces),
    createdAt: Time,
    attention: z.boolean(),
    given: z.boolean(),
  })
  .meta({ id: 'SoldOrder' });
export const SoldOrders = z.object({ orders: z.array(SoldOrder), total: z.int() }).meta({ id: 'SoldOrders' });
export const SoldOrdersQuery = z.object({
  search: OneLine.max(100).optional().meta({ description: 'Order number, name or e-mail.' }),
  phase: z.enum(orderPhases).optional(),
  page: z.coerce.number().int().min(0).max(1000).default(0).meta({ description: 'Fifty a page.' }),
});

export const TimelineEntry = z
  .object({
    at: Time,
    kind: z.string().meta({ description: 'ordered, held, paid, ticketed, sent, claimed, joined, checkedIn, refund, moved …' }),
    text: LocalText,
    failed: z.boolean(),
  })
  .meta({ id: 'TimelineEntry' });
export const OrderStory = z
  .object({
    order: Order,
    contact: z.object({ name: z.string().nullable(), email: z.string().nullable(), telegramId: z.int().nullable() }),
    waitsFor: z.string().nullable().meta({ description: "In the process's own words; null when it has ended or is away." }),
    timeline: z.array(TimelineEntry).meta({ description: 'Oldest first.' }),
    temporalUrl: z.string().nullable(),
  })
  .meta({ id: 'OrderStory' });

export const OrganiserRefund = z
  .object({
    requestId,
    ticketIds: z.array(Id).min(1).max(10).optional(),
    whole: z.boolean().meta({ description: 'The whole price, whatever the policy says.' }),
  })
  .meta({ id: 'OrganiserRefund' });

/** Tickets sent again, a ticket made void. */
export const RequestOnce = z.object({ requestId }).meta({ id: 'RequestOnce' });

export const Complimentary = z
  .object({
    orderId: Id.meta({ description: 'Chosen by the client: the same id again gives nothing away twice.' }),
    lines: z
      .array(z.object({ ticketTypeId: Id, quantity: z.int().min(1).max(maxTicketsAnOrder) }))
      .min(1)
      .max(10)
      .refine((lines) => new Set(lines.map((line) => line.ticketTypeId)).size === lines.length, 'a ticket type stands twice')
      .refine(
        (lines) => lines.reduce((sum, line) => sum + line.quantity, 0) <= maxTicketsAnOrder,
        `at most ${maxTicketsAnOrder} tickets`,
      ),
    name: text(120).optional(),
    email: z.email().max(254).toLowerCase(),
    language: z.enum(['ru', 'en']),
  })
  .meta({ id: 'Complimentary' });
export const ComplimentaryGiven = z
  .object({ orderId: Id, number: z.string(), orderUrl: z.string() })
  .meta({ id: 'ComplimentaryGiven' });

export const AttentionItem = z
  .object({
    id: Id,
    kind: z.string(),
    title: LocalText,
    nextStep: LocalText,
    details: z.record(z.string(), z.union([z.string(), z.number()])),
    orderId: Id.nullable(),
    orderNumber: z.string().nullable(),
    since: Time,
    ageHours: z.number(),
    canRetry: z.boolean(),
    canResolve: z.boolean().meta({ description: 'False: it leaves the list by itself.' }),
  })
  .meta({ id: 'AttentionItem' });
export const AttentionList = z.object({ items: z.array(AttentionItem) }).meta({ id: 'AttentionList' });
export const AttentionResolved = z.object({ requestId, resolution: text(500) }).meta({ id: 'AttentionResolved' });
export const AttentionRetried = z.object({ requestId }).meta({ id: 'AttentionRetried' });

export const DoorDates = z
  .object({
    shows: z.array(MyShow.pick({ id: true, code: true, startsAt: true, timeZone: true }).extend({ title: LocalText })),
  })
  .meta({ id: 'DoorDates' });
export const DoorList = z
  .object({
    show: MyShow.pick({ id: true, code: true, startsAt: true, timeZone: true, status: true }).extend({ title: LocalText }),
    publicKey: z.string().meta({ description: 'Ed25519, raw 32 bytes, base64url: tickets can be checked without a network.' }),
    tickets: z.array(
      z.object({
        id: Id,
        number: z.string(),
        typeName: LocalText,
        state: z.enum(['valid', 'revoked']),
        usedAt: Time.nullable(),
      }),
    ),
    at: Time,
  })
  .meta({ id: 'DoorList' });
export const CheckIns = z
  .object({
    device: Id,
    scans: z
      .array(
        z.object({
          id: Id,
          token: z
            .string()
            .min(1)
            .max(600)
            .meta({ description: 'Of the QR code; or the number of a ticket, when a person typed it.' }),
          at: Time.refine((at) => at > '2020', 'is long ago'),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({ id: 'CheckIns', description: 'Scans of one device, in their order. A scan that is synced twice counts once.' });
export const CheckInAnswers = z
  .object({
    results: z.array(
      z.object({
        id: Id,
        result: z.enum(checkInResults),
        ticketId: Id.nullable(),
        number: z.string().nullable(),
        typeName: LocalText.nullable(),
        firstAt: Time.nullable().meta({ description: 'When this ticket was let in first.' }),
      }),
    ),
  })
  .meta({ id: 'CheckInAnswers' });
