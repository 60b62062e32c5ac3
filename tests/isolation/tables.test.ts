/** Every table of the catalogue × four verbs × four readers, two theatres full of rows: nobody sees or touches what is another tenant's. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { tablesOf } from '../database/catalogue.ts';
import { anna, fillTwoTheatres, mine, personal, published, theirs } from '../database/two-theatres.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

/** Tables without `tenant_id`, each with its reason, and how one tells whose a row is. */
const withoutTenant: Record<string, { because: string; mine: string; theirs: string }> = {
  organisations: { because: 'an organisation is a tenant itself', mine: `id = '${mine}'`, theirs: `id = '${theirs}'` },
  people: { because: 'people belong to no organisation', mine: `id = '${anna}'`, theirs: `id <> '${anna}'` },
};

let db: TestDatabase;
let tables: string[];
/** The writer has every right that a row's policy could then refuse; in this database, thrown away afterwards, it may even delete. */
let writer: Client;
before(async () => {
  db = await testDatabase({ sample: false });
  await fillTwoTheatres(db);
  tables = await tablesOf(db);
  await db.sql(`grant delete on all tables in schema public to rampa_writer`);
  // Rows that are never changed are guarded once more by triggers, which ask nobody who they are.
  for (const table of tables) await db.sql(`alter table ${table} disable trigger user`);
  writer = new Client({ connectionString: db.writerUrl });
  await writer.connect();
});
after(async () => {
  await writer.end();
  await db.close();
});

const ofTheirs = (table: string) => withoutTenant[table]?.theirs ?? `tenant_id = '${theirs}'`;
const ofMine = (table: string) => withoutTenant[table]?.mine ?? `tenant_id = '${mine}'`;
const keyOf = (table: string) => (table in withoutTenant ? 'id' : 'tenant_id');

const readers = {
  'the public': { 'app.reader': 'public' },
  'a person': { 'app.reader': 'person', 'app.person_id': anna },
  'a member': { 'app.reader': 'member', 'app.tenant_id': mine },
  'the platform': { 'app.reader': 'platform' },
} as const;
type Reader = keyof typeof readers;

/** Rows that the statement saw or touched; it is taken back. A refusal of the policy is none, any other is a fault of this test. */
async function touched(reader: Reader, statement: string, params: unknown[] = []): Promise<number> {
  await writer.query('begin');
  try {
    for (const [name, value] of Object.entries(readers[reader]))
      await writer.query('select set_config($1, $2, true)', [name, value]);
    return (await writer.query(statement, params)).rowCount ?? 0;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // The row passed its policy: its key is taken, or what is never changed stands in the way.
    if (code === '23505' || code === '23503' || code === 'P0001' || (code === '42501' && !/row-level security/.test(message)))
      return 1;
    assert.match(message, /row-level security/, statement);
    return 0;
  } finally {
    await writer.query('rollback');
  }
}

/** Their rows that the reader may see by design. */
const visible: Record<Reader, (table: string) => string> = {
  'the public': (table) => published[table] ?? 'false',
  'a person': (table) =>
    [published[table] ?? 'false', ...(personal[table] ?? []).map((column) => `${column} = '${anna}'`)].join(' or '),
  'a member': (table) =>
    table === 'people' ? `id in (select person_id from contacts where tenant_id = '${mine}')` : (published[table] ?? 'false'),
  'the platform': () => 'true',
};
const countOf = async (table: string, where: string) =>
  Number((await db.sql<{ count: string }>(`select count(*) from ${table} where ${where}`))[0]!.count);

async function copyOf(table: string): Promise<[string, unknown[]]> {
  const [found] = await db.sql<{ row: object }>(`select to_jsonb(t) as row from ${table} t where ${ofTheirs(table)} limit 1`);
  return [`insert into ${table} select (jsonb_populate_record(null::${table}, $1)).*`, [JSON.stringify(found!.row)]];
}

