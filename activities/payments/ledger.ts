/** Double entries for every movement of money. A transaction's name is its business key: posting it again changes nothing. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Money } from '../../domain/money.ts';

/** `provider:<name>:<account>` holds what came in; the rest says whose it is. */
export type LedgerAccount =
  | `provider:${string}:${string}`
  | 'sales:tickets'
  | 'sales:kept'
  | 'owed:buyers'
  | 'suspense'
  | 'by-hand';

export type Posting = {
  tenantId: string;
  orderId: string;
  transaction: string;
  money: Money;
  /** Debited: money is now here. */
  to: LedgerAccount;
  /** Credited: money came from here. */
  from: LedgerAccount;
};

export async function post(tx: EntityManager, { tenantId, orderId, transaction, money, to, from }: Posting): Promise<void> {
  if (money.amount === 0) return;
  await tx.execute(
    `insert into ledger_entries (tenant_id, "transaction", account, currency, amount, order_id)
     values (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?) on conflict do nothing`,
    [
      ...[tenantId, transaction, to, money.currency, money.amount, orderId],
      ...[tenantId, transaction, from, money.currency, -money.amount, orderId],
    ],
  );
}
