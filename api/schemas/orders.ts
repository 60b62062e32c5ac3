/** What a buyer asks for and sees of an order. */
import { z } from 'zod';
import { currencies } from '../../domain/money.ts';
import { maxTicketsAnOrder, orderPhases, payingProviders, providers, revokeReasons } from '../../domain/orders.ts';
import { Clock, Id, LocalText, Money, OneLine, Time } from './common.ts';
import { ShowSummary } from './shows.ts';

export const NewOrder = z
  .object({
    orderId: Id.meta({ description: 'Chosen by the client, so that a double press lands on the same order.' }),
    showId: Id,
    lines: z
      .array(
        z.object({
          ticketTypeId: Id,
          quantity: z.int().min(1).max(maxTicketsAnOrder),
          unitAmount: z.int().min(0).max(100_000_000).optional().meta({
            description: 'For pay-what-you-want types: what the buyer gives for each, minor units; default: the least.',
          }),
        }),
      )
      .min(1)
      .max(10)
      .refine((lines) => new Set(lines.map((line) => line.ticketTypeId)).size === lines.length, 'a ticket type stands twice')
      .refine(
        (lines) => lines.reduce((sum, line) => sum + line.quantity, 0) <= maxTicketsAnOrder,
        `at most ${maxTicketsAnOrder} tickets`,
      ),
    provider: z.enum(payingProviders),
    currency: z
      .enum(currencies)
      .optional()
      .meta({ description: "Default: the provider's first currency in which all lines have a price." }),
    email: z.email().max(254).optional().meta({ description: 'Needed from a guest; the ticket is tied to it.' }),
    name: OneLine.min(1).max(80).optional(),
    language: z.enum(['ru', 'en']).optional().meta({ description: 'Default: Accept-Language.' }),
    timeZone: Clock.optional().meta({ description: "The buyer's own IANA time zone, for reminders." }),
  })
  .meta({ id: 'NewOrder' });

export const PlacedOrder = z
  .object({
    orderId: Id,
    checkoutUrl: z.string(),
    total: Money,
    holdEndsAt: Time,
    orderToken: z.string().meta({ description: 'Shows this order to whoever has it: ?token= of GET /api/orders/:id.' }),
  })
  .meta({ id: 'PlacedOrder' });

export const Ticket = z
  .object({
    id: Id,
    number: z.string().meta({ description: 'Short number for people, e.g. 7F-2K-91.' }),
    typeName: LocalText,
    state: z.enum(['valid', 'revoked']),
    revokeReason: z.enum(revokeReasons).nullable(),
    usedAt: Time.nullable(),
    unit: Money.meta({ description: 'What was paid for it.' }),
    holder: z.enum(['buyer', 'companion']).meta({ description: 'A companion has claimed it and shows it at the door.' }),
    claimUrl: z
      .string()
      .nullable()
      .meta({ description: 'Hands this ticket to a companion, once; null when it cannot be handed on.' }),
    watchUrl: z
      .string()
      .nullable()
      .meta({ description: 'Path of the page where this ticket is watched; null when a companion holds it or it is void.' }),
    token: z
      .string()
      .nullable()
      .meta({ description: 'Ed25519 signed; a door can check it offline. Null when a companion holds it.' }),
    qr: z.string().nullable().meta({ description: 'The token as a QR code, SVG source.' }),
  })
  .meta({ id: 'Ticket' });

export const Order = z
  .object({
    orderId: Id,
    number: z.string(),
    phase: z.enum(orderPhases),
    reason: z.string().nullable().meta({ description: 'Why an order was cancelled: soldOut, buyer, paymentUnavailable …' }),
    show: ShowSummary,
    lines: z.array(z.object({ ticketTypeId: Id, name: LocalText, quantity: z.int(), unit: Money, total: Money })),
    total: Money,
    provider: z.enum(providers),
    checkoutUrl: z.string().nullable(),
    holdEndsAt: Time.nullable(),
    createdAt: Time,
    paidAt: Time.nullable(),
    tickets: z.array(Ticket),
    refunds: z.array(z.object({ amount: Money, status: z.enum(['requested', 'succeeded', 'refused']), at: Time })),
    given: z.boolean().meta({ description: 'Complimentary.' }),
    /** Money aside, what can be done now. */
    canRefund: z.boolean(),
    canExchange: z.boolean(),
    canRate: z.boolean(),
    canOrderAgain: z.boolean().meta({ description: 'The hold ended or seats ran out: the same may be asked for again.' }),
    rating: z.int().nullable(),
    ratingComment: z.string().nullable().meta({ description: 'The words that came with the stars.' }),
    calendarUrl: z.string().nullable().meta({ description: 'The evening as an .ics file.' }),
    telegramUrl: z.string().nullable().meta({ description: 'Brings this order into Telegram: messages and tickets go there.' }),
    joinable: z.boolean().meta({ description: 'The show is played in a closed Telegram chat: /watch in the bot leads there.' }),
    movedFrom: Time.nullable().meta({ description: 'The show was moved after this order was made; it may be returned whole.' }),
    attention: z.boolean().meta({ description: 'Money came that does not fit the order; a person looks at it.' }),
  })
  .meta({ id: 'Order' });

export const OrderList = z.object({ orders: z.array(Order) }).meta({ id: 'OrderList' });

export const TicketCheck = z.object({ token: z.string().min(1).max(600), showId: Id }).meta({ id: 'TicketCheck' });
export const TicketVerdict = z
  .object({
    valid: z.boolean(),
    reason: z.enum(['ok', 'forged', 'otherShow', 'revoked', 'unknown']),
    ticket: z.object({ number: z.string(), typeName: LocalText, usedAt: Time.nullable() }).nullable(),
  })
  .meta({ id: 'TicketVerdict' });
