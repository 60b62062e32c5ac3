/** Who works for which organisation. */
import type { LocalText } from '../../domain/language.ts';
import type { Role } from '../../domain/members.ts';
import type { Readers } from '../readers.ts';

export type Membership = { tenantId: string; slug: string; name: LocalText; timeZone: string; role: Role };
export type Colleague = { personId: string; name: string | null; role: Role; since: Date };

/** Organisations that the person works for, as they read it themselves; who was removed works there no more. */
export async function membershipsOf(readers: Readers, personId: string): Promise<Membership[]> {
  const own = await readers
    .person(personId)
    .execute<Array<{ tenantId: string; role: Role }>>(
      'select tenant_id as "tenantId", role from members where person_id = ? and removed_at is null',
      [personId],
    );
  if (own.length === 0) return [];
  // As the platform: an organisation that nobody else may see yet has members too.
  const organisations = await readers.platform().execute<Array<Omit<Membership, 'role'>>>(
    `select id as "tenantId", slug, name, time_zone as "timeZone" from organisations where id in (${own.map(() => '?').join(', ')}) order by slug`,
    own.map(({ tenantId }) => tenantId),
  );
  return organisations.flatMap((organisation) => {
    const role = own.find(({ tenantId }) => tenantId === organisation.tenantId)?.role;
    return role ? [{ ...organisation, role }] : [];
  });
}

/** @param organisation its slug or id. @returns undefined for a stranger to it, and where there is none. */
export async function findMember(
  readers: Readers,
  personId: string,
  organisation: string,
): Promise<(Membership & { personId: string }) | undefined> {
  const asked = organisation.toLowerCase();
  const found = (await membershipsOf(readers, personId)).find(({ tenantId, slug }) => tenantId === asked || slug === asked);
  return found && { ...found, personId };
}

/** Everybody who works for the organisation, the longest-serving first. */
export const colleaguesOf = (readers: Readers, tenantId: string): Promise<Colleague[]> =>
  readers
    .member(tenantId)
    .execute<Colleague[]>(
      'select person_id as "personId", name, role, created_at as since from members where tenant_id = ? and removed_at is null order by created_at, person_id',
      [tenantId],
    );
