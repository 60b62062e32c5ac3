/** The three roles: the owner migrates, the writer (activities) writes rows, the reader (doors) can only read. */
import type { Client } from 'pg';

export type RolePasswords = { owner: string; writer: string; reader: string };
export const roles = { owner: 'rampa_owner', writer: 'rampa_writer', reader: 'rampa_reader' } as const;

/** Cluster-wide; under a lock, because several databases of one cluster may be prepared at once. */
export async function createRoles(admin: Client, passwords: RolePasswords): Promise<void> {
  await admin.query('begin');
  await admin.query(`select pg_advisory_xact_lock(hashtext('rampa roles'))`);
  for (const [kind, role] of Object.entries(roles) as Array<[keyof RolePasswords, string]>) {
    const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
    const verb = rowCount ? 'alter' : 'create';
    await admin.query(
      `${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${admin.escapeLiteral(passwords[kind])}`,
    );
  }
  await admin.query(`alter role ${roles.reader} set default_transaction_read_only = on`);
  await admin.query(`grant ${roles.owner} to current_user`);
  await admin.query('commit');
}

/** In the database itself, before its tables exist: nobody gets anything but what is named here. */
export async function grantRoles(admin: Client, database: string): Promise<void> {
  const name = admin.escapeIdentifier(database);
  await admin.query(`
    revoke all on database ${name} from public;
    revoke create on schema public from public;
    grant connect on database ${name} to ${roles.owner}, ${roles.writer}, ${roles.reader};
    grant create on database ${name} to ${roles.owner};
    grant usage, create on schema public to ${roles.owner};
    grant usage on schema public to ${roles.writer}, ${roles.reader};
    alter default privileges for role ${roles.owner} in schema public grant select on tables to ${roles.reader};
    alter default privileges for role ${roles.owner} in schema public grant select, insert, update on tables to ${roles.writer};
    alter default privileges for role ${roles.owner} in schema public grant usage on sequences to ${roles.writer};
    alter default privileges for role ${roles.owner} revoke execute on functions from public;
  `);
  // Large objects are the last thing that a role without any grant could still write.
  await admin.query(`
    do $$ declare f record; begin
      for f in select oid::regprocedure as name from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace and proname in ('lo_create', 'lo_creat', 'lo_from_bytea', 'lo_import', 'lo_open', 'lo_put')
      loop execute format('revoke execute on function %s from public', f.name); end loop;
    exception when insufficient_privilege then raise warning 'large objects stay writable: not a superuser';
    end $$`);
}
