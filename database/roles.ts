/** The three roles: the owner migrates, the writer (activities) writes rows, the reader (doors) can only read. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

export type RolePasswords = { owner: string; writer: string; reader: string };
export const roles = { owner: 'rampa_owner', writer: 'rampa_writer', reader: 'rampa_reader' } as const;

/** Roles are the whole cluster's, but locks are one database's: whoever meets the preparation of another database tries again. */
export async function createRoles(admin: Client, passwords: RolePasswords): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeRoles(admin, passwords);
    } catch (error) {
      await admin.query('rollback');
      if (attempt === 50 || !metAnother(error)) throw error;
      await sleep(20 + Math.random() * 80);
    }
  }
}

/** Another transaction made or changed the same role: "tuple concurrently updated", a name that is taken meanwhile. */
const metAnother = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message: string };
  return code === '23505' || code === '42710' || (code === 'XX000' && message.includes('concurrently'));
};

async function writeRoles(admin: Client, passwords: RolePasswords): Promise<void> {
  await admin.query('begin');
  for (const [kind, role] of Object.entries(roles) as Array<[keyof RolePasswords, string]>) {
    const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
    const verb = rowCount ? 'alter' : 'create';
    await admin.query(
      `${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${admin.escapeLiteral(passwords[kind])}`,
    );
  }
  await admin.query(`alter role ${roles.reader} set default_transaction_read_only = on`);
  // Of those who serve people: a step that hangs is ended, and locks of a process that vanished mid-step are let go.
  for (const role of [roles.writer, roles.reader]) {
    await admin.query(`alter role ${role} set statement_timeout = '8s'`);
    await admin.query(`alter role ${role} set idle_in_transaction_session_timeout = '20s'`);
  }
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
