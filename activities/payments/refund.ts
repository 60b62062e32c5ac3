/** Money goes back: a row first, one idempotent call, the ledger, a word to the person. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { cancellationSignal } from '@temporalio/activity';
import { money } from '../../domain/money.ts';
import type { ProviderName } from '../../domain/orders.ts';
import { nameUuid } from '../../domain/uuid.ts';
import { type PaymentProviders, PaymentRejected } from '../../providers/payments/port.ts';
import type { PaymentSettled, Verdict } from '../../workflows/payments/messages.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';
import { askOperator } from './attention.ts';
import { settleByHand } from './by-hand.ts';
import { post } from './ledger.ts';
import { knownVerdict, paymentRowId, recordPayment } from './record.ts';
import type { RefundKey, RefundRow, RefundState } from './refund-row.ts';
import { type ToldDeps, tellReturned, tellStuck } from './tell-returned.ts';

export type RefundDeps = { providers: PaymentProviders } & ToldDeps;
export type GiveBack = {
  tenantId: string;
  orderId: string;
  provider: ProviderName;
  account: string;
  paymentId: string;
  reason: 'unearned';
};
export const createRefundActivities = (deps: RefundDeps) => ({
  /** Money that bought nothing goes back whole. Safe to repeat: the row and the provider's idempotency key follow from the payment. */
  async refundPayment({ tenantId, orderId, reason, ...payment }: GiveBack): Promise<RefundState> {
    const rowId = paymentRowId(payment);
    const key = `refund:${rowId}`;
    await inTransaction((tx) =>
      tx.execute(
        `insert into refunds (tenant_id, id, key, payment_id, order_id, person_id, amount, currency, state, reason)
         select tenant_id, ?, ?, id, order_id, person_id, amount, currency, 'requested', ? from payments where tenant_id = ? and id = ? and order_id = ?
         on conflict do nothing`,
        [nameUuid('refund', tenantId, key), key, reason, tenantId, rowId, orderId],
      ),
    );
    return pay(deps, { tenantId, orderId, key });
  },

  /** Money that is owed for returned tickets. A refusal goes to an operator. */
  payRefund: (refund: RefundKey): Promise<RefundState> => pay(deps, refund),

  /** An operator tries a refused refund again, under an idempotency key of its own. */
  async retryRefund({ attempt, ...refund }: RefundKey & { attempt: number }): Promise<RefundState> {
    await inTransaction((tx) =>
      tx.execute(
        `update refunds set state = 'requested', attempt = ?, provider_refund_id = null, settled_at = null where tenant_id = ? and key = ? and state = 'refused' and attempt < ?`,
        [attempt, refund.tenantId, refund.key, attempt],
      ),
    );
    return pay(deps, refund);
  },

  /** An operator has returned the money by hand: the debt is settled in the books. */
  async settleRefundByHand({ tenantId, orderId, key }: RefundKey): Promise<void> {
    await inTransaction((tx) => settleByHand(tx, { tenantId, orderId, key }));
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

async function pay(deps: RefundDeps, refund: RefundKey): Promise<RefundState> {
  const { tenantId, orderId, key } = refund;
  const row = await inTransaction((tx) => refundRow(tx, refund));
  // The word to the person is a step of its own: a retry after the money went back must still say it.
  if (row.state === 'succeeded') await tellReturned(deps, refund, row);
  if (row.state === 'refused') await tellStuck(deps, refund, row);
  if (row.state !== 'requested') return row.state;

  const { provider, account, payment_id: paymentId, telegram_id: telegramId } = row;
  const amount = money(row.amount, row.currency);
  let refundId: string;
  try {
    const client = await deps.providers.get(provider, account);
    const idempotencyKey = attemptKey(refund, row);
    const payer = telegramId === null ? {} : { payerTelegramId: telegramId };
    const receipt = row.email === null ? {} : { receipt: { email: row.email, title: row.title.ru } };
    const asked = { paymentId, idempotencyKey, amount, part: row.amount < row.paid, ...payer, ...receipt };
    ({ refundId } = await client.refund(asked, cancellationSignal()));
  } catch (error) {
    if (!(error instanceof PaymentRejected)) throw error;
    // Another try may have been quicker, and this no is only because that one succeeded: the row knows.
    if (!(await inTransaction((tx) => markRefused(tx, refund, row, error.message)))) return pay(deps, refund);
    await tellStuck(deps, refund, row);
    return 'refused';
  }
  await inTransaction(async (tx) => {
    await tx.execute(
      `update refunds set state = 'succeeded', provider_refund_id = ?, settled_at = now()
       where tenant_id = ? and key = ? and attempt = ? and state <> 'succeeded'`,
      [refundId, tenantId, key, row.attempt],
    );
    await post(tx, {
      ...{ tenantId, orderId, transaction: attemptKey(refund, row), money: amount },
      ...{ to: 'owed:buyers', from: `provider:${provider}:${account}` },
    });
  });
  await tellReturned(deps, refund, row);
  return 'succeeded';
}

async function refundRow(tx: EntityManager, { tenantId, key }: RefundKey): Promise<RefundRow> {
  const [row] = await tx.execute<RefundRow[]>(
    `select r.state, r.reason, r.amount, r.kept, p.amount as paid, r.currency, r.attempt, p.provider, p.account, p.payment_id, o.phase, c.telegram_id, c.email, pr.title
     from refunds r join payments p on p.tenant_id = r.tenant_id and p.id = r.payment_id
     join orders o on o.tenant_id = r.tenant_id and o.id = r.order_id
     join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id
     join productions pr on pr.tenant_id = s.tenant_id and pr.id = s.production_id
     left join contacts c on c.tenant_id = r.tenant_id and c.person_id = r.person_id
     where r.tenant_id = ? and r.key = ?`,
    [tenantId, key],
  );
  if (!row) throw refused('NotFound');
  return row;
}

/** Names an attempt to its provider and in the books; the first is named as the refund. */
const attemptKey = ({ key }: RefundKey, { attempt }: RefundRow): string => (attempt === 1 ? key : `${key}:${attempt}`);

/** @returns false when the row has gone on without this attempt. */
async function markRefused(tx: EntityManager, refund: RefundKey, row: RefundRow, why: string): Promise<boolean> {
  const { tenantId, orderId, key } = refund;
  const { attempt } = row;
  const marked = await tx.execute<unknown[]>(
    `update refunds set state = 'refused', settled_at = now() where tenant_id = ? and key = ? and attempt = ? and state = 'requested' returning id`,
    [tenantId, key, attempt],
  );
  if (marked.length === 0) return false;
  await askOperator(tx, {
    ...{ tenantId, orderId, kind: 'refundRefused', key: attemptKey(refund, row) },
    details: { why, paymentId: row.payment_id, reason: row.reason, refund: key, attempt },
  });
  return true;
}
