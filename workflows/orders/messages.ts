/** What a person can ask of a ticket order. */
import { defineUpdate } from '@temporalio/workflow';
import type { Language } from '../../domain/language.ts';
import type { Currency, Money } from '../../domain/money.ts';
import type { OrderLine, ProviderName, Surface } from '../../domain/orders.ts';
import type { Sealed } from '../../domain/sealed.ts';

export type TicketOrderInput = {
  tenantId: string;
  orderId: string;
  showId: string;
  personId: string;
  /** Who may speak for this order: the person, or for a guest the person and the device. A stranger who knows the id is somebody else. */
  asker: string;
  /** Hash of what was asked for, so that a known id with other content is refused. */
  digest: string;
  lines: OrderLine[];
  currency: Currency;
  provider: ProviderName;
  account: string;
  surface: Surface;
  bot?: string;
  language: Language;
  /** The buyer's contact. */
  buyer: Sealed;
};

export type CheckoutRequest = Pick<TicketOrderInput, 'asker' | 'digest'>;
export type Checkout = { checkoutUrl: string; total: Money; holdEndsAt: string };

/** Update-with-start: holds the seats and answers with the payment link. Refusals are ApplicationFailures whose type is an error code. */
export const checkout = defineUpdate<Checkout, [CheckoutRequest]>('checkout');
/** The buyer no longer wants it; only before payment. The door has checked who they are: by their sign-in or the order's signed link. */
export const cancelOrder = defineUpdate<void, [Pick<TicketOrderInput, 'personId'>]>('cancelOrder');
