/** The first organisation of an empty house and its owner: from then on everything is done in the panel. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { nameUuid } from '../domain/uuid.ts';

export type FirstTheatre = {
  /** Its part of addresses, `my/<slug>`. */
  slug: string;
  name: string;
  /** IANA name. */
  timeZone: string;
  ownerId: string;
};

/** Safe to repeat: what has been changed since stays changed, and an owner who was removed stays so. */
export async function addFirstTheatre(root: EntityManager, { slug, name, timeZone, ownerId }: FirstTheatre): Promise<boolean> {
  const id = nameUuid('organisation', slug);
  const em = root.fork({ session: { variables: { 'app.reader': 'member', 'app.tenant_id': id } } });
  return em.transactional(async (tx) => {
    const added = await tx.execute<unknown[]>(
      `insert into organisations (id, slug, name, time_zone, published_at) values (?, ?, ?::jsonb, ?, now())
       on conflict do nothing returning id`,
      [id, slug, JSON.stringify({ ru: name, en: name }), timeZone],
    );
    if (added.length === 0) return false;
    await tx.execute(`insert into members (tenant_id, person_id, role) values (?, ?, 'owner')`, [id, ownerId]);
    return true;
  });
}
