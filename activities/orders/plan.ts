/** What the process of a paid order goes by: when its show is, how long it plays, whether it is on. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ShowKind } from '../../domain/shows.ts';
import { currentEm, inTransaction } from '../context.ts';

export type OrderPlan = {
  showId: string;
  /** ISO 8601. */
  startsAt: string;
  minutes: number;
  /** The show's newest change. */
  revision: number;
  /** False: the show is cancelled. */
  on: boolean;
  /** Played in a closed chat, which has to be entered and left. */
  inChat: boolean;
  paidAt: string;
  /** How it is played; missing in plans from before it could change. */
  way?: ShowKind;
  /** It was moved after it was ordered and before it was paid: the buyer must hear of the new time. */
  moved?: boolean;
};
type OfOrder = { tenantId: string; orderId: string };
type Row = {
  showId: string;
  starts_at: Date;
  minutes: number;
  revision: number;
  status: string;
  inChat: boolean;
  paid_at: Date;
  moved: boolean;
  way: ShowKind;
};

export async function currentPlan({ tenantId, orderId }: OfOrder, em: EntityManager = currentEm()): Promise<OrderPlan> {
  const [row] = await em.execute<Row[]>(
    `select s.id as "showId", s.kind as way, s.starts_at, p.minutes, s.revision, s.status, s.kind = 'telegram' and s.chat_id is not null as "inChat",
       coalesce(o.paid_at, o.created_at) as paid_at,
       s.status = 'rescheduled' and o.exchanges = 0 and coalesce(o.created_at < s.moved_at, false) as moved
     from orders o join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id
     join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id where o.tenant_id = ? and o.id = ?`,
    [tenantId, orderId],
  );
  if (!row) throw new Error(`order ${orderId} has no row`);
  const { showId, minutes, revision, inChat, way } = row;
  return {
    ...{ showId, minutes, revision, inChat, way, on: row.status !== 'cancelled' },
    ...{ startsAt: row.starts_at.toISOString(), paidAt: row.paid_at.toISOString() },
    ...(row.moved ? { moved: true } : {}),
  };
}

export const createPlanActivities = () => ({
  /** Where a paid order begins. The show as it is now is known to it: whoever tells of older changes need not wait for it. */
  async readPlan({ tenantId, orderId }: OfOrder): Promise<OrderPlan> {
    return inTransaction(async (tx) => {
      await tx.execute(
        `update orders set show_revision = s.revision from shows s
         where s.tenant_id = orders.tenant_id and s.id = orders.show_id and orders.tenant_id = ? and orders.id = ? and show_revision < s.revision`,
        [tenantId, orderId],
      );
      return currentPlan({ tenantId, orderId }, tx);
    });
  },

  /** The order's process knows of its show's change: the mover counts it as told. */
  async acknowledgeShow({ tenantId, orderId, revision }: OfOrder & { revision: number }): Promise<OrderPlan> {
    return inTransaction(async (tx) => {
      // Never ahead of its show: a word about the date that an exchange left behind must not hide the new date's changes.
      await tx.execute(
        `update orders o set show_revision = greatest(o.show_revision, least(?, s.revision)) from shows s
         where s.tenant_id = o.tenant_id and s.id = o.show_id and o.tenant_id = ? and o.id = ?`,
        [revision, tenantId, orderId],
      );
      return currentPlan({ tenantId, orderId }, tx);
    });
  },
});
