/** The wall: the doors refuse to open under a role that could write. */
import type { EntityManager } from '@mikro-orm/postgresql';

export async function assertReadOnly(em: EntityManager): Promise<void> {
  const writable = await em.fork().execute<Array<{ name: string }>>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and (has_table_privilege(c.oid, 'delete, truncate') or has_any_column_privilege(c.oid, 'insert, update'))`,
  );
  if (writable.length > 0)
    throw new Error(
      `The server's database role can write (${writable.map(({ name }) => name).join(', ')}). Give it the reader's address in DATABASE_URL: doors change nothing themselves.`,
    );
}
