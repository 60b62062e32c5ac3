/** The wall: under the doors' role nothing can be written, whatever it tries. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { openOrm } from '../../database/orm.ts';
import { assertReadOnly } from '../../database/wall.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { tablesOf } from './catalogue.ts';
import { fillTwoTheatres, mine } from './two-theatres.ts';

let db: TestDatabase;
let tables: string[];
let reader: Client;
before(async () => {
  db = await testDatabase({ sample: false });
  await fillTwoTheatres(db);
  tables = [...(await tablesOf(db)), 'mikro_orm_migrations'];
  reader = new Client({ connectionString: db.readerUrl });
  await reader.connect();
});
after(async () => {
  await reader.end();
  await db.close();
});

/** Runs and takes back what was done; undefined when nothing went wrong. */
async function codeOf(client: Client, statement: string): Promise<string | undefined> {
  await client.query('begin');
  try {
    await client.query(statement);
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await client.query('rollback');
  }
}
const denied = '42501';

const onTables = (table: string) => [
  `insert into ${table} default values`,
  `update ${table} set ${table === 'mikro_orm_migrations' ? 'name = name' : table === 'organisations' || table === 'people' ? 'id = id' : 'tenant_id = tenant_id'}`,
  `delete from ${table}`,
  `truncate ${table} cascade`,
  `select 1 from ${table} for update`,
  `lock table ${table} in row exclusive mode`,
  `copy ${table} from stdin`,
  `alter table ${table} disable row level security`,
  `alter table ${table} add column mine text`,
  `create index on ${table} ((1))`,
  `create trigger mine before insert on ${table} execute function append_only()`,
  `drop table ${table} cascade`,
];
/** All but the last few would succeed for a superuser: they are refused for who asks, not for how they are written. */
const anywhere = [
  'create table mine (a int)',
  'create temporary table mine (a int)',
  'select 1 as a into temporary mine',
  'create schema mine',
  'create view mine as select 1',
  'create type mine as (a int)',
  'create sequence mine',
  "create function mine() returns int language sql as 'select 1'",
  'select lo_create(0)',
  "select lo_from_bytea(0, 'x')",
  'select lo_creat(-1)',
  'create role mine',
  'alter role rampa_reader superuser',
  'alter role rampa_writer password null',
  'grant rampa_writer to rampa_reader',
  'set role rampa_writer',
  'set role rampa_owner',
  'set session authorization rampa_owner',
  "comment on table orders is 'mine'",
  "select pg_read_file('postgresql.conf')",
  "copy (select 1) to '/dev/null'",
  "copy (select 1) to program 'true'",
  'alter default privileges for role rampa_owner grant insert on tables to rampa_reader',
];

describe('the reader', () => {
  it('has no right on any table but to select', async () => {
    const rights = await db.sql(
      `select c.relname, p.verb from pg_class c, unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger', 'maintain']) p(verb)
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and has_table_privilege('rampa_reader', c.oid, p.verb)`,
    );
    assert.deepEqual(rights, []);
    const columns = await db.sql(
      `select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
         and has_any_column_privilege('rampa_reader', c.oid, 'insert, update, references')`,
    );
    assert.deepEqual(columns, []);
    const sequences = await db.sql(
      `select sequencename from pg_sequences where schemaname = 'public' and has_sequence_privilege('rampa_reader', quote_ident(sequencename), 'usage, update')`,
    );
    assert.deepEqual(sequences, []);
  });

  it('is nobody special and a member of nothing', async () => {
    const [role] = await db.sql(
      `select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, exists (select 1 from pg_auth_members where member = r.oid) as member from pg_roles r where rolname = 'rampa_reader'`,
    );
    assert.deepEqual(new Set(Object.values(role!)), new Set([false]));
  });

  it('begins every transaction read-only', async () => {
    assert.equal((await reader.query('show transaction_read_only')).rows[0].transaction_read_only, 'on');
    assert.equal(await codeOf(reader, 'create temporary table mine (a int)'), '25006');
  });

  describe('that turned read-only off for itself', () => {
    before(() => reader.query('set default_transaction_read_only = off'));

    it('has really done so', async () => {
      assert.equal((await reader.query('show transaction_read_only')).rows[0].transaction_read_only, 'off');
    });

    it('is refused on every table', async () => {
      for (const table of tables)
        for (const statement of onTables(table)) assert.equal(await codeOf(reader, statement), denied, statement);
    });

    it('is refused everywhere else', async () => {
      for (const statement of anywhere) assert.equal(await codeOf(reader, statement), denied, statement);
    });

    it('gains nothing by granting itself something', async () => {
      assert.equal(await codeOf(reader, 'grant insert on orders to rampa_reader; insert into orders default values'), denied);
    });

    it('is refused whoever it says it is', async () => {
      for (const who of ['member', 'platform', 'person']) {
        await reader.query(`select set_config('app.reader', $1, false), set_config('app.tenant_id', $2, false)`, [who, mine]);
        for (const table of tables) assert.equal(await codeOf(reader, onTables(table)[1]!), denied, `${who}, ${table}`);
      }
    });

    it('control: a superuser is refused none of it', async () => {
      const root = new Client({ connectionString: db.adminUrl });
      await root.connect();
      try {
        // What runs a program needs one on the machine.
        const fine = [
          ...anywhere.filter((statement) => !statement.includes('program')),
          ...onTables('organisations').slice(4, 6),
          ...onTables('people').slice(7),
        ];
        for (const statement of fine) {
          const code = await codeOf(root, statement);
          assert.equal(code, undefined, statement);
        }
      } finally {
        await root.end();
      }
    });

    it('control: the writer can insert', async () => {
      const writer = new Client({ connectionString: db.writerUrl });
      await writer.connect();
      try {
        await writer.query(`select set_config('app.reader', 'member', false), set_config('app.tenant_id', $1, false)`, [mine]);
        const statement = `insert into messages (tenant_id, id, key, person_id, channel, state) values ('${mine}', gen_random_uuid(), 'new', gen_random_uuid(), 'telegram', 'intended')`;
        assert.equal(await codeOf(writer, statement), undefined);
        assert.equal(await codeOf(reader, statement), denied);
      } finally {
        await writer.end();
      }
    });
  });
});

describe('the wall', () => {
  const opened = async (url: string) => {
    const orm = await openOrm({ url, poolSize: 1 });
    return assertReadOnly(orm.em).finally(() => orm.close());
  };

  it('lets the reader through', () => opened(db.readerUrl));

  it('stops whoever could write, and says which address is wanted', async () => {
    for (const url of [db.writerUrl, db.ownerUrl, db.adminUrl])
      await assert.rejects(opened(url), /can write \(.*orders.*\)\. Give it the reader's address in DATABASE_URL/);
  });

  it('stops a reader who was given as little as one column', async () => {
    await db.sql('grant update (seats_left) on shows to rampa_reader');
    try {
      await assert.rejects(opened(db.readerUrl), /can write \(shows\)/);
    } finally {
      await db.sql('revoke update (seats_left) on shows from rampa_reader');
    }
    await opened(db.readerUrl);
  });
});
