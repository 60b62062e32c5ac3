/** Stripe's events: verified on the raw bytes, handed over durably, and only then acknowledged. */
import { type RequestHandler, raw } from 'express';
import { Refusal } from '../../domain/errors.ts';
import { moneyOf, verifyStripe } from '../../providers/payments/stripe/webhook.ts';
import { orderOfSession, orderState } from '../../queries/orders/state.ts';
import type { ApiDeps } from '../deps.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const stripeWebhook = ({ readers, payments, stripeSecrets }: ApiDeps): RequestHandler[] => [
  raw({ type: () => true, limit: '1mb' }),
  async (req, res) => {
    const account = String(req.params['account']);
    const secret = Object.hasOwn(stripeSecrets, account) ? stripeSecrets[account] : undefined;
    if (!secret) throw new Refusal('NotFound');
    const event = Buffer.isBuffer(req.body) ? verifyStripe(req.body, req.get('stripe-signature'), secret) : undefined;
    if (!event) throw new Refusal('SignatureRefused');

    const money = moneyOf(event);
    // Nothing that we act on: acknowledged, or it would come again for days.
    if (!money) return void res.sendStatus(204);
    const orderId =
      money.orderId ?? (await orderOfSession(readers.platform(), { provider: 'stripe', account, sessionId: money.sessionId }));
    if (!orderId || !uuid.test(orderId)) throw new Refusal('UnknownToUs');
    res.locals['ids'] = { orderId, paymentId: money.paymentId };
    const { paymentId, amount, currency } = money;
    await payments.settled({
      orderId,
      payment: { provider: 'stripe', account, paymentId, amount, currency },
      find: () => orderState(readers.platform(), orderId),
    });
    res.sendStatus(204);
  },
];
