/** Words of an order that every layer shares. */
import type { ErrorCode } from './errors.ts';

export const orderPhases = ['held', 'awaitingPayment', 'paid', 'closed', 'expired', 'cancelled', 'refunded'] as const;
export type OrderPhase = (typeof orderPhases)[number];

export const surfaces = ['bot', 'miniapp', 'web'] as const;
/** Where the buyer stands: it decides which providers may be offered. */
export type Surface = (typeof surfaces)[number];

/** Who can be paid. */
export const payingProviders = ['stripe', 'yookassa', 'stars'] as const;
export type PayingProvider = (typeof payingProviders)[number];
/** `none`: nobody is paid, the tickets are complimentary. */
export const providers = [...payingProviders, 'none'] as const;
export type ProviderName = (typeof providers)[number];

export type OrderLine = {
  ticketTypeId: string;
  quantity: number;
  /** What the buyer wants to pay for each, in minor units; only for types that are pay-what-you-want. */
  unitAmount?: number;
};

/** How a person may be reached; sealed in every message, in clear only in Postgres. */
export type Contact = {
  name?: string;
  email?: string;
  telegramId?: number;
  /** IANA; what the person's own clock says. */
  timeZone?: string;
};

/** Why an order ended before it had a payment link, by the reason on its row → what its buyer is told, then and whenever they ask again. */
const refusals: Partial<Record<string, ErrorCode>> = {
  soldOut: 'SoldOut',
  tooManyHeld: 'TooManyHeld',
  notOnSale: 'NotOnSale',
  noSuchTicketType: 'NoSuchTicketType',
  noPriceInCurrency: 'NoPriceInCurrency',
  priceTooLow: 'PriceTooLow',
  salesPaused: 'SalesPaused',
};
/** @returns undefined for what ended otherwise */
export const refusalBecause = (reason: string | null): ErrorCode | undefined => refusals[reason ?? ''];

export const maxTicketsAnOrder = 10;
/** Unpaid seats of one show that guests of one network may hold at a time: else one machine could keep a hall empty. */
export const maxUnpaidGuestSeats = 20;
export const orderWorkflowId = (orderId: string): string => `order:${orderId}`;

/** Why a ticket is no longer good. */
export const revokeReasons = ['refunded', 'exchanged', 'showCancelled', 'organiser'] as const;
export type RevokeReason = (typeof revokeReasons)[number];
