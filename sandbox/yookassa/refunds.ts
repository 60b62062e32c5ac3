/** Refunds: whole or in part, never more than was paid. https://yookassa.ru/developers/payment-acceptance/after-the-payment/refunds */
import { type Desk, objectId, tell } from './desk.ts';
import { checkReceipt, kopecks, readRefund, sum } from './input.ts';
import type { Payment, Refund } from './types.ts';
import { invalid, missing } from './yookassa-error.ts';

export function createRefund(desk: Desk, body: unknown): Refund {
  const asked = readRefund(body);
  const payment = Object.hasOwn(desk.state.payments, asked.payment_id) ? desk.state.payments[asked.payment_id] : undefined;
  if (!payment) throw missing('Payment');
  if (payment.status !== 'succeeded') throw invalid(`Payment can't be refunded: its status is ${payment.status}`, 'payment_id');
  const rest = kopecks(payment.amount) - returned(desk, payment);
  if (kopecks(asked.amount) < 100) throw invalid('Less than one rouble cannot be refunded', 'amount');
  if (kopecks(asked.amount) > rest) throw invalid(`Refund is more than is left of the payment: ${sum(rest)}`, 'amount');
  // Of a whole payment the receipt is known.
  if (kopecks(asked.amount) !== kopecks(payment.amount)) checkReceipt(asked.receipt, asked.amount);
  const { status = 'succeeded' } = desk.state.nextRefund;
  desk.state.nextRefund = {};
  const refund: Refund = {
    ...{ id: objectId(), payment_id: payment.id, status: 'pending', created_at: new Date().toISOString(), amount: asked.amount },
    ...(asked.description === undefined ? {} : { description: asked.description }),
  };
  desk.state.refunds[refund.id] = refund;
  if (asked.receipt) desk.state.receipts[refund.id] = asked.receipt;
  if (status === 'succeeded') settleRefund(desk, refund);
  if (status === 'canceled') failRefund(desk, refund);
  desk.changed();
  return refund;
}

export function settleRefund(desk: Desk, refund: Refund): Refund {
  refund.status = 'succeeded';
  count(desk, refund);
  tell(desk, 'refund.succeeded', refund);
  return refund;
}

/** There is no notification of a refund that failed: whoever wants to know must ask. */
export function failRefund(desk: Desk, refund: Refund): Refund {
  refund.status = 'canceled';
  refund.cancellation_details = { party: 'payment_network', reason: 'general_decline' };
  count(desk, refund);
  desk.changed();
  return refund;
}

function count(desk: Desk, { payment_id: paymentId }: Refund): void {
  const payment = desk.state.payments[paymentId];
  if (!payment) return;
  payment.refunded_amount = { value: sum(returned(desk, payment)), currency: payment.amount.currency };
  payment.refundable = returned(desk, payment) < kopecks(payment.amount);
}

const returned = ({ state }: Desk, { id }: Payment): number =>
  Object.values(state.refunds)
    .filter((refund) => refund.payment_id === id && refund.status !== 'canceled')
    .reduce((all, { amount }) => all + kopecks(amount), 0);
