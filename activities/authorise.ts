/** Whether somebody may still do it, asked in the transaction that does it: a door's answer may be a minute old. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { may, type Permission, type Role } from '../domain/members.ts';
import { refused } from './refused.ts';

export type Acting = { tenantId: string /** The member who asks. */; by: string };

/** @throws ApplicationFailure NotAllowed */
export async function authorise(tx: EntityManager, { tenantId, by }: Acting, permission: Permission): Promise<void> {
  const [member] = await tx.execute<Array<{ role: Role }>>(
    'select role from members where tenant_id = ? and person_id = ? and removed_at is null',
    [tenantId, by],
  );
  if (!member || !may(member.role, permission)) throw refused('NotAllowed');
}
