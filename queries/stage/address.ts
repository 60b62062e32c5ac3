/** Where a show is played that nobody here carries. */
import type { EntityManager } from '@mikro-orm/postgresql';

/** For whoever holds a ticket. @param platform reads every organisation's rows @returns null: the organiser has not said it yet */
export async function addressOfShow(platform: EntityManager, showId: string): Promise<string | null> {
  const [row] = await platform.execute<Array<{ address: string | null }>>(
    'select address from stages where show_id = ? limit 1',
    [showId],
  );
  return row?.address ?? null;
}
