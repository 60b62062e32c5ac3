/** Whether an organisation can write to a person; the address itself stays where it is. */
import type { EntityManager } from '@mikro-orm/postgresql';

export async function hasEmail(
  platform: EntityManager,
  { tenantId, personId }: { tenantId: string; personId: string },
): Promise<boolean> {
  const rows = await platform.execute<unknown[]>(
    'select 1 from contacts where tenant_id = ? and person_id = ? and email is not null limit 1',
    [tenantId, personId],
  );
  return rows.length > 0;
}
