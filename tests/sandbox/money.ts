/** The real Stripe client on the sandbox, and something to buy. */
import Stripe from 'stripe';
import type { Sandbox } from '../../sandbox/index.ts';
import { SECRET_KEY } from './helpers.ts';

export const stripeFor = (sandbox: Sandbox, key = SECRET_KEY): Stripe =>
  new Stripe(key, { host: '127.0.0.1', port: sandbox.port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });

export const ticket = (over: Partial<Stripe.Checkout.SessionCreateParams> = {}): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  success_url: 'http://127.0.0.1/thanks?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://127.0.0.1/back',
  line_items: [{ quantity: 2, price_data: { currency: 'rub', unit_amount: 90_000, product_data: { name: '«Чайка», партер' } } }],
  metadata: { orderId: 'o1' },
  payment_intent_data: { metadata: { orderId: 'o1' } },
  ...over,
});
