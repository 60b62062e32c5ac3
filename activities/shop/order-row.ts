/** The rows with which an order beside a ticket begins. The callers hold the transaction. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Language } from '../../domain/language.ts';
import type { Currency } from '../../domain/money.ts';
import type { ExtraKind, PayingProvider, Surface } from '../../domain/orders.ts';
import type { ExtraWords } from '../../domain/shop.ts';

export type ExtraRequest = {
  tenantId: string;
  orderId: string;
  showId: string;
  ticketId: string;
  personId: string;
  kind: ExtraKind;
  /** Minor units; null for goods. */
  amount: number | null;
  items: Array<{ itemId: string; quantity: number }>;
  currency: Currency;
  provider: PayingProvider;
  account: string;
  surface: Surface;
  bot: string | null;
  language: Language;
};

/** @returns false when the id has a row already */
export async function insertOrder(tx: EntityManager, request: ExtraRequest): Promise<boolean> {
  const { tenantId, orderId, personId, showId, kind, surface, provider, account, bot, language, currency } = request;
  const rows = await tx.execute<unknown[]>(
    `insert into orders (tenant_id, id, person_id, show_id, kind, phase, surface, provider, account, bot, language, currency, total, seats)
     values (?, ?, ?, ?, ?, 'held', ?, ?, ?, ?, ?, ?, 0, 0) on conflict (tenant_id, id) do nothing returning id`,
    [tenantId, orderId, personId, showId, kind, surface, provider, account, bot, language, currency],
  );
  return rows.length > 0;
}

/** @returns false when there is one already: its tombstone was here first */
export async function insertExtra(
  tx: EntityManager,
  { tenantId, orderId, kind, personId, ticketId }: ExtraRequest,
  state: 'held' | 'released',
  { name, text }: ExtraWords = { name: '', text: '' },
): Promise<boolean> {
  const rows = await tx.execute<unknown[]>(
    `insert into extras (tenant_id, order_id, kind, person_id, ticket_id, state, name, text) values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (tenant_id, order_id) do nothing returning order_id`,
    [tenantId, orderId, kind, personId, ticketId, state, name, text],
  );
  return rows.length > 0;
}
