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
  /** When the hold ends; a provider with a longer least time is closed by hand then. */
  holdEndsAt: Date;
  orderedAt: Date;
  returnUrls: { paid: string; back: string };
};
export type OpenedPayment = { sessionId: string; url: string };
/** Money that the provider has, found while closing. */
export type FoundMoney = { paymentId: string; amount: number; currency: string };
export type RefundRequest = {
  paymentId: string;
  amount: Money;
  idempotencyKey: string;
  /** Stars come back to a person, not to a card. */
  payerTelegramId?: number;
};

export interface PaymentProvider {
  /** Capabilities are data: what a refund can be. */
  readonly refunds: 'whole' | 'partial' | 'manual';
  open(request: OpenRequest, signal?: AbortSignal): Promise<OpenedPayment>;
  /** Nobody can pay afterwards. Safe to repeat. */
  close(sessionId: string, signal?: AbortSignal): Promise<{ paid?: FoundMoney }>;
  refund(request: RefundRequest, signal?: AbortSignal): Promise<{ refundId: string }>;
}

export type PaymentProviders = {
  /** @throws PaymentRejected when there is no such account. */
  get(provider: ProviderName, account: string): PaymentProvider;
};

/** The provider understood the request and said no; asking again will not help. */
export class PaymentRejected extends Error {
  override name = 'PaymentRejected';
}
