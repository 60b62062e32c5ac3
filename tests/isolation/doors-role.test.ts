/** The doors' role can write nothing, by the catalogue's own account: whatever would let it is a line that names it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { tablesOf } from '../database/catalogue.ts';
import { fillTwoTheatres } from '../database/two-theatres.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let db: TestDatabase;
let tables: string[];
let reader: Client;
before(async () => {
  db = await testDatabase({ sample: false });
  await fillTwoTheatres(db);
  tables = await tablesOf(db);
  reader = new Client({ connectionString: db.readerUrl });
  await reader.connect();
});
after(async () => {
  await reader.end();
  await db.close();
});

const role = `'rampa_reader'`;
/** Each finds one kind of right by which something could be written or become somebody else's. */
const questions: Record<string, string> = {
  tables: `select c.oid::regclass || ': ' || p.verb as right from pg_class c, unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger', 'maintain']) p(verb)
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relnamespace::regnamespace::text !~ '^pg_(toast|temp)' and c.oid::regclass::text <> 'pg_settings' and has_table_privilege(${role}, c.oid, p.verb)`,
  columns: `select c.oid::regclass::text as right from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid::regclass::text <> 'pg_settings'
    and has_any_column_privilege(${role}, c.oid, 'insert, update, references')`,
  sequences: `select c.oid::regclass::text as right from pg_class c where case when c.relkind = 'S' then has_sequence_privilege(${role}, c.oid, 'usage, update') else false end`,
  schemas: `select nspname as right from pg_namespace where has_schema_privilege(${role}, oid, 'create')`,
  database: `select p.verb as right from unnest(array['create', 'temporary']) p(verb) where has_database_privilege(${role}, current_database(), p.verb)`,
  functions: `select oid::regprocedure::text as right from pg_proc where has_function_privilege(${role}, oid, 'execute')
    and (pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) or proname ~ '^lo_(create|creat|from_bytea|import|open|put)$')`,
  files: `select oid::regprocedure::text as right from pg_proc where has_function_privilege(${role}, oid, 'execute')
    and proname ~ '^pg_(read_file|read_binary_file|ls_dir|write_server_log|file_write|reload_conf|rotate_logfile|create_restore_point|switch_wal|promote|terminate_other)'`,
  'large objects': `select oid::text as right from pg_largeobject_metadata where pg_has_role(${role}, lomowner, 'member') or lomacl::text ~ 'rampa_reader=\\w*w'`,
  owned: `select oid::regclass::text as right from pg_class where pg_get_userbyid(relowner) = ${role}
    union all select oid::regprocedure::text from pg_proc where pg_get_userbyid(proowner) = ${role} union all select nspname from pg_namespace where pg_get_userbyid(nspowner) = ${role}`,
  tablespaces: `select spcname as right from pg_tablespace where has_tablespace_privilege(${role}, oid, 'create')`,
  parameters: `select parname as right from pg_parameter_acl where has_parameter_privilege(${role}, parname, 'set, alter system')`,
  'foreign servers': `select srvname as right from pg_foreign_server where has_server_privilege(${role}, oid, 'usage')`,
  'rights to come': `select defaclacl::text as right from pg_default_acl where defaclacl::text ~ 'rampa_reader=\\w*[awdDxtmUXC]'`,
  memberships: `select roleid::regrole::text as right from pg_auth_members where member = ${role}::regrole`,
  attributes: `select rolname as right from pg_roles where rolname = ${role} and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)`,
};

type Sql = (query: string) => Promise<unknown[]>;
async function rightsOf(sql: Sql): Promise<string[]> {
  const found: string[] = [];
  for (const [kind, query] of Object.entries(questions))
    for (const { right } of (await sql(query)) as Array<{ right: string }>) found.push(`${kind}: ${right}`);
  return found;
}

describe("the doors' role", () => {
  it('has no right to write anything of any kind', async () => {
    assert.deepEqual(await rightsOf(db.sql), []);
  });

  it('may say something aloud and change its own settings; neither lets it write a row', async () => {
    await reader.query('set default_transaction_read_only = off');
    await reader.query('begin');
    try {
      await reader.query('listen words; notify words');
      // Postgres lets each role do this to itself; it is taken back.
      await reader.query('alter role rampa_reader set default_transaction_read_only = off');
      assert.equal((await reader.query('show transaction_read_only')).rows[0].transaction_read_only, 'off');
      for (const table of tables)
        for (const statement of [
          `delete from ${table}`,
          `insert into ${table} default values`,
          `copy ${table} from stdin`,
          `merge into ${table} t using (select 1) on false when not matched then do nothing`,
        ]) {
          await reader.query('savepoint before');
          const code = await reader.query(statement).then(
            () => undefined,
            (error: { code?: string }) => error.code,
          );
          // A merge that does nothing writes nothing.
          if (!statement.startsWith('merge')) assert.equal(code, '42501', statement);
          await reader.query('rollback to before');
        }
    } finally {
      await reader.query('rollback');
    }
  });
});

describe('control: what is given in a database that is thrown away', () => {
  const grants: Record<string, [given: string, found: RegExp]> = {
    'an insert': ['grant insert on orders to rampa_reader', /^tables: orders: insert$/m],
    'a truncate': ['grant truncate on tickets to public', /^tables: tickets: truncate$/m],
    'one column': ['grant update (seats_left) on shows to rampa_reader', /^columns: shows$/m],
    'a sequence': ['create sequence counted; grant usage on sequence counted to rampa_reader', /^sequences: counted$/m],
    'a schema': ['grant create on schema public to rampa_reader', /^schemas: public$/m],
    'temporary tables': [
      `do $$ begin execute format('grant temporary on database %I to rampa_reader', current_database()); end $$`,
      /^database: temporary$/m,
    ],
    'a function': [
      `create function writes() returns void language sql security definer as 'delete from tickets'; grant execute on function writes() to rampa_reader`,
      /^functions: writes\(\)$/m,
    ],
    'large objects': ['grant execute on function lo_create(oid) to rampa_reader', /^functions: lo_create\(oid\)$/m],
    'one large object': [
      `do $$ declare o oid := lo_create(0); begin execute format('grant update on large object %s to rampa_reader', o); end $$`,
      /^large objects: \d+$/m,
    ],
    files: ['grant execute on function pg_read_file(text) to rampa_reader', /^files: pg_read_file\(text\)$/m],
    'a table of its own': [
      'create table its_own (a int); grant create on schema public to rampa_reader; alter table its_own owner to rampa_reader',
      /^owned: its_own$/m,
    ],
    'tables to come': [
      'alter default privileges for role rampa_owner in schema public grant insert on tables to rampa_reader',
      /^rights to come: /m,
    ],
  };
  for (const [what, [given, found]] of Object.entries(grants))
    it(`${what}: is found`, async () => {
      // All of it in one transaction that is taken back: roles and grants of nobody else are touched.
      const root = new Client({ connectionString: db.adminUrl });
      await root.connect();
      try {
        await root.query('begin');
        await root.query(given);
        const rights = await rightsOf(async (query) => (await root.query(query)).rows);
        assert.match(rights.join('\n'), found);
      } finally {
        await root.query('rollback');
        await root.end();
      }
      assert.deepEqual(await rightsOf(db.sql), []);
    });
});
