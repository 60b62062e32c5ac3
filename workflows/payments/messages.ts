/** What every process that takes money answers, whatever it sells: webhooks and the refund desk need to know nothing else. */
import { defineQuery, defineSignal } from '@temporalio/workflow';
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
