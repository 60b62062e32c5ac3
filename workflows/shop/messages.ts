/** What begins an order beside a ticket, and what can be asked of it besides what can be asked of every order (`payments/messages.ts`). */
import { defineUpdate } from '@temporalio/workflow';
import type { Language } from '../../domain/language.ts';
import type { Currency } from '../../domain/money.ts';
import type { ExtraKind, PayingProvider, Surface } from '../../domain/orders.ts';
import type { Sealed } from '../../domain/sealed.ts';

export type ExtraInput = {
  tenantId: string;
  orderId: string;
  showId: string;
  /** By which its buyer is in the house. */
  ticketId: string;
  personId: string;
  /** Who may speak for this order. */
  asker: string;
  /** Hash of what was asked for, without what was typed. */
  digest: string;
  kind: ExtraKind;
  /** Of a donation, minor units; null for goods, whose prices are on record. */
  amount: number | null;
  /** None for a donation. */
  items: Array<{ itemId: string; quantity: number }>;
  currency: Currency;
  provider: PayingProvider;
  account: string;
  surface: Surface;
  bot?: string;
  language: Language;
  /** `ExtraWords`. */
  words: Sealed;
  /** The buyer's contact. */
  buyer: Sealed;
};

/** Goods are with their buyer; the door has checked who says so. */
export const handOver = defineUpdate<void, [{ by: string; requestId: string }]>('handOver');
