/** What happens to the money when somebody pays, or fails to. */
import { randomName, unixNow } from '../shared/ids.ts';
import { type Desk, emit } from './desk.ts';
import { details } from './sessions.ts';
import type { Charge, PaymentIntent, Session } from './types.ts';

export type PayMethod = 'card' | 'async' | 'async-fails';
export type PayResult =
  | { status: 'paid' | 'processing'; redirect: string }
  | { status: 'declined'; error: string }
  | { status: 'refused'; reason: 'complete' | 'expired'; error: string };

export function paySession(desk: Desk, session: Session, method: PayMethod, email?: string): PayResult {
  const closed = closedReason(session);
  if (closed) return closed;
  const redirect = session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
  session.customer_email ??= null;
  session['customer_details'] = details(session.customer_email ?? email ?? null);
  session.status = 'complete';
  session.url = null;
  if (method === 'card') {
    succeed(desk, session);
  } else {
    intentOf(desk, session).status = 'processing';
    desk.state.settlements.push({ sessionId: session.id, at: Date.now() + desk.asyncMs, succeeds: method === 'async' });
  }
  emit(desk, 'checkout.session.completed', session, session.id);
  return { status: method === 'card' ? 'paid' : 'processing', redirect };
}

/** As on Stripe's own page: who was refused stays, is told so, and may try another card. */
export function declineSession(desk: Desk, session: Session): PayResult {
  const closed = closedReason(session);
  if (closed) return closed;
  failIntent(desk, session);
  return { status: 'declined', error: 'Your card was declined.' };
}

/** A second intent for what was already paid, told as another completed checkout: money that came twice. */
export function payAgain(desk: Desk, session: Session): { paymentIntent: string; session: Session } {
  const twin: Session = { ...structuredClone(session), payment_intent: null, status: 'complete', url: null };
  succeed(desk, twin);
  emit(desk, 'checkout.session.completed', twin, `${session.id} again`);
  return { paymentIntent: twin.payment_intent ?? '', session: twin };
}

export function closedReason(session: Session): (PayResult & { status: 'refused' }) | undefined {
  if (session.status === 'complete') {
    return { status: 'refused', reason: 'complete', error: 'This checkout has already been paid; nothing was charged again.' };
  }
  if (session.status === 'expired') {
    return { status: 'refused', reason: 'expired', error: 'This checkout has expired; nothing was charged.' };
  }
  return undefined;
}

export function succeed(desk: Desk, session: Session): void {
  const intent = intentOf(desk, session);
  const charge = newCharge(intent, session, 'succeeded');
  desk.state.charges[charge.id] = charge;
  Object.assign(intent, {
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: charge.id,
    last_payment_error: null,
  });
  intent['payment_method'] = charge['payment_method'];
  session.payment_status = 'paid';
  emit(desk, 'charge.succeeded', charge, session.id);
  emit(desk, 'payment_intent.succeeded', intent, session.id);
}

export function failIntent(desk: Desk, session: Session): void {
  const intent = intentOf(desk, session);
  const charge = newCharge(intent, session, 'failed');
  desk.state.charges[charge.id] = charge;
  intent.status = 'requires_payment_method';
  intent.latest_charge = charge.id;
  const error = {
    charge: charge.id,
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
    type: 'card_error',
  };
  intent['last_payment_error'] = error;
  emit(desk, 'charge.failed', charge, session.id);
  emit(desk, 'payment_intent.payment_failed', intent, session.id);
}

/** Since 2022 a session has no intent until somebody submits the form. */
function intentOf(desk: Desk, session: Session): PaymentIntent {
  const known = session.payment_intent && desk.state.paymentIntents[session.payment_intent];
  if (known) return known;
  const data = desk.state.intentData[session.id];
  const id = `pi_3${randomName(23)}`;
  const intent: PaymentIntent = {
    ...{ id, object: 'payment_intent', livemode: false, created: unixNow() },
    ...{ amount: session.amount_total, amount_capturable: 0, amount_received: 0, currency: session.currency },
    ...{
      application: null,
      application_fee_amount: null,
      automatic_payment_methods: null,
      canceled_at: null,
      cancellation_reason: null,
    },
    ...{
      capture_method: 'automatic_async',
      client_secret: `${id}_secret_${randomName(25)}`,
      confirmation_method: 'automatic',
      customer: null,
    },
    ...{ description: data?.description ?? null, last_payment_error: null, latest_charge: null, metadata: { ...data?.metadata } },
    ...{ next_action: null, payment_method: null, payment_method_options: {}, payment_method_types: ['card'], processing: null },
    ...{
      receipt_email: null,
      setup_future_usage: null,
      shipping: null,
      statement_descriptor: null,
      status: 'requires_payment_method',
      transfer_group: null,
    },
  };
  desk.state.paymentIntents[id] = intent;
  session.payment_intent = id;
  return intent;
}

function newCharge(intent: PaymentIntent, session: Session, status: 'succeeded' | 'failed'): Charge {
  const failed = status === 'failed';
  return {
    ...{ id: `ch_3${randomName(23)}`, object: 'charge', livemode: false, created: unixNow() },
    ...{ amount: intent.amount, amount_captured: failed ? 0 : intent.amount, amount_refunded: 0, currency: intent.currency },
    ...{
      balance_transaction: failed ? null : `txn_3${randomName(23)}`,
      captured: !failed,
      customer: null,
      description: intent['description'] ?? null,
    },
    billing_details: { address: null, email: session.customer_email, name: null, phone: null, tax_id: null },
    ...{
      disputed: false,
      failure_code: failed ? 'card_declined' : null,
      failure_message: failed ? 'Your card was declined.' : null,
    },
    ...{
      metadata: { ...intent.metadata },
      outcome: null,
      paid: !failed,
      payment_intent: intent.id,
      payment_method: `pm_1${randomName(23)}`,
    },
    payment_method_details: {
      card: { brand: 'visa', country: 'US', exp_month: 12, exp_year: 2034, funding: 'credit', last4: failed ? '0002' : '4242' },
      type: 'card',
    },
    ...{
      receipt_email: null,
      receipt_number: null,
      receipt_url: null,
      refunded: false,
      shipping: null,
      status,
      transfer_group: null,
    },
  };
}
