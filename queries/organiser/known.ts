/** Whether a show is the organisation's own: another's is answered as one that does not exist. */
import type { EntityManager } from '@mikro-orm/postgresql';

/** @param em reads as the organisation. */
export async function hasShow(em: EntityManager, tenantId: string, showId: string): Promise<boolean> {
  const [row] = await em.execute<unknown[]>('select 1 from shows where tenant_id = ? and id = ?', [tenantId, showId]);
  return row !== undefined;
}
