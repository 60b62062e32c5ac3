/** YooKassa's objects as far as the sandbox fills them, and what it remembers. https://yookassa.ru/developers/api */
import type { Envelope } from '../shared/outbox.ts';

export type Amount = { value: string; currency: string };
export type Receipt = {
  customer: { email?: string | undefined; phone?: string | undefined };
  items: Array<{ description: string; quantity: string; amount: Amount; vat_code: number } & Record<string, unknown>>;
};

export type Payment = {
  id: string;
  status: 'pending' | 'waiting_for_capture' | 'succeeded' | 'canceled';
  paid: boolean;
  amount: Amount;
  created_at: string;
  description?: string;
  metadata: Record<string, string>;
  recipient: { account_id: string; gateway_id: string };
  refundable: boolean;
  test: true;
  confirmation?: { type: 'redirect'; return_url: string; confirmation_url?: string };
  /** Until when money waits for its capture. */
  expires_at?: string;
  captured_at?: string;
  refunded_amount?: Amount;
  cancellation_details?: { party: 'merchant' | 'yoo_money' | 'payment_network'; reason: string };
  [field: string]: unknown;
};

export type Refund = {
  id: string;
  payment_id: string;
  status: 'pending' | 'succeeded' | 'canceled';
  created_at: string;
  amount: Amount;
  description?: string;
  cancellation_details?: { party: string; reason: string };
};

export type Notification = { type: 'notification'; event: string; object: unknown };

export type YooKassaState = {
  payments: Record<string, Payment>;
  refunds: Record<string, Refund>;
  /** Page and rules of a payment that its object does not show. */
  terms: Record<string, { capture: boolean; locale: string | null; payUntil: number }>;
  /** By payment or refund: what the buyer's receipt was asked to say. */
  receipts: Record<string, Receipt>;
  deliveries: Envelope<Notification>[];
  /** By key: what was asked and what was answered. */
  idempotency: Record<string, { path: string; body: string; answer: string; at: number }>;
  /** How the next refund ends, when not well. */
  nextRefund: { status: Refund['status'] } | Record<string, never>;
};

export const emptyYooKassa = (): YooKassaState => ({
  ...{ payments: {}, refunds: {}, terms: {}, receipts: {}, deliveries: [], idempotency: {}, nextRefund: {} },
});
