/** What the house itself says to an audience: a donation, over the picture of everybody. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { keyAt } from '../../domain/line-key.ts';
import type { Currency } from '../../domain/money.ts';
import { lockAudience, saveSeq } from './row.ts';

export type SaidByHouse = {
  tenantId: string;
  showId: string;
  /** Follows from what it tells of, so that it is told once. */
  id: string;
  personId: string;
  ticketId: string | null;
  orderId: string;
  name: string;
  text: string;
  amount: number;
  currency: Currency;
};

/** Part of the caller's transaction. @returns false when it was said already */
export async function appendDonation(tx: EntityManager, said: SaidByHouse): Promise<boolean> {
  const { tenantId, showId, id, personId, ticketId, orderId, name, text, amount, currency } = said;
  const { seq } = await lockAudience(tx, said);
  const at = new Date();
  const rows = await tx.execute<unknown[]>(
    `insert into audience_lines (tenant_id, show_id, id, seq, "key", kind, person_id, ticket_id, order_id, name, text, amount, currency, at)
     values (?, ?, ?, ?, ?, 'donation', ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id`,
    [
      ...[tenantId, showId, id, seq + 1, keyAt(at.getTime(), 0, 'house'), personId, ticketId, orderId],
      ...[name, text, amount, currency, at],
    ],
  );
  if (rows.length > 0) await saveSeq(tx, { tenantId, showId }, seq + 1);
  return rows.length > 0;
}
