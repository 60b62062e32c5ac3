/** Who works for an organisation: nobody gives or takes more than they have, and an owner always remains. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Role, within } from '../../domain/members.ts';
import { type SealingKeys, unseal } from '../../domain/sealed.ts';
import type { MemberGone, NewMember } from '../../workflows/organisations/member-messages.ts';
import type { OrganisationInput } from '../../workflows/organisations/messages.ts';
import { answeredBefore, audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';

type Known = { personId: string; role: Role };

export const createMemberActivities = ({ sealingKeys }: { sealingKeys: SealingKeys }) => ({
  /** The same request again changes nothing. */
  async saveMember(asked: OrganisationInput & NewMember): Promise<void> {
    const { tenantId, by, requestId, personId, role } = asked;
    const name = asked.name && unseal<string>(sealingKeys, asked.name);
    await inTransaction(async (tx) => {
      const members = await lockedMembers(tx, tenantId);
      await authorise(tx, asked, 'manageMembers');
      const entry = { tenantId, by, requestId, action: 'saveMember', subject: `member:${personId}` };
      if (await answeredBefore(tx, entry)) return;
      const before = members.find((member) => member.personId === personId)?.role;
      mayChange(members, asked, before, role);
      await tx.execute(
        `insert into members (tenant_id, person_id, role, name) values (?, ?, ?, ?)
         on conflict (tenant_id, person_id) do update set role = excluded.role, name = coalesce(excluded.name, members.name),
           removed_at = null, changed_at = now()`,
        [tenantId, personId, role, name],
      );
      await audit(tx, entry, { role, before: before ?? null });
    });
  },

  async removeMember(asked: OrganisationInput & MemberGone): Promise<void> {
    const { tenantId, by, requestId, personId } = asked;
    await inTransaction(async (tx) => {
      const members = await lockedMembers(tx, tenantId);
      await authorise(tx, asked, 'manageMembers');
      const entry = { tenantId, by, requestId, action: 'removeMember', subject: `member:${personId}` };
      if (await answeredBefore(tx, entry)) return;
      const before = members.find((member) => member.personId === personId)?.role;
      if (!before) throw refused('NotFound');
      mayChange(members, asked, before, undefined);
      await tx.execute(
        'update members set removed_at = now(), changed_at = now() where tenant_id = ? and person_id = ? and removed_at is null',
        [tenantId, personId],
      );
      await audit(tx, entry, { before });
    });
  },
});

/** @throws NotAllowed, LastOwner */
function mayChange(members: Known[], { by }: { by: string }, before: Role | undefined, after: Role | undefined): void {
  const own = members.find(({ personId }) => personId === by)?.role;
  if (!own || [before, after].some((role) => role && !within(own, role))) throw refused('NotAllowed');
  const owners = members.filter(({ role }) => role === 'owner');
  if (before === 'owner' && after !== 'owner' && owners.length === 1) throw refused('LastOwner');
}

/** All of them, locked: two owners who remove each other at once must not both succeed. */
const lockedMembers = (tx: EntityManager, tenantId: string): Promise<Known[]> =>
  tx.execute<Known[]>(
    'select person_id as "personId", role from members where tenant_id = ? and removed_at is null order by person_id for update',
    [tenantId],
  );
