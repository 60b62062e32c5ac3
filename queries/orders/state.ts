/** Short answers for the doors' own decisions; read as the platform, shown to nobody. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import type { OrderPhase, ProviderName } from '../../domain/orders.ts';

export type OrderState = {
  tenantId: string;
  orderId: string;
  personId: string;
  phase: OrderPhase;
  provider: ProviderName;
  amount: number;
  currency: string;
  holdEndsAt: Date | null;
};

const columns = `tenant_id as "tenantId", id as "orderId", person_id as "personId", phase, provider, total as amount, currency, hold_ends_at as "holdEndsAt"`;

export async function orderState(platform: EntityManager, orderId: string): Promise<OrderState | undefined> {
  const [row] = await platform.execute<OrderState[]>(`select ${columns} from orders where id = ? limit 1`, [orderId]);
  return row;
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
