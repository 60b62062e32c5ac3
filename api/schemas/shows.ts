/** What a viewer sees of productions and their dates. */
import { z } from 'zod';
import { currencies } from '../../domain/money.ts';
import { payingProviders } from '../../domain/orders.ts';
import { posterSymbols, showKinds, showStatuses } from '../../domain/shows.ts';
import { LocalText, Money, Time } from './common.ts';

export const Production = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: LocalText,
    author: LocalText,
    description: LocalText,
    theatre: LocalText,
    minutes: z.int().meta({ description: 'Length with intervals.' }),
    ageLimit: z.int().meta({ description: 'Years; 0 is for everyone.' }),
    symbol: z.enum(posterSymbols),
    hue: z.int().min(0).max(359),
    posterUrl: z
      .string()
      .meta({ description: 'Path of the poster as SVG; the same with .png is a picture. Add ?language=ru|en.' }),
  })
  .meta({ id: 'Production' });

export const RefundPolicy = z
  .object({
    fullUntilHours: z
      .int()
      .min(0)
      .max(2160)
      .meta({ description: 'The whole price comes back until so many hours before the start.' }),
    thenPercent: z.int().min(0).max(100).meta({ description: 'Then this share of it.' }),
    noneWithinHours: z
      .int()
      .min(0)
      .max(2160)
      .default(0)
      .meta({ description: 'And nothing within so many hours before the start.' }),
  })
  .meta({ id: 'RefundPolicy' });

export const ShowDate = z
  .object({
    id: z.uuid(),
    code: z.string().meta({ description: 'Short code for deep links.' }),
    startsAt: Time,
    timeZone: z.string().meta({ description: "The theatre's IANA time zone." }),
    kind: z.enum(showKinds),
    status: z.enum(showStatuses),
    seatsLeft: z.int(),
    onSale: z.boolean(),
    fromPrices: z.array(Money).meta({ description: 'The lowest price in each currency.' }),
  })
  .meta({ id: 'ShowDate' });

export const ShowSummary = ShowDate.extend({ production: Production }).meta({ id: 'ShowSummary' });

export const TicketType = z
  .object({
    id: z.uuid(),
    position: z.int(),
    name: LocalText,
    note: LocalText,
    prices: z.array(Money),
    left: z.int().meta({ description: 'How many of this type can be had now.' }),
    openPrice: z.boolean().meta({ description: 'Pay what you want: the prices are the least.' }),
  })
  .meta({ id: 'TicketType' });

export const PaymentOffer = z
  .object({ provider: z.enum(payingProviders), account: z.string(), currencies: z.array(z.enum(currencies)) })
  .meta({ id: 'PaymentOffer' });

export const CountryRule = z
  .object({
    mode: z.enum(['allow', 'refuse']),
    list: z
      .array(z.string().regex(/^[A-Z]{2}$/, 'is not a country code'))
      .min(1)
      .max(250)
      .refine((list) => new Set(list).size === list.length, 'a country stands twice')
      .meta({ description: 'ISO 3166-1 alpha-2, upper case.' }),
  })
  .meta({ id: 'CountryRule' });

export const Show = ShowSummary.extend({
  countries: CountryRule.nullable().meta({ description: 'Where it is played, or where not; null: everywhere.' }),
  countryAllowed: z.boolean().meta({ description: 'False when the house knows that the caller is where it is not played.' }),
  ticketTypes: z.array(TicketType),
  maxTicketsAnOrder: z.int(),
  holdMinutes: z.int().meta({ description: 'How long seats wait for the payment.' }),
  refundPolicy: RefundPolicy,
  otherDates: z.array(ShowDate),
  payment: z.array(PaymentOffer).meta({ description: 'Ways to pay where the caller stands (web, or inside Telegram).' }),
}).meta({ id: 'Show' });

export const ShowList = z.object({ shows: z.array(ShowSummary) }).meta({ id: 'ShowList' });
