/** What a buyer asks for and sees of an order. */
import { z } from 'zod';
import { currencies } from '../../domain/money.ts';
import { maxTicketsAnOrder, orderPhases, payingProviders, providers } from '../../domain/orders.ts';
import { Id, LocalText, Money, Time } from './common.ts';
import { ShowSummary } from './shows.ts';

export const NewOrder = z
  .object({
    orderId: Id.meta({ description: 'Chosen by the client, so that a double press lands on the same order.' }),
    showId: Id,
    lines: z
      .array(z.object({ ticketTypeId: Id, quantity: z.int().min(1).max(maxTicketsAnOrder) }))
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
    name: z
      .string()
      .trim()
      .min(1)
      .max(80)
      // Postgres takes no NUL in a text, and no header or line of a message may be broken by a name.
      .regex(/^\P{Cc}*$/u, 'has control characters')
      .optional(),
    language: z.enum(['ru', 'en']).optional().meta({ description: 'Default: Accept-Language.' }),
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
    usedAt: Time.nullable(),
    token: z.string().meta({ description: 'Ed25519 signed; a door can check it offline.' }),
    qr: z.string().meta({ description: 'The token as a QR code, SVG source.' }),
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
