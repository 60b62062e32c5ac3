/** Stripe's objects as far as the sandbox fills them, and what it remembers. */
import type { Envelope } from '../shared/outbox.ts';

export type Metadata = Record<string, string>;
type Base = { id: string; livemode: false; created: number; [field: string]: unknown };

export type LineItem = {
  id: string;
  object: 'item';
  amount_subtotal: number;
  amount_total: number;
  currency: string;
  description: string;
  quantity: number;
  [field: string]: unknown;
};

export type Session = Base & {
  object: 'checkout.session';
  amount_total: number;
  currency: string;
  expires_at: number;
  metadata: Metadata;
  payment_intent: string | null;
  payment_status: 'paid' | 'unpaid';
  status: 'open' | 'complete' | 'expired';
  success_url: string;
  cancel_url: string | null;
  url: string | null;
  locale: string | null;
  customer_email: string | null;
};

export type PaymentIntent = Base & {
  object: 'payment_intent';
  amount: number;
  amount_received: number;
  currency: string;
  latest_charge: string | null;
  metadata: Metadata;
  status: 'requires_payment_method' | 'processing' | 'succeeded' | 'canceled';
};

export type Charge = Base & {
  object: 'charge';
  amount: number;
  amount_refunded: number;
  currency: string;
  metadata: Metadata;
  payment_intent: string;
  refunded: boolean;
  paid: boolean;
  status: 'succeeded' | 'pending' | 'failed';
};

export type Refund = Base & {
  object: 'refund';
  amount: number;
  charge: string;
  currency: string;
  metadata: Metadata;
  payment_intent: string;
  status: 'succeeded' | 'pending' | 'failed' | 'canceled';
};

export type Event = Base & { object: 'event'; type: string; data: { object: unknown; previous_attributes?: unknown } };

export type WebhookEndpoint = {
  id: string;
  url: string;
  secret: string;
  enabledEvents: string[];
  created: number;
  description: string | null;
  metadata: Metadata;
};

export type Delivery = { eventId: string; endpointId: string };

/** How an unfinished asynchronous payment will end, and when (milliseconds since 1970). */
export type Settlement = { sessionId: string; at: number; succeeds: boolean };

export type StripeState = {
  sessions: Record<string, Session>;
  lineItems: Record<string, LineItem[]>;
  /** `payment_intent_data` of a session, for the intent that is made when somebody pays. */
  intentData: Record<string, { metadata: Metadata; description: string | null }>;
  paymentIntents: Record<string, PaymentIntent>;
  charges: Record<string, Charge>;
  refunds: Record<string, Refund>;
  events: Record<string, Event>;
  endpoints: Record<string, WebhookEndpoint>;
  deliveries: Envelope<Delivery>[];
  settlements: Settlement[];
  /** By key: what was asked and what was answered. */
  idempotency: Record<string, { path: string; params: string; status: number; body: string; at: number }>;
};

export const emptyStripe = (): StripeState => ({
  ...{ sessions: {}, lineItems: {}, intentData: {}, paymentIntents: {}, charges: {}, refunds: {}, events: {}, endpoints: {} },
  ...{ deliveries: [], settlements: [], idempotency: {} },
});

export const API_VERSION = '2026-10-28.endive';
