/** What Postgres itself says of our tables, so that a test of all tables cannot forget a new one. */
import type { TestDatabase } from '../support/database.ts';

type Sql = Pick<TestDatabase, 'sql'>;

/** The migrator's own book-keeping: no rows of anybody's. */
const bookkeeping = ['mikro_orm_migrations', 'mikro_orm_migrations_id_seq'];
/** They are nobody's in particular: an organisation is a tenant itself, people belong to none. */
export const global = ['organisations', 'people'];
/** By design in the whole house, and of what everybody may see: a webhook's address names one organisation, a page's address one published play. */
const houseWide = ['payment_accounts_provider_name_unique', 'productions_slug_published_unique'];

export async function tablesOf({ sql }: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'f') order by 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !bookkeeping.includes(name));
}

/** Tables whose rows everybody would see, or their owner at least. */
export async function unguarded({ sql }: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'f')
       and not (relrowsecurity and relforcerowsecurity) order by 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !bookkeeping.includes(name));
}

/** Tables that belong to no tenant. */
export async function withoutTenant({ sql }: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    `select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'f')
       and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) order by 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !bookkeeping.includes(name));
}

/** Unique indexes of tenants' tables that begin with something else: their errors would tell one tenant of another's rows. */
export async function leakingKeys({ sql }: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_attribute tenant on tenant.attrelid = c.oid and tenant.attname = 'tenant_id'
     where c.relnamespace = 'public'::regnamespace and i.indisunique and i.indkey[0] <> tenant.attnum order by 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !houseWide.includes(name));
}

/** Foreign keys that could point from one tenant's row to another's. */
export async function crossingReferences({ sql }: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    `select k.conname as name from pg_constraint k
       join pg_attribute child on child.attrelid = k.conrelid and child.attname = 'tenant_id'
       left join pg_attribute parent on parent.attrelid = k.confrelid and parent.attname = 'tenant_id'
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace
       and (k.conkey[1] <> child.attnum or (parent.attnum is not null and k.confkey[1] <> parent.attnum)) order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** What reads past row-level security: views without the invoker's eyes, materialized views, functions with their owner's rights. */
export async function backDoors({ sql }: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace
       and (relkind = 'm' or (relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false)))
     union select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`,
  );
  return rows.map(({ name }) => name);
}
