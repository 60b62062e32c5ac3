/** What an organiser can ask of their organisation itself. */
import { defineUpdate } from '@temporalio/workflow';
import type { LocalText } from '../../domain/language.ts';
import type { Money } from '../../domain/money.ts';
import type { PayingProvider, Surface } from '../../domain/orders.ts';
import type { RefundPolicy } from '../../domain/refund-policy.ts';
import type { Sealed } from '../../domain/sealed.ts';
import type { PosterSymbol, ShowKind } from '../../domain/shows.ts';

export type OrganisationInput = { tenantId: string };

/** `by` works for the organisation; the step checks it once more, in its own transaction. The same request again changes nothing. */
type Asked = { by: string; requestId: string };

export type NewProduction = Asked & {
  title: LocalText;
  author: LocalText;
  description: LocalText;
  minutes: number;
  ageLimit: number;
  symbol: PosterSymbol;
  hue: number;
};
export const saveProduction = defineUpdate<{ productionId: string; slug: string }, [NewProduction]>('saveProduction');

export type NewShow = Asked & {
  productionId: string;
  /** ISO 8601. */
  startsAt: string;
  timeZone: string;
  kind: ShowKind;
  capacity: number;
  holdMinutes: number;
  refundPolicy: RefundPolicy;
  chatId: number | null;
  ticketTypes: Array<{ name: LocalText; note: LocalText; quota: number | null; openPrice: boolean; prices: Money[] }>;
};
export const addShow = defineUpdate<{ showId: string; code: string }, [NewShow]>('addShow');

/** In the operator's words, which may name somebody: sealed. */
export type Resolution = Asked & { itemId: string; resolution: Sealed };
/** Somebody has looked at what waits for a person, and says what was done. */
export const resolveAttention = defineUpdate<void, [Resolution]>('resolveAttention');

export type Retry = Asked & { itemId: string };
/** A refused refund is asked of its provider once more. */
export const retryRefund = defineUpdate<void, [Retry]>('retryRefund');

/** Keys travel sealed, as everything that is typed in; without them those on record stay. */
export type NewPaymentAccount = Asked & {
  provider: PayingProvider;
  settings: Record<string, string | number | boolean>;
  secrets: Sealed | null;
  /** Null: the safe default. */
  surfaces: Surface[] | null;
  active: boolean;
};
/** How the organisation itself is paid. */
export const savePaymentAccount = defineUpdate<{ name: string }, [NewPaymentAccount]>('savePaymentAccount');
