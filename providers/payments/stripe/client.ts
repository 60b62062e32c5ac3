/** Stripe Checkout: a hosted payment page. https://docs.stripe.com/api/checkout/sessions */
import Stripe from 'stripe';
import { type FoundMoney, type PaymentProvider, PaymentRejected } from '../port.ts';

export type StripeAccount = {
  secretKey: string;
  /** Another server that speaks Stripe's protocol; default: Stripe's own. */
  apiUrl?: string;
};

// Stripe refuses sessions shorter than 30 minutes; five more, so that a retried request with the same key still fits.
const shortestSession = 35 * 60_000;
/** Somebody waits for the answer, ms. */
const shortPatience = 4000;

export function stripeProvider({ secretKey, apiUrl }: StripeAccount): PaymentProvider {
  const stripe = new Stripe(secretKey, { ...serverOf(apiUrl), maxNetworkRetries: 0, telemetry: false, timeout: 8000 });

  return {
    refunds: 'partial',

    async open({ orderId, idempotencyKey, total, title, description, language, email, holdEndsAt, orderedAt, returnUrls }) {
      const expiresAt = Math.max(holdEndsAt.getTime(), orderedAt.getTime() + shortestSession);
      const metadata = { orderId };
      const session = await asked(() =>
        stripe.checkout.sessions.create(
          {
            mode: 'payment',
            client_reference_id: orderId,
            metadata,
            payment_intent_data: { metadata },
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: total.currency.toLowerCase(),
                  unit_amount: total.amount,
                  product_data: { name: title, description },
                },
              },
            ],
            success_url: returnUrls.paid,
            cancel_url: returnUrls.back,
            locale: language,
            expires_at: Math.floor(expiresAt / 1000),
            ...(email ? { customer_email: email } : {}),
          },
          { idempotencyKey },
        ),
      );
      if (!session.url) throw new PaymentRejected('Stripe opened a session without a page');
      return { sessionId: session.id, url: session.url };
    },

    async close(sessionId) {
      let session = await asked(() => stripe.checkout.sessions.retrieve(sessionId, { expand: ['payment_intent'] }));
      if (session.status === 'open')
        // Paid or expired between the two calls: what the session says now counts, not the refusal.
        session = await stripe.checkout.sessions.expire(sessionId).catch(async (error: unknown) => {
          if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
          return asked(() => stripe.checkout.sessions.retrieve(sessionId, { expand: ['payment_intent'] }));
        });
      const paid = moneyOf(session);
      return paid ? { paid } : {};
    },

    async refund({ paymentId, amount, idempotencyKey }) {
      const refund = await asked(() =>
        stripe.refunds.create({ payment_intent: paymentId, amount: amount.amount }, { idempotencyKey }),
      );
      if (refund.status === 'failed' || refund.status === 'canceled')
        throw new PaymentRejected(`Stripe refund is ${refund.status}`);
      return { refundId: refund.id };
    },

    async takesKeys() {
      // Another letter that looks like one of ours: no header could carry it to be refused.
      if (!/^[\x21-\x7e]+$/.test(secretKey)) return false;
      try {
        await stripe.accounts.retrieveCurrent({}, { timeout: shortPatience });
        return true;
      } catch (error) {
        // A restricted key may take money and not read this: Stripe knows it.
        if (error instanceof Stripe.errors.StripePermissionError) return true;
        if (error instanceof Stripe.errors.StripeAuthenticationError) return false;
        throw error;
      }
    },
  };
}

function moneyOf(session: Stripe.Checkout.Session): FoundMoney | undefined {
  if (session.payment_status !== 'paid' || !session.payment_intent || session.amount_total === null || !session.currency)
    return undefined;
  const paymentId = typeof session.payment_intent === 'string' ? session.payment_intent : session.payment_intent.id;
  return { paymentId, amount: session.amount_total, currency: session.currency.toUpperCase() };
}

/** A request that Stripe understood and refused is final; the network, limits and its own faults are not. */
async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { StripeInvalidRequestError, StripeIdempotencyError } = Stripe.errors;
    const refused = error instanceof StripeInvalidRequestError && error.statusCode !== 429 && error.statusCode !== 409;
    // The same key with other parameters: asking again gives the same answer.
    if (refused || error instanceof StripeIdempotencyError) throw new PaymentRejected(error.message, { cause: error });
    throw error;
  }
}

function serverOf(apiUrl: string | undefined): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  if (!apiUrl) return {};
  const { hostname, port, protocol } = new URL(apiUrl);
  const secure = protocol === 'https:';
  return { host: hostname, port: Number(port || (secure ? 443 : 80)), protocol: secure ? 'https' : 'http' };
}
