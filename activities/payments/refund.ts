/** Money goes back: a row first, one idempotent call, the ledger, a word to the person. */

import type { EntityManager } from '@mikro-orm/postgresql';
import { cancellationSignal } from '@temporalio/activity';
import type { Language } from '../../domain/language.ts';
import { type Currency, formatMoney, money } from '../../domain/money.ts';
import type { OrderPhase, ProviderName } from '../../domain/orders.ts';
import { nameUuid } from '../../domain/uuid.ts';
import type { Messengers } from '../../providers/messaging/port.ts';
import { type PaymentProviders, PaymentRejected } from '../../providers/payments/port.ts';
import type { PaymentSettled, Verdict } from '../../workflows/payments/messages.ts';
import { inTransaction } from '../context.ts';
import { sendOnce } from '../messaging/send-once.ts';
import { askOperator } from './attention.ts';
import { post } from './ledger.ts';
import { knownVerdict, paymentRowId, recordPayment } from './record.ts';

export type RefundDeps = { providers: PaymentProviders; messengers: Messengers };
export type GiveBack = {
  tenantId: string;
  orderId: string;
  provider: ProviderName;
  account: string;
  paymentId: string;
  reason: 'unearned';
};
export type RefundState = 'succeeded' | 'refused';

type PaymentRow = {
  amount: number;
  currency: Currency;
  person_id: string;
  telegram_id: number | null;
  bot: string | null;
  language: Language;
  phase: OrderPhase;
};

export const createRefundActivities = ({ providers, messengers }: RefundDeps) => ({
  /** Safe to repeat: the row and the provider's idempotency key follow from the payment. A refusal goes to an operator. */
  async refundPayment(request: GiveBack): Promise<RefundState> {
    const { tenantId, orderId, provider, account, paymentId, reason } = request;
    const rowId = paymentRowId(request);
    const key = `refund:${rowId}`;
    const payment = await inTransaction((tx) => begin(tx, request, key));
    // The word to the person is a step of its own: a retry after the money went back must still say it.
    if (payment.state === 'succeeded') await tellReturned({ tenantId, orderId, key, payment, messengers });
    if (payment.state !== 'requested') return payment.state;

    let refundId: string;
    try {
      ({ refundId } = await (await providers.get(provider, account)).refund(
        {
          ...{ paymentId, idempotencyKey: key, amount: money(payment.amount, payment.currency) },
          ...(payment.telegram_id === null ? {} : { payerTelegramId: payment.telegram_id! }),
        },
        cancellationSignal(),
      ));
    } catch (error) {
      if (!(error instanceof PaymentRejected)) throw error;
      await inTransaction(async (tx) => {
        await tx.execute(`update refunds set state = 'refused', settled_at = now() where tenant_id = ? and key = ?`, [
          tenantId,
          key,
        ]);
        await askOperator(tx, {
          tenantId,
          orderId,
          kind: 'refundRefused',
          key,
          details: { why: error.message, paymentId, reason },
        });
      });
      return 'refused';
    }
    await inTransaction(async (tx) => {
      await tx.execute(
        `update refunds set state = 'succeeded', provider_refund_id = ?, settled_at = now() where tenant_id = ? and key = ? and state = 'requested'`,
        [refundId, tenantId, key],
      );
      await post(tx, {
        ...{ tenantId, orderId, transaction: key, money: money(payment.amount, payment.currency) },
        to: 'owed:buyers',
        from: `provider:${provider}:${account}`,
      });
    });
    await tellReturned({ tenantId, orderId, key, payment, messengers });
    return 'succeeded';
  },

  /** Money for an order whose process is over: recorded as owed to its buyer, unless it is a late copy of money we know. */
  async recordUnexpectedPayment({
    tenantId,
    orderId,
    payment,
  }: {
    tenantId: string;
    orderId: string;
    payment: PaymentSettled;
  }): Promise<Verdict> {
    return inTransaction(async (tx) => {
      const [order] = await tx.execute<Array<{ person_id: string }>>(
        'select person_id from orders where tenant_id = ? and id = ? for update',
        [tenantId, orderId],
      );
      if (!order) throw new Error(`order ${orderId} has no row`);
      const known = await knownVerdict(tx, tenantId, payment);
      if (known) return known;
      await recordPayment(tx, { tenantId, orderId, personId: order.person_id }, payment, 'unearned');
      return 'unearned';
    });
  },
});

async function begin(
  tx: EntityManager,
  { tenantId, orderId, reason, ...money }: GiveBack,
  key: string,
): Promise<PaymentRow & { state: RefundState | 'requested' }> {
  const rowId = paymentRowId(money);
  await tx.execute(
    `insert into refunds (tenant_id, id, key, payment_id, order_id, person_id, amount, currency, state, reason)
     select tenant_id, ?, ?, id, order_id, person_id, amount, currency, 'requested', ? from payments where tenant_id = ? and id = ? and order_id = ?
     on conflict do nothing`,
    [nameUuid('refund', tenantId, key), key, reason, tenantId, rowId, orderId],
  );
  const [row] = await tx.execute<Array<PaymentRow & { state: RefundState | 'requested' }>>(
    `select r.state, r.amount, r.currency, r.person_id, c.telegram_id, o.bot, o.language, o.phase from refunds r
     join orders o on o.tenant_id = r.tenant_id and o.id = r.order_id
     left join contacts c on c.tenant_id = r.tenant_id and c.person_id = r.person_id
     where r.tenant_id = ? and r.key = ?`,
    [tenantId, key],
  );
  if (!row) throw new Error(`payment ${rowId} is not on record for order ${orderId}`);
  return row;
}

async function tellReturned(told: {
  tenantId: string;
  orderId: string;
  key: string;
  payment: PaymentRow;
  messengers: Messengers;
}): Promise<void> {
  const { tenantId, orderId, key, payment, messengers } = told;
  if (payment.telegram_id === null) return;
  const sum = formatMoney(money(payment.amount, payment.currency), payment.language);
  const text = returnedText(payment.phase === 'paid', payment.language, sum);
  await sendOnce({
    ...{ tenantId, orderId, personId: payment.person_id, key: `told:${key}`, whenUnknown: 'ask' },
    send: () => messengers.get(payment.bot ?? 'platform').sendText(payment.telegram_id!, text, undefined, cancellationSignal()),
  });
}

/** @param paid the order has its tickets, and this was money too much. */
function returnedText(paid: boolean, language: Language, sum: string): string {
  if (language === 'ru')
    return paid
      ? `Заказ уже был оплачен, билеты действуют. Лишний платёж — ${sum} — мы вернули туда, откуда он пришёл.`
      : `Мест по этому заказу уже нет, поэтому мы вернули ${sum}. Деньги придут туда, откуда пришли.`;
  return paid
    ? `The order was paid already and its tickets are good. We have returned the extra payment, ${sum}, to where it came from.`
    : `The seats of this order are gone, so we have returned ${sum} to where it came from.`;
}
