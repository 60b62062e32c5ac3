/** A person's own settings. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Language } from '../../domain/language.ts';

export type Profile = { language: Language | null; timeZone: string | null; validAfter: Date | null };

/** All null for somebody who never changed anything: people need no row to be known. */
export async function profileOf(em: EntityManager, personId: string): Promise<Profile> {
  const [row] = await em.execute<Profile[]>(
    'select language, time_zone as "timeZone", valid_after as "validAfter" from people where id = ?',
    [personId],
  );
  return row ?? { language: null, timeZone: null, validAfter: null };
}
