/** Stripe's events: verified on the raw bytes, handed over durably, and only then acknowledged. */
import { type RequestHandler, raw } from 'express';
import { Refusal } from '../../domain/errors.ts';
import {
  moneyOf,
  refundOutcomeOf,
  type StripeMoney,
  type StripeRefund,
  verifyStripe,
} from '../../providers/payments/stripe/webhook.ts';
import { orderOfSession, orderState } from '../../queries/orders/state.ts';
import { isOurPayment, refundOf } from '../../queries/payments/refunds.ts';
import type { ApiDeps } from '../deps.ts';

const provider = 'stripe';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const stripeWebhook = (deps: ApiDeps): RequestHandler[] => [
  raw({ type: () => true, limit: '1mb' }),
  async (req, res) => {
    const account = String(req.params['account']);
    const house = Object.hasOwn(deps.stripeSecrets, account) ? deps.stripeSecrets[account] : undefined;
    const own = house ? undefined : await deps.ownAccount(provider, account);
    const secret = house ?? own?.secrets['webhookSecret'];
    if (!secret) throw new Refusal('NotFound');
    const event = Buffer.isBuffer(req.body) ? verifyStripe(req.body, req.get('stripe-signature'), secret) : undefined;
    if (!event) throw new Refusal('SignatureRefused');

    const money = moneyOf(event);
    if (money) res.locals['ids'] = await takeMoney(deps, account, money, own?.tenantId);
    const refund = refundOutcomeOf(event);
    if (refund) await takeRefund(deps, account, refund);
    // Nothing that we act on is acknowledged too, or it would come again for days.
    res.sendStatus(204);
  },
];

async function takeMoney(
  { readers, payments }: ApiDeps,
  account: string,
  money: StripeMoney,
  ofTenant?: string,
): Promise<Record<string, string>> {
  const { sessionId, paymentId, amount, currency } = money;
  const orderId = money.orderId ?? (await orderOfSession(readers.platform(), { provider, account, sessionId }));
  if (!orderId || !uuid.test(orderId)) throw new Refusal('UnknownToUs');
  // An organisation signs its own events: they speak of its own orders only.
  if (ofTenant && (await orderState(readers.platform(), orderId))?.tenantId !== ofTenant) throw new Refusal('UnknownToUs');
  await payments.settled({
    orderId,
    payment: { provider, account, paymentId, amount, currency },
    find: () => orderState(readers.platform(), orderId),
  });
  return { orderId, paymentId };
}

async function takeRefund({ readers, notices }: ApiDeps, account: string, refund: StripeRefund): Promise<void> {
  const { refundId, paymentId, state, why } = refund;
  const place = await refundOf(readers.platform(), { provider, account, refundId });
  if (place) return notices.refund({ ...place, provider, account, refundId, state, ...(why ? { why } : {}) });
  // The failure may be faster than our own note of the refund's id: it must come again. Refunds made past us are not ours.
  if (state === 'failed' && paymentId && (await isOurPayment(readers.platform(), { provider, account, paymentId })))
    throw new Refusal('UnknownToUs');
}
