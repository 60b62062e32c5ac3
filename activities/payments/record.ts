/** Money that arrived becomes a row, once, with its verdict; the row is found again by every later copy. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Currency } from '../../domain/money.ts';
import { nameUuid } from '../../domain/uuid.ts';
import type { PaymentSettled, Verdict } from '../../workflows/payments/messages.ts';
import { type LedgerAccount, post } from './ledger.ts';

export type OrderMoney = { tenantId: string; orderId: string; personId: string };

export const paymentRowId = ({
  provider,
  account,
  paymentId,
}: Pick<PaymentSettled, 'provider' | 'account' | 'paymentId'>): string => nameUuid('payment', provider, account, paymentId);

export async function knownVerdict(tx: EntityManager, tenantId: string, payment: PaymentSettled): Promise<Verdict | undefined> {
  const [row] = await tx.execute<Array<{ verdict: Verdict }>>('select verdict from payments where tenant_id = ? and id = ?', [
    tenantId,
    paymentRowId(payment),
  ]);
  return row?.verdict;
}

const owner: Record<Verdict, LedgerAccount> = { accepted: 'sales:tickets', unearned: 'owed:buyers', mismatch: 'suspense' };

export async function recordPayment(
  tx: EntityManager,
  order: OrderMoney,
  payment: PaymentSettled,
  verdict: Verdict,
): Promise<void> {
  const { tenantId, orderId, personId } = order;
  const { provider, account, paymentId, amount, currency } = payment;
  const id = paymentRowId(payment);
  await tx.execute(
    `insert into payments (tenant_id, id, order_id, person_id, provider, account, payment_id, amount, currency, verdict)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [tenantId, id, orderId, personId, provider, account, paymentId, amount, currency, verdict],
  );
  await post(tx, {
    ...{ tenantId, orderId, transaction: `payment:${id}`, money: { amount, currency: currency as Currency } },
    to: `provider:${provider}:${account}`,
    from: owner[verdict],
  });
}
