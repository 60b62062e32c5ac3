/** A payment's life: opened, paid into waiting, taken or let go. https://yookassa.ru/developers/payment-acceptance/getting-started/payment-process#lifecycle */
import { type Desk, objectId, tell } from './desk.ts';
import { checkReceipt, kopecks, type NewPayment, readCapture, readNothing, readPayment } from './input.ts';
import type { Amount, Payment } from './types.ts';
import { invalid } from './yookassa-error.ts';

const HOUR = 3_600_000;
/** A card's page lives for an hour, its money waits for seven days. */
const PAY_WINDOW = HOUR;
const CAPTURE_WINDOW = 7 * 24 * HOUR;

export function createPayment(desk: Desk, body: unknown): Payment {
  const asked = readPayment(body);
  checkReceipt(asked.receipt, asked.amount);
  const payment = newPayment(desk, asked);
  desk.state.terms[payment.id] = {
    ...{ capture: asked.capture, locale: asked.confirmation.locale ?? null, payUntil: Date.now() + PAY_WINDOW },
  };
  if (asked.receipt) desk.state.receipts[payment.id] = asked.receipt;
  desk.changed();
  return payment;
}

export function newPayment(
  desk: Desk,
  asked: Pick<NewPayment, 'metadata' | 'description'> & { amount: Amount; confirmation?: NewPayment['confirmation'] },
): Payment {
  const id = objectId();
  const payment: Payment = {
    ...{ id, status: 'pending', paid: false, amount: asked.amount },
    ...(asked.confirmation
      ? {
          confirmation: {
            type: 'redirect',
            return_url: asked.confirmation.return_url,
            confirmation_url: `${desk.url}/yookassa-page/${id}`,
          },
        }
      : {}),
    created_at: new Date().toISOString(),
    ...(asked.description === undefined ? {} : { description: asked.description }),
    ...{ metadata: asked.metadata, recipient: { account_id: desk.shopId, gateway_id: '2000001' }, refundable: false, test: true },
  };
  desk.state.payments[id] = payment;
  return payment;
}

/** Somebody's bank has said yes: the money waits for us, or is ours at once. */
export function authorise(desk: Desk, payment: Payment, method: 'bank_card' | 'sbp' | 'sberbank'): void {
  const card = {
    first6: '555555',
    last4: '4477',
    expiry_year: '2034',
    expiry_month: '12',
    card_type: 'MasterCard',
    issuer_country: 'RU',
  };
  payment['payment_method'] = {
    ...{ type: method, id: payment.id, saved: false, status: 'inactive' },
    ...(method === 'bank_card' ? { title: 'Bank card *4477', card } : {}),
  };
  payment.paid = true;
  delete payment.confirmation?.confirmation_url;
  if (desk.state.terms[payment.id]?.capture) {
    succeed(desk, payment);
    return;
  }
  payment.status = 'waiting_for_capture';
  payment.expires_at = new Date(Date.now() + CAPTURE_WINDOW).toISOString();
  tell(desk, 'payment.waiting_for_capture', payment);
}

export function succeed(desk: Desk, payment: Payment): void {
  Object.assign(payment, { status: 'succeeded', paid: true, refundable: true, captured_at: new Date().toISOString() });
  payment.refunded_amount = { value: '0.00', currency: payment.amount.currency };
  delete payment.expires_at;
  tell(desk, 'payment.succeeded', payment);
}

export function capturePayment(desk: Desk, payment: Payment, body: unknown): Payment {
  const { amount = payment.amount } = readCapture(body);
  if (payment.status !== 'waiting_for_capture') throw wrongStatus(payment, 'captured');
  if (kopecks(amount) > kopecks(payment.amount)) throw invalid('More than waits cannot be captured', 'amount');
  payment.amount = amount;
  succeed(desk, payment);
  return payment;
}

export function cancelPayment(desk: Desk, payment: Payment, body: unknown): Payment {
  readNothing(body);
  if (payment.status !== 'waiting_for_capture') throw wrongStatus(payment, 'canceled');
  giveUp(desk, payment, 'merchant', 'canceled_by_merchant');
  return payment;
}

export function giveUp(
  desk: Desk,
  payment: Payment,
  party: NonNullable<Payment['cancellation_details']>['party'],
  reason: string,
): void {
  Object.assign(payment, { status: 'canceled', paid: false, refundable: false, cancellation_details: { party, reason } });
  delete payment.expires_at;
  delete payment.confirmation?.confirmation_url;
  tell(desk, 'payment.canceled', payment);
}

/** What time does: pages run out, and money that nobody took goes home. */
export function giveUpDue(desk: Desk): void {
  const now = Date.now();
  for (const payment of Object.values(desk.state.payments)) {
    const payUntil = desk.state.terms[payment.id]?.payUntil;
    if (payment.status === 'pending' && payUntil !== undefined && payUntil <= now)
      giveUp(desk, payment, 'yoo_money', 'expired_on_confirmation');
    if (payment.status === 'waiting_for_capture' && payment.expires_at && Date.parse(payment.expires_at) <= now)
      giveUp(desk, payment, 'yoo_money', 'expired_on_capture');
  }
}

const wrongStatus = ({ status }: Payment, done: string): Error =>
  invalid(`Payment can't be ${done}: its status is ${status}`, 'status');
