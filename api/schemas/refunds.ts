/** What can be done with a paid order: returned, exchanged, shared, rated. */
import { z } from 'zod';
import { errors } from '../../domain/errors.ts';
import { Id, LocalText, Money, OneLine, Paragraphs, Time } from './common.ts';
import { ShowDate, ShowSummary } from './shows.ts';

const code = z.enum(Object.keys(errors) as [keyof typeof errors, ...Array<keyof typeof errors>]);

export const RefundQuote = z
  .object({
    refusal: code.nullable().meta({ description: 'Why nothing can be returned now; null when it can.' }),
    tickets: z.array(z.object({ ticketId: Id, back: Money, kept: Money })),
    back: Money,
    kept: Money.meta({ description: 'Kept by the refund policy of the show.' }),
    percent: z.int().meta({ description: 'Share of the price that comes back now.' }),
    wholeOnly: z.boolean().meta({ description: 'The payment can only be returned for the whole order (Stars).' }),
    until: Time.nullable().meta({ description: 'Until when this share holds.' }),
  })
  .meta({ id: 'RefundQuote' });

export const RefundAsked = z
  .object({
    requestId: Id.meta({ description: 'Chosen by the client: the same request again returns nothing twice.' }),
    ticketIds: z.array(Id).min(1).max(10).optional().meta({ description: 'Default: every ticket that is still good.' }),
  })
  .meta({ id: 'RefundAsked' });

export const ExchangeDate = ShowDate.extend({
  refusal: code.nullable().meta({ description: 'Why this date cannot be had; null when it can.' }),
}).meta({ id: 'ExchangeDate' });
export const ExchangeDates = z
  .object({ refusal: code.nullable(), until: Time.nullable(), dates: z.array(ExchangeDate) })
  .meta({ id: 'ExchangeDates' });
export const ExchangeAsked = z.object({ requestId: Id, showId: Id }).meta({ id: 'ExchangeAsked' });

export const RatingGiven = z
  .object({
    stars: z.int().min(1).max(5),
    comment: Paragraphs.max(1000).optional(),
  })
  .meta({ id: 'RatingGiven' });

export const OrderAgain = z
  .object({ orderId: Id.meta({ description: 'The id of the new order, chosen by the client.' }) })
  .meta({ id: 'OrderAgain' });

export const ClaimAsked = z
  .object({
    key: z.string().min(1).max(64).meta({ description: 'From the claim link.' }),
    email: z.email().max(254).toLowerCase().optional(),
    name: OneLine.max(120).optional(),
    language: z.enum(['ru', 'en']).optional(),
  })
  .meta({ id: 'ClaimAsked' });

/** A ticket as its holder sees it, whoever bought it. */
export const TicketPass = z
  .object({
    id: Id,
    number: z.string(),
    typeName: LocalText,
    state: z.enum(['valid', 'revoked']),
    revokeReason: z.string().nullable(),
    usedAt: Time.nullable(),
    token: z.string(),
    qr: z.string(),
    show: ShowSummary,
    calendarUrl: z.string(),
    watchUrl: z.string().meta({ description: 'Path of the page where this ticket is watched.' }),
    joinable: z.boolean().meta({ description: 'The show is played in a closed Telegram chat: /watch in the bot leads there.' }),
  })
  .meta({ id: 'TicketPass' });
export const TicketPasses = z.object({ tickets: z.array(TicketPass) }).meta({ id: 'TicketPasses' });
export const Claimed = z
  .object({ pass: TicketPass, token: z.string().meta({ description: 'Shows this ticket to whoever has it.' }) })
  .meta({ id: 'Claimed' });

/** What a claim link leads to, before it is used: nothing about the buyer. */
export const ClaimOffer = z
  .object({
    state: z.enum(['open', 'taken', 'revoked']),
    number: z.string(),
    typeName: LocalText,
    show: ShowSummary,
    botUrl: z.string().nullable().meta({ description: 'Claims it in Telegram.' }),
  })
  .meta({ id: 'ClaimOffer' });
