/** What every payment provider can do; one folder a vendor implements it. */
import type { Language } from '../../domain/language.ts';
import type { Money } from '../../domain/money.ts';
import type { ProviderName, Surface } from '../../domain/orders.ts';

export type OpenRequest = {
  orderId: string;
  /** Same key, same answer: a repeated call opens nothing new. */
  idempotencyKey: string;
  total: Money;
  title: string;
  description: string;
  language: Language;
  surface: Surface;
  email?: string;
  /** What is bought, line by line, where a receipt must name it; sums to `total`. */
  items?: ReceiptItem[];
  /** When the hold ends; a provider with a longer least time is closed by hand then. */
  holdEndsAt: Date;
  orderedAt: Date;
  returnUrls: { paid: string; back: string };
};
export type ReceiptItem = { description: string; quantity: number; unit: Money };
export type OpenedPayment = { sessionId: string; url: string };
/** Money that the provider has, found while closing. */
export type FoundMoney = { paymentId: string; amount: number; currency: string };
export type RefundRequest = {
  paymentId: string;
  amount: Money;
  idempotencyKey: string;
  /** Less than the whole payment. */
  part?: boolean;
  /** Stars come back to a person, not to a card. */
  payerTelegramId?: number;
  /** Whom the receipt of a return reaches and what it names; a part of a payment needs it in Russia (54-FZ). */
  receipt?: { email: string; title: string };
};
/** What a payment is now: nobody paid yet, money is set aside and waits for us, it is ours, or it never will be. */
export type PaymentReading = {
  state: 'pending' | 'waiting' | 'succeeded' | 'canceled';
  /** The order that the payment was opened for, as the provider kept it. */
  orderId?: string;
  amount: number;
  currency: string;
};
export type RefundReading = { state: 'pending' | 'succeeded' | 'failed'; why?: string };

/** For a provider that sets money aside first, and whose events prove nothing: its own answer is asked for. */
export interface TwoStage {
  /** @throws PaymentRejected when there is no such payment. */
  read(paymentId: string, signal?: AbortSignal): Promise<PaymentReading>;
  /** Takes the money that waits. @throws PaymentRejected when none waits any more. */
  capture(paymentId: string, signal?: AbortSignal): Promise<PaymentReading>;
  /** Lets the money go that waits: nothing moved. @throws PaymentRejected when none waits any more. */
  cancel(paymentId: string, signal?: AbortSignal): Promise<PaymentReading>;
}

export interface PaymentProvider {
  /** Capabilities are data: what a refund can be. */
  readonly refunds: 'whole' | 'partial' | 'manual';
  readonly twoStage?: TwoStage;
  open(request: OpenRequest, signal?: AbortSignal): Promise<OpenedPayment>;
  /**
   * Nobody can pay afterwards. Safe to repeat.
   * @param take money of exactly this sum that is set aside is taken: its order still has its seats. Without it, it is let go.
   */
  close(sessionId: string, signal?: AbortSignal, take?: Money): Promise<{ paid?: FoundMoney }>;
  /** @throws PaymentRejected for good; any other error while the outcome is open: asking again is safe. */
  refund(request: RefundRequest, signal?: AbortSignal): Promise<{ refundId: string }>;
  /** For a provider whose events prove nothing. */
  readRefund?(refundId: string, signal?: AbortSignal): Promise<RefundReading>;
  /** For a provider that knows us by keys: whether it takes them, by a read that changes nothing. @throws while it gives no answer. */
  takesKeys?(signal?: AbortSignal): Promise<boolean>;
}

export type PaymentProviders = {
  /** @throws PaymentRejected when there is no such account. */
  get(provider: ProviderName, account: string): Promise<PaymentProvider>;
};

/** The provider understood the request and said no; asking again will not help. */
export class PaymentRejected extends Error {
  override name = 'PaymentRejected';
}
