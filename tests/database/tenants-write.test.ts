/** Who may write what: an organisation its own rows, a person their own settings, the platform nothing. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { tablesOf } from './catalogue.ts';
import { anna, boris, fillTwoTheatres, mine, theirs } from './two-theatres.ts';

let db: TestDatabase;
let tables: string[];
let writer: Client;
before(async () => {
  db = await testDatabase({ sample: false });
  await fillTwoTheatres(db);
  tables = await tablesOf(db);
  writer = new Client({ connectionString: db.writerUrl });
  await writer.connect();
});
after(async () => {
  await writer.end();
  await db.close();
});

type Settings = { reader: string; tenant_id?: string; person_id?: string };
type Outcome = { rows: number } | { code: string; policy: boolean };

/** Does it as the writer with these settings, and takes it back. */
async function outcome(settings: Settings, statement: string, params: unknown[] = []): Promise<Outcome> {
  await writer.query('begin');
  try {
    for (const [name, value] of Object.entries(settings))
      await writer.query('select set_config($1, $2, true)', [`app.${name}`, value]);
    return { rows: (await writer.query(statement, params)).rowCount ?? 0 };
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    return { code, policy: /row-level security policy/.test(message) };
  } finally {
    await writer.query('rollback');
  }
}
const byPolicy: Outcome = { code: '42501', policy: true };
const keyOf = (table: string) => (table === 'organisations' || table === 'people' ? 'id' : 'tenant_id');
/** A copy of a row that is there: where the policy lets it pass, its key is taken (23505). */
const copyOf = async (table: string, owner: string) => {
  const [found] = await db.sql<{ row: object }>(`select to_jsonb(t) as row from ${table} t where ${keyOf(table)} = $1 limit 1`, [
    owner,
  ]);
  assert.ok(found, table);
  return [`insert into ${table} select (jsonb_populate_record(null::${table}, $1)).*`, [JSON.stringify(found.row)]] as const;
};
const touch = (table: string) => `update ${table} set ${keyOf(table)} = ${keyOf(table)}`;
const appendOnly = (table: string) => ['ledger_entries', 'audit_entries', 'check_ins', 'stage_events'].includes(table);

describe('a member', () => {
  const member = { reader: 'member', tenant_id: mine };

  it('cannot insert a row of another organisation', async () => {
    for (const table of tables) {
      const [insert, params] = await copyOf(table, table === 'people' ? anna : theirs);
      assert.deepEqual(await outcome(member, insert, [...params]), byPolicy, table);
    }
  });

  it('control: the same row passes for its own organisation, as far as its key', async () => {
    for (const table of tables.filter((name) => name !== 'people')) {
      const [insert, params] = await copyOf(table, theirs);
      assert.deepEqual(
        await outcome({ reader: 'member', tenant_id: theirs }, insert, [...params]),
        { code: '23505', policy: false },
        table,
      );
    }
  });

  it('touches its own rows alone, and cannot give them away', async () => {
    for (const table of tables.filter((name) => !appendOnly(name))) {
      const [own] = await db.sql<{ count: number }>(`select count(*)::int from ${table} where ${keyOf(table)} = $1`, [mine]);
      assert.deepEqual(await outcome(member, touch(table)), { rows: own!.count }, table);
      assert.deepEqual(await outcome(member, `${touch(table)} where ${keyOf(table)} = $1`, [theirs]), { rows: 0 }, table);
      if (table !== 'people')
        assert.deepEqual(await outcome(member, `update ${table} set ${keyOf(table)} = $1`, [theirs]), byPolicy, table);
    }
  });
});

describe('the writer', () => {
  it('has rights on the tables of entities alone, and never to delete', async () => {
    const rights = await db.sql(
      `select c.relname, array_agg(p.verb order by p.verb) as verbs from pg_class c, unnest(array['delete', 'insert', 'maintain', 'references', 'trigger', 'truncate', 'update']) p(verb)
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege('rampa_writer', c.oid, p.verb) group by 1 order by 1`,
    );
    assert.deepEqual(
      rights,
      tables.map((relname) => ({ relname, verbs: ['insert', 'update'] })),
    );
  });
});

describe('the platform', () => {
  it('writes nothing, though it reads all', async () => {
    for (const table of tables) {
      const [insert, params] = await copyOf(table, table === 'people' ? anna : mine);
      assert.deepEqual(await outcome({ reader: 'platform' }, insert, [...params]), byPolicy, table);
      if (!appendOnly(table)) assert.deepEqual(await outcome({ reader: 'platform' }, touch(table)), { rows: 0 }, table);
    }
  });
});

describe('a person, and whoever says nothing', () => {
  it('write nothing of an organisation', async () => {
    const nobodies: Settings[] = [{ reader: 'person', person_id: anna }, { reader: 'public' }, { reader: '' }];
    for (const settings of nobodies)
      for (const table of tables.filter((name) => name !== 'people')) {
        const [insert, params] = await copyOf(table, mine);
        assert.deepEqual(await outcome(settings, insert, [...params]), byPolicy, `${settings.reader} ${table}`);
        if (!appendOnly(table))
          assert.deepEqual(await outcome(settings, touch(table)), { rows: 0 }, `${settings.reader} ${table}`);
      }
  });

  it("a person keeps their own settings, and nobody else's", async () => {
    const person = { reader: 'person', person_id: anna };
    assert.deepEqual(await outcome(person, `update people set language = 'en'`), { rows: 1 });
    assert.deepEqual(await outcome(person, `update people set language = 'en' where id = $1`, [boris]), { rows: 0 });
    assert.deepEqual(await outcome(person, 'insert into people (id) values (gen_random_uuid())'), byPolicy);
  });
});