/** All that is wrong about a table, in words. */
async function leaksOf(table: string): Promise<string[]> {
  const leaks: string[] = [];
  for (const reader of Object.keys(readers) as Reader[]) {
    const seen = await touched(reader, `select 1 from ${table} where ${ofTheirs(table)}`);
    const allowed = await countOf(table, `(${ofTheirs(table)}) and (${visible[reader](table)})`);
    if (seen !== allowed) leaks.push(`${reader} sees ${seen} of their ${table}, and should see ${allowed}`);
    for (const [verb, statement, params] of [
      ['inserts', ...(await copyOf(table))],
      ['updates', `update ${table} set ${keyOf(table)} = ${keyOf(table)} where ${ofTheirs(table)}`, []],
      ['deletes', `delete from ${table} where ${ofTheirs(table)}`, []],
    ] as const)
      if ((await touched(reader, statement, [...params])) > 0) leaks.push(`${reader} ${verb} their ${table}`);
  }
  return leaks;
}

describe('every table', () => {
  it('belongs to a tenant, or is named here with a reason', async () => {
    const rows = await db.sql<{ name: string }>(
      `select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not exists
         (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull and not a.attisdropped)
         and relname <> 'mikro_orm_migrations' order by 1`,
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      Object.keys(withoutTenant).sort(),
    );
  });

  it('has rows of both theatres: nothing is kept apart where there is nothing', async () => {
    assert.ok(tables.length > 20);
    for (const table of tables)
      for (const whose of [ofMine(table), ofTheirs(table)])
        assert.ok((await countOf(table, whose)) > 0, `${table}: fill it in two-theatres.ts`);
  });

  it('shows and yields to nobody what is another tenant’s, whatever they try', async () => {
    for (const table of tables) assert.deepEqual(await leaksOf(table), [], table);
  });

  it('yields its own rows to its own members: control of each verb', async () => {
    const yields: Record<string, string[]> = {};
    for (const table of tables.filter((name) => name !== 'people')) {
      for (const [verb, statement] of [
        ['select', `select 1 from ${table} where ${ofMine(table)}`],
        ['update', `update ${table} set ${keyOf(table)} = ${keyOf(table)} where ${ofMine(table)}`],
        ['delete', `delete from ${table} where ${ofMine(table)}`],
      ] as const)
        if ((await touched('a member', statement)) > 0) yields[table] = [...(yields[table] ?? []), verb];
    }
    for (const table of tables.filter((name) => name !== 'people'))
      assert.deepEqual(yields[table], ['select', 'update', 'delete'], table);
  });
});

describe('control: without its wall', () => {
  it('each table is found to leak, by each verb', async () => {
    for (const table of tables) {
      await db.sql(`alter table ${table} disable row level security`);
      const leaks = (await leaksOf(table)).join('\n');
      await db.sql(`alter table ${table} enable row level security`);
      for (const verb of ['inserts', 'updates', 'deletes']) assert.match(leaks, new RegExp(`a member ${verb} their ${table}`));
      // Of organisations, theirs is published; the third, which is not, is nobody's here.
      if (table !== 'organisations') assert.match(leaks, new RegExp(`the public sees \\d+ of their ${table}`));
    }
    assert.deepEqual(await leaksOf('orders'), [], 'and whole again');
  });

  it('a policy that forgets the tenant is found, and one that is gone', async () => {
    await db.sql(`create policy careless on tickets for select using (current_setting('app.reader', true) = 'member')`);
    assert.match((await leaksOf('tickets')).join(), /^a member sees \d+ of their tickets/);
    await db.sql('drop policy careless on tickets');
    await db.sql(`create policy careless on tickets for update using (true) with check (true)`);
    assert.match((await leaksOf('tickets')).join(), /updates their tickets/);
    await db.sql('drop policy careless on tickets');
    await db.sql('drop policy public_read on shows');
    assert.match((await leaksOf('shows')).join(), /the public sees 0 of their shows, and should see 1/);
  });

  it('a table that is not forced shows its owner everything', async () => {
    const owner = new Client({ connectionString: db.ownerUrl });
    await owner.connect();
    try {
      const seen = async () => (await owner.query(`select 1 from orders where tenant_id = '${theirs}'`)).rowCount;
      assert.equal(await seen(), 0);
      await db.sql('alter table orders no force row level security');
      assert.ok(((await seen()) ?? 0) > 0);
      await db.sql('alter table orders force row level security');
    } finally {
      await owner.end();
    }
  });

  it('a table that nobody filled is found', async () => {
    await db.sql('create table unheard_of (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))');
    assert.ok((await tablesOf(db)).includes('unheard_of'));
    assert.equal(await countOf('unheard_of', ofTheirs('unheard_of')), 0);
    await db.sql('drop table unheard_of');
  });
});
