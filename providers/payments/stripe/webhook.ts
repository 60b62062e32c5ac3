/** Stripe's events: verified on the raw bytes, then reduced to money that arrived. https://docs.stripe.com/webhooks */
import Stripe from 'stripe';

export type StripeMoney = {
  /** From our metadata; undefined when the session was not opened by us, or long ago. */
  orderId?: string;
  sessionId: string;
  paymentId: string;
  amount: number;
  currency: string;
};

export type StripeRefund = {
  refundId: string;
  paymentId: string | undefined;
  state: 'succeeded' | 'failed';
  why?: string;
};

/** Seconds that a sender's clock may be ahead: the library's own check looks only backwards. */
const tolerance = 300;

/**
 * @param rawBody exactly the bytes received.
 * @returns undefined for whatever was not signed with this secret within the last (or next) five minutes.
 */
export function verifyStripe(
  rawBody: Buffer,
  signature: string | undefined,
  secret: string,
  now = Date.now(),
): Stripe.Event | undefined {
  try {
    const event = Stripe.webhooks.constructEvent(rawBody, signature ?? '', secret, tolerance, undefined, now);
    const signedAt = Number([...(signature ?? '').matchAll(/(?:^|,)t=(\d+)/g)].at(-1)?.[1]);
    return signedAt * 1000 - now <= tolerance * 1000 ? event : undefined;
  } catch {
    return undefined;
  }
}

/** Fulfil only paid sessions: a completed one may still wait for a slow method. */
export function moneyOf(event: Stripe.Event): StripeMoney | undefined {
  if (event.type !== 'checkout.session.completed' && event.type !== 'checkout.session.async_payment_succeeded') return undefined;
  const session = event.data?.object;
  if (session?.payment_status !== 'paid' || !session.payment_intent || session.amount_total === null || !session.currency)
    return undefined;
  // No sum of Stripe's is longer than eight digits; what our books cannot hold is no payment.
  if (!Number.isSafeInteger(session.amount_total) || Math.abs(session.amount_total) > 2_147_483_647) return undefined;
  const orderId = session.metadata?.['orderId'];
  return {
    ...(orderId ? { orderId } : {}),
    sessionId: session.id,
    paymentId: typeof session.payment_intent === 'string' ? session.payment_intent : session.payment_intent.id,
    amount: session.amount_total,
    currency: session.currency.toUpperCase(),
  };
}

/** A refund may fail days after it looked done; while it is pending there is nothing to say. */
export function refundOutcomeOf(event: Stripe.Event): StripeRefund | undefined {
  if (event.type !== 'refund.updated' && event.type !== 'refund.failed') return undefined;
  const refund = event.data?.object;
  if (!refund?.id) return undefined;
  const { status, payment_intent: intent, failure_reason: why } = refund;
  const failed = status === 'failed' || status === 'canceled';
  if (!failed && status !== 'succeeded') return undefined;
  return {
    ...{ refundId: refund.id, paymentId: typeof intent === 'string' ? intent : intent?.id },
    state: failed ? 'failed' : 'succeeded',
    ...(failed ? { why: why ?? String(status) } : {}),
  };
}
