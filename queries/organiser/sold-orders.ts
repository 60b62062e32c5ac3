/** Orders of a show as a list. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Refusal } from '../../domain/errors.ts';

export async function soldOrders(_em: EntityManager, _asked: object): Promise<unknown> {
  throw new Refusal('Busy');
}
export async function orderOfTicket(em: EntityManager, tenantId: string, ticketId: string): Promise<string | undefined> {
  const [row] = await em.execute<Array<{ order_id: string }>>('select order_id from tickets where tenant_id = ? and id = ?', [
    tenantId,
    ticketId,
  ]);
  return row?.order_id;
}
