/** Short answers for the doors' own decisions; read as the platform, shown to nobody. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Refusal } from '../../domain/errors.ts';
import type { LocalText } from '../../domain/language.ts';
import { type OrderPhase, type ProviderName, refusalBecause } from '../../domain/orders.ts';

export type OrderState = {
  tenantId: string;
  orderId: string;
  personId: string;
  phase: OrderPhase;
  provider: ProviderName;
  amount: number;
  currency: string;
  holdEndsAt: Date | null;
  showId: string;
  /** Why it ended. */
  reason: string | null;
};

const columns = `tenant_id as "tenantId", id as "orderId", person_id as "personId", phase, provider, total as amount, currency, hold_ends_at as "holdEndsAt",
  show_id as "showId", reason`;

export async function orderState(platform: EntityManager, orderId: string): Promise<OrderState | undefined> {
  const [row] = await platform.execute<OrderState[]>(`select ${columns} from orders where id = ? limit 1`, [orderId]);
  return row;
}

/**
 * A process that ended before it heard a request took the answer along; its row knows why there were no seats.
 * @param cause what the request was answered
 * @returns what to answer instead: itself, where the row knows no better
 */
export async function refusedBefore(
  platform: EntityManager,
  { orderId, showId, personId }: { orderId: string; showId: string; personId: string },
  cause: unknown,
): Promise<unknown> {
  if (!(cause instanceof Refusal) || cause.code !== 'OrderClosed') return cause;
  const over = await orderState(platform, orderId);
  const theirs = over?.showId === showId && over.personId === personId;
  const code = theirs && over.phase === 'cancelled' ? refusalBecause(over.reason) : undefined;
  return code ? new Refusal(code, { cause }) : cause;
}

/** For an event that knows only its provider's own id. */
export async function orderOfSession(
  platform: EntityManager,
  session: { provider: ProviderName; account: string; sessionId: string },
): Promise<string | undefined> {
  const [row] = await platform.execute<Array<{ order_id: string }>>(
    'select order_id from payment_sessions where provider = ? and account = ? and session_id = ? limit 1',
    [session.provider, session.account, session.sessionId],
  );
  return row?.order_id;
}

export type TicketState = {
  number: string;
  showId: string;
  state: 'valid' | 'revoked';
  usedAt: Date | null;
  typeName: LocalText;
};

export async function ticketState(platform: EntityManager, ticketId: string): Promise<TicketState | undefined> {
  const [row] = await platform.execute<TicketState[]>(
    `select k.number, k.show_id as "showId", k.state, k.used_at as "usedAt", t.name as "typeName" from tickets k
     join ticket_types t on t.tenant_id = k.tenant_id and t.id = k.ticket_type_id where k.id = ? limit 1`,
    [ticketId],
  );
  return row;
}
