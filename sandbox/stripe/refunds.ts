/** Refunds: whole or in part, never more than was paid. */
import { randomName, unixNow } from '../shared/ids.ts';
import { type Desk, emit } from './desk.ts';
import { type Form, integer, metadata, onlyKnown, text } from './form.ts';
import { invalidRequest, missing } from './stripe-error.ts';
import type { Charge, Refund } from './types.ts';

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'];

export function createRefund(desk: Desk, form: Form): Refund {
  onlyKnown(form, ['payment_intent', 'charge', 'amount', 'reason', 'metadata', 'currency', 'instructions_email']);
  const charge = chargeOf(desk, form);
  const reason = text(form, 'reason') ?? null;
  if (reason !== null && !REASONS.includes(reason)) {
    throw invalidRequest(`Invalid reason: must be one of ${REASONS.join(', ')}`, { param: 'reason' });
  }
  const data = metadata(form);
  const asked = integer(form, 'amount');
  const rest = charge.amount - charge.amount_refunded;
  if (rest <= 0)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' }, true);
  if (asked !== undefined && asked < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (asked !== undefined && asked > rest) {
    const message = `Refund amount (${money(asked, charge)}) is greater than unrefunded amount on charge (${money(rest, charge)})`;
    throw invalidRequest(message, { code: 'amount_too_large', param: 'amount' }, true);
  }
  const amount = asked ?? rest;
  const refund: Refund = {
    ...{ id: `re_3${randomName(23)}`, object: 'refund', livemode: false, created: unixNow() },
    ...{ amount, balance_transaction: `txn_3${randomName(23)}`, charge: charge.id, currency: charge.currency },
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    ...{ metadata: data, payment_intent: charge.payment_intent, reason, receipt_number: null, status: 'succeeded' },
    ...{ source_transfer_reversal: null, transfer_reversal: null },
  };
  // `livemode` belongs to other objects; a refund has none.
  delete (refund as { livemode?: unknown }).livemode;
  desk.state.refunds[refund.id] = refund;
  const before = charge.amount_refunded;
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  const lane = laneOf(desk, refund);
  emit(desk, 'refund.created', refund, lane);
  emit(desk, 'charge.refunded', charge, lane, { amount_refunded: before });
  emit(desk, 'refund.updated', refund, lane, { destination_details: {} });
  return refund;
}

/** The bank sends the money back: a refund fails after it had looked done. */
export function failRefund(desk: Desk, refund: Refund): Refund {
  if (refund.status === 'failed') return refund;
  const charge = desk.state.charges[refund.charge];
  refund.status = 'failed';
  refund['failure_reason'] = 'lost_or_stolen_card';
  if (charge) {
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
  }
  emit(desk, 'refund.failed', refund, laneOf(desk, refund), { status: 'succeeded' });
  emit(desk, 'refund.updated', refund, laneOf(desk, refund), { status: 'succeeded' });
  return refund;
}

/** Refunds follow the session's own events, in order. */
function laneOf({ state }: Desk, { payment_intent }: Refund): string {
  return Object.values(state.sessions).find((session) => session.payment_intent === payment_intent)?.id ?? payment_intent;
}

function chargeOf(desk: Desk, form: Form): Charge {
  const intentId = text(form, 'payment_intent');
  const chargeId = text(form, 'charge');
  if (intentId === undefined && chargeId === undefined) {
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.');
  }
  const intent = intentId === undefined ? undefined : desk.state.paymentIntents[intentId];
  if (intentId !== undefined && intent === undefined) throw missing('payment_intent', intentId, 'payment_intent');
  if (intent && intent.status !== 'succeeded') {
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {}, true);
  }
  const id = intent?.latest_charge ?? chargeId ?? '';
  const charge = desk.state.charges[id];
  if (charge === undefined) throw missing('charge', id, 'charge');
  return charge;
}

function money(amount: number, { currency }: Charge): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
