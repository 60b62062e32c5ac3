/** What every process that takes money answers, whatever it sells: webhooks and the refund desk need to know nothing else. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Money } from '../../domain/money.ts';
import type { OrderPhase, ProviderName } from '../../domain/orders.ts';

/** Money that arrived, as its provider tells it. `paymentId` is the money's own id (payment intent, charge): it alone says whether it is new. */
export type PaymentSettled = {
  provider: ProviderName;
  account: string;
  paymentId: string;
  /** Minor units. */
  amount: number;
  currency: string;
};

/** accepted: it bought what was ordered; unearned: it goes back; mismatch: a person decides. */
export type Verdict = 'accepted' | 'unearned' | 'mismatch';

export type OrderView = {
  phase: OrderPhase;
  reason?: string;
  checkoutUrl?: string;
  holdEndsAt?: string;
  /** Ids of money seen so far, in order of arrival. */
  payments: string[];
  /** What the process waits for, in words. */
  waitsFor: string;
};

/** A fact, so a signal: Temporal keeps it while every worker is down. Providers repeat themselves; the process does not. */
export const paymentSettled = defineSignal<[PaymentSettled]>('paymentSettled');
/** The provider's page is over without money: a declined card, a payment that ran out. The buyer may order again at once. */
export const paymentDeclined = defineSignal('paymentDeclined');
export const orderView = defineQuery<OrderView>('orderView');

/** Who may speak for the order, and a hash of what it asks for: a known id with other content is refused. */
export type CheckoutRequest = { asker: string; digest: string };
export type Checkout = { checkoutUrl: string; total: Money; holdEndsAt: string };

/** Update-with-start: holds what is ordered and answers with the payment link. Refusals are ApplicationFailures whose type is an error code. */
export const checkout = defineUpdate<Checkout, [CheckoutRequest]>('checkout');
/** The buyer no longer wants it; only before payment. The door has checked who they are: by their sign-in or the order's signed link. */
export const cancelOrder = defineUpdate<void, [{ personId: string }]>('cancelOrder');

export type RefundRequest = {
  personId: string;
  /** The same request again changes nothing. */
  requestId: string;
  /** Null: every ticket that is still good. Of an order without tickets: all of it. */
  ticketIds: string[] | null;
  /** An organiser's request: the whole price, whatever the policy says. */
  whole: boolean;
  /** True for a member of the organisation, who need not be the buyer. */
  byMember: boolean;
};
export type RefundPromise = { back: Money; kept: Money; ticketIds: string[] };
/** What was bought comes back: access ends first, then the money goes back; the answer says what was promised. */
export const requestRefund = defineUpdate<RefundPromise, [RefundRequest]>('requestRefund');

/** The order's show was moved, cancelled or is played another way. `revision` grows with each change: an old one is nothing new. */
export type ShowChanged = {
  revision: number;
  /** `wayIn`: played another way, so that one gets in another way. */
  kind: 'moved' | 'cancelled' | 'wayIn';
  /** ISO 8601. */
  startsAt: string;
};
export const showChanged = defineSignal<[ShowChanged]>('showChanged');
