/** YooKassa's notifications: taken from its own networks only, believed in nothing but an id, looked into by a process of their own. */
import { json, type RequestHandler } from 'express';
import { Refusal } from '../../domain/errors.ts';
import { noticeOf, yooKassaSenders } from '../../providers/payments/yookassa/webhook.ts';
import { orderOfSession, orderState } from '../../queries/orders/state.ts';
import { refundOf } from '../../queries/payments/refunds.ts';
import type { ApiDeps } from '../deps.ts';

const provider = 'yookassa';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const yooKassaWebhook = (deps: ApiDeps): RequestHandler[] => {
  const { readers, notices, yooKassa } = deps;
  const isSender = yooKassaSenders(yooKassa.moreNetworks);

  return [
    (req, _res, next) => {
      // Express takes the last hop of X-Forwarded-For for the caller's address, as far as TRUSTED_PROXIES says.
      if (!isSender(req.ip)) throw new Refusal('SignatureRefused');
      next();
    },
    json({ type: () => true, limit: '1mb' }),
    async (req, res) => {
      const account = String(req.params['account']);
      const own = yooKassa.accounts.includes(account) ? undefined : await deps.ownAccount(provider, account);
      if (!own && !yooKassa.accounts.includes(account)) throw new Refusal('NotFound');
      const notice = noticeOf(req.body);
      // Nothing that we act on: acknowledged, or it would come again for a day. Exactly 200: any other 2xx is a failure to YooKassa.
      if (!notice) return void res.sendStatus(200);

      if (notice.event === 'refund.succeeded') {
        const { refundId } = notice;
        const place = await refundOf(readers.platform(), { provider, account, refundId });
        if (place) await notices.refund({ ...place, provider, account, refundId, state: 'succeeded' });
        return void res.sendStatus(200);
      }

      const { paymentId, event, orderHint } = notice;
      // Our own row says whose payment it is. A payment without one (money that came twice) is looked for where it says;
      // the process asks YooKassa again, and what it answers must name the same order.
      const orderId = (await orderOfSession(readers.platform(), { provider, account, sessionId: paymentId })) ?? orderHint;
      const order = orderId && uuid.test(orderId) ? await orderState(readers.platform(), orderId) : undefined;
      // An organisation's shop speaks of its own orders only.
      if (!order || !orderId || (own && own.tenantId !== order.tenantId)) throw new Refusal('UnknownToUs');
      res.locals['ids'] = { orderId, paymentId };
      const { tenantId, personId } = order;
      await notices.payment({ tenantId, orderId, personId, provider, account, paymentId, event });
      res.sendStatus(200);
    },
  ];
};
