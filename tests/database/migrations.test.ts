/** Preparing a database again, or twice at once, changes nothing; the schema is what the entities say. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Migrator } from '@mikro-orm/migrations';
import type { MikroORM } from '@mikro-orm/postgresql';
import { Client } from 'pg';
import { migrations } from '../../database/migrations/index.ts';
import { openOrm } from '../../database/orm.ts';
import { prepareDatabase } from '../../database/prepare.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { testPostgres } from '../support/servers.ts';

let db: TestDatabase;
before(async () => {
  db = await testDatabase({ sample: true });
});
after(() => db.close());

/** Roles belong to the whole cluster: the passwords are those that are there already. */
const passwords = () => {
  const of = (url: string) => decodeURIComponent(new URL(url).password);
  return { owner: of(db.ownerUrl), writer: of(db.writerUrl), reader: of(db.readerUrl) };
};
const prepare = async (adminUrl: string, sample = true) => {
  const lines: string[] = [];
  const urls = await prepareDatabase({ adminUrl, passwords: passwords(), sample, log: (line) => lines.push(line) });
  return { lines, urls };
};

/** All that the catalogue knows of our schema, as text. */
async function schemaOf(sql: TestDatabase['sql']): Promise<string> {
  const queries = [
    `select table_name, ordinal_position, column_name, data_type, column_default, is_nullable from information_schema.columns where table_schema = 'public' order by 1, 2`,
    `select conrelid::regclass::text as on, conname, pg_get_constraintdef(oid) as is from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2, 3`,
    `select indexdef from pg_indexes where schemaname = 'public' order by 1`,
    `select * from pg_policies where schemaname = 'public' order by tablename, policyname`,
    `select relname, relacl::text, relrowsecurity, relforcerowsecurity from pg_class where relnamespace = 'public'::regnamespace order by 1`,
    `select proname, prosrc, proacl::text from pg_proc where pronamespace = 'public'::regnamespace order by 1`,
    `select tgrelid::regclass::text as on, pg_get_triggerdef(oid) as is from pg_trigger where not tgisinternal order by 1, 2`,
    'select name from mikro_orm_migrations order by id',
  ];
  const parts: unknown[] = [];
  for (const query of queries) parts.push(await sql(query));
  return JSON.stringify(parts, undefined, 1);
}
const rowsOf = (sql: TestDatabase['sql']) =>
  sql(
    `select (select count(*)::int from shows) as shows, (select count(*)::int from ticket_types) as types, (select count(*)::int from ticket_prices) as prices`,
  );

describe('preparing again', () => {
  it('changes nothing', async () => {
    const [schema, rows] = [await schemaOf(db.sql), await rowsOf(db.sql)];
    const { lines, urls } = await prepare(db.adminUrl);
    assert.equal(lines.filter((line) => /migrations applied/.test(line)).length, 0);
    assert.equal(await schemaOf(db.sql), schema);
    assert.deepEqual(await rowsOf(db.sql), rows);
    assert.deepEqual(urls, { ownerUrl: db.ownerUrl, writerUrl: db.writerUrl, readerUrl: db.readerUrl });
  });

  it('twice at the same time agrees with itself', async () => {
    const fresh = await emptyDatabase();
    const both = await Promise.all([prepare(fresh), prepare(fresh), prepare(fresh)]);
    const applied = both.flatMap(({ lines }) => lines.filter((line) => /migrations applied/.test(line)));
    assert.deepEqual(applied, [`${migrations.length} migrations applied`], 'one of them did the work');
    await using(fresh, async (sql) => {
      assert.equal(await schemaOf(sql), await schemaOf(db.sql));
      assert.deepEqual(await rowsOf(sql), await rowsOf(db.sql));
    });
  });

  it('of several databases of one cluster at the same time succeeds for each', async () => {
    const fresh = await Promise.all([emptyDatabase(), emptyDatabase(), emptyDatabase(), emptyDatabase()]);
    const prepared = await Promise.all(fresh.map((url) => prepare(url, false)));
    for (const { lines } of prepared) assert.deepEqual(lines, [`${migrations.length} migrations applied`]);
  });

  it('makes the database when the address names none of ours', async () => {
    const { adminUrl } = await testPostgres();
    const { urls } = await prepare(Object.assign(new URL(adminUrl), { pathname: '/' }).href, false);
    assert.equal(new URL(urls.readerUrl).pathname, '/rampa');
  });
});

describe('the migrated schema', () => {
  let orm: MikroORM;
  before(async () => {
    const snapshot = { path: `${import.meta.dirname}/../../database/migrations`, snapshot: true, snapshotName: '.snapshot' };
    orm = await openOrm({
      url: db.ownerUrl,
      poolSize: 2,
      extensions: [Migrator],
      migrations: { ...snapshot, migrationsList: migrations },
    });
  });
  after(() => orm.close());

  it('was written down in full: the entities hold nothing that no migration knows', async () => {
    assert.equal(await orm.migrator.checkSchema(), false, 'npm run migration would write another one');
  });

  it('is what the entities say, but for the guards that they cannot say', async () => {
    const update = await orm.schema.getUpdateSchemaSQL({ wrap: false });
    const statements = update
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const guards = [
      /^alter table "\w+" drop constraint (if exists )?"\w+_foreign";$/,
      /^drop trigger if exists "(append_only|ledger_balances|never_deleted)" on "\w+";$/,
      /^drop function if exists "\w+_(append_only|ledger_balances|never_deleted)_fn"\(\);$/,
      // Postgres keeps `between` in words of its own.
      /^alter table "\w+" (drop constraint "\w+_check"|add constraint "\w+_check" check \(\w+ between \d+ and \d+\));$/,
    ];
    assert.deepEqual(
      statements.filter((line) => !guards.some((guard) => guard.test(line))),
      [],
    );
    assert.ok(statements.length > 0, 'control: the comparison sees the guards');
  });

  it('control: a column that nobody described is seen', async () => {
    await db.sql('alter table shows add column undescribed text');
    const update = await orm.schema.getUpdateSchemaSQL({ wrap: false });
    await db.sql('alter table shows drop column undescribed');
    assert.match(update, /drop column "undescribed"/);
  });
});

describe('going back', () => {
  it('undoes the migrations one by one, and they can be done again', async () => {
    const fresh = await emptyDatabase();
    const { urls } = await prepare(fresh, false);
    const orm = await openOrm({
      url: urls.ownerUrl,
      poolSize: 1,
      extensions: [Migrator],
      migrations: { migrationsList: migrations, snapshot: false },
    });
    await using(fresh, async (sql) => {
      const schema = await schemaOf(sql);
      try {
        for (const _ of migrations) await orm.migrator.down();
        const left = await sql(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);
        assert.deepEqual(left, [{ relname: 'mikro_orm_migrations' }]);
        await orm.migrator.up();
      } finally {
        await orm.close();
      }
      const names = (text: string) => text.replace(/\{[^{}]*"name": "Migration[^{}]*\}/g, '');
      assert.equal(names(await schemaOf(sql)), names(schema));
    });
  });
});

async function emptyDatabase(): Promise<string> {
  const { adminUrl } = await testPostgres();
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await using(adminUrl, (sql) => sql(`create database ${name}`));
  return Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
}

async function using<T>(url: string, work: (sql: TestDatabase['sql']) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(
      async <R extends object>(query: string, params: unknown[] = []) => (await client.query<R>(query, params)).rows,
    );
  } finally {
    await client.end();
  }
}
