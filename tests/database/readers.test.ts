/** Four readers and somebody who says nothing: each sees its own rows of every table, under each role, and no others. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { openOrm } from '../../database/orm.ts';
import { readersOf } from '../../database/sessions.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { global, tablesOf } from './catalogue.ts';
import { anna, fillTwoTheatres, heldByVera, mine, personal, published, theirs, vera } from './two-theatres.ts';

let db: TestDatabase;
let tables: string[];
const orms = new Map<string, MikroORM>();
before(async () => {
  db = await testDatabase({ sample: false });
  await fillTwoTheatres(db);
  tables = await tablesOf(db);
  for (const [role, url] of [
    ['reader', db.readerUrl],
    ['writer', db.writerUrl],
    ['owner', db.ownerUrl],
  ] as const)
    orms.set(role, await openOrm({ url, poolSize: 2 }));
});
after(async () => {
  for (const orm of orms.values()) await orm.close();
  await db.close();
});

const sorted = (rows: Array<{ row: unknown }>) => rows.map(({ row }) => JSON.stringify(row)).sort();
const seen = async (em: EntityManager, table: string) => sorted(await em.execute(`select to_jsonb(t) as row from ${table} t`));
/** As the superuser sees them, by what the design says of the reader. */
const rowsOf = async (table: string, ...conditions: Array<string | undefined>) => {
  const where = conditions.filter((condition) => condition !== undefined).join(' or ') || 'false';
  return sorted(await db.sql(`select to_jsonb(t) as row from ${table} t where ${where}`));
};
const ofTenant = (table: string) => {
  // An organisation knows those people who dealt with it.
  if (table === 'people') return `id in (select person_id from contacts where tenant_id = '${mine}')`;
  return `${table === 'organisations' ? 'id' : 'tenant_id'} = '${mine}'`;
};
const ofPerson = (table: string, person = anna) => personal[table]?.map((column) => `${column} = '${person}'`).join(' or ');

type Reader = { name: string; em: (orm: MikroORM) => EntityManager; rows: (table: string) => Promise<string[]> };
const readers: Reader[] = [
  { name: 'the public', em: (orm) => readersOf(orm).public(), rows: (table) => rowsOf(table, published[table]) },
  {
    name: 'a person',
    em: (orm) => readersOf(orm).person(anna),
    rows: (table) => rowsOf(table, published[table], ofPerson(table)),
  },
  {
    name: 'a member',
    em: (orm) => readersOf(orm).member(mine),
    rows: (table) => rowsOf(table, published[table], ofTenant(table)),
  },
  {
    name: 'a companion',
    em: (orm) => readersOf(orm).person(vera),
    rows: (table) => rowsOf(table, published[table], ofPerson(table, vera)),
  },
  { name: 'the platform', em: (orm) => readersOf(orm).platform(), rows: (table) => rowsOf(table, 'true') },
  { name: 'nobody (no settings)', em: (orm) => orm.em.fork(), rows: (table) => rowsOf(table, published[table]) },
];

describe('the two theatres', () => {
  it('have rows in every table, so that there is something to hide', async () => {
    for (const table of tables) {
      const [all] = await db.sql<{ mine: number; theirs: number; of_others: number }>(
        global.includes(table)
          ? `select count(*)::int as mine, count(*)::int as theirs, count(*)::int as of_others from ${table}`
          : `select count(*) filter (where tenant_id = '${mine}')::int as mine, count(*) filter (where tenant_id = '${theirs}')::int as theirs from ${table}`,
      );
      assert.ok(all!.mine > 0 && all!.theirs > 0, `${table} is empty: fill it in two-theatres.ts`);
    }
  });

  it('hide something from everybody but the platform', async () => {
    for (const table of tables)
      assert.ok((await rowsOf(table, published[table])).length < (await rowsOf(table, 'true')).length, table);
  });
});

for (const { name, em, rows } of readers)
  describe(name, () => {
    for (const role of ['reader', 'writer', 'owner'])
      it(`sees exactly its rows of every table as rampa_${role}`, async () => {
        for (const table of tables) assert.deepEqual(await seen(em(orms.get(role)!), table), await rows(table), table);
      });
  });

describe('who holds a ticket that somebody else bought', () => {
  const own = async (table: string) =>
    (
      await readersOf(orms.get('reader')!)
        .person(vera)
        .execute<Array<{ row: Record<string, unknown> }>>(`select to_jsonb(t) as row from ${table} t`)
    ).map(({ row }) => row);

  it('sees that ticket alone, and nothing else of the order', async () => {
    assert.deepEqual(
      (await own('tickets')).map(({ id }) => id),
      [heldByVera],
    );
    for (const table of [
      'orders',
      'order_lines',
      'payments',
      'refunds',
      'invitations',
      'payment_sessions',
      'messages',
      'ledger_entries',
    ])
      assert.deepEqual(await own(table), [], table);
    const [order] = await db.sql<{ tickets: number }>(
      'select count(*)::int as tickets from tickets where order_id = (select order_id from tickets where id = $1)',
      [heldByVera],
    );
    assert.equal(order!.tickets, 2, 'control: the order has another ticket');
  });

  it('takes nothing from the buyer, who sees it too', async () => {
    const em = readersOf(orms.get('reader')!).person(anna);
    assert.equal((await em.execute<unknown[]>('select 1 from tickets where id = ?', [heldByVera])).length, 1);
  });

  it('sees none once it is somebody else’s again', async () => {
    await db.sql('update tickets set holder_person_id = null where id = $1', [heldByVera]);
    assert.deepEqual(await own('tickets'), []);
    await db.sql('update tickets set holder_person_id = $2 where id = $1', [heldByVera, vera]);
  });
});

describe('people', () => {
  it('are seen by the organisations that they dealt with, and by no other', async () => {
    const seenBy = async (tenantId: string) =>
      (await readersOf(orms.get('writer')!).member(tenantId).execute<Array<{ id: string }>>('select id from people')).map(
        ({ id }) => id,
      );
    assert.ok((await seenBy(theirs)).includes(vera));
    assert.ok(!(await seenBy(mine)).includes(vera));
    assert.ok((await seenBy(mine)).includes(anna), 'control');
  });
});

describe('settings', () => {
  it('end with their transaction: the next reader on the same connection sees nothing of them', async () => {
    const orm = await openOrm({ url: db.readerUrl, poolSize: 1 });
    try {
      assert.ok((await seen(readersOf(orm).member(mine), 'orders')).length > 0);
      assert.deepEqual(await seen(orm.em.fork(), 'orders'), []);
      assert.deepEqual(await seen(readersOf(orm).public(), 'orders'), []);
    } finally {
      await orm.close();
    }
  });

  it('that are half said show nothing more', async () => {
    const half: Array<Record<string, string>> = [
      { 'app.reader': 'member' },
      { 'app.reader': 'person' },
      { 'app.reader': 'member', 'app.tenant_id': '' },
      { 'app.tenant_id': mine, 'app.person_id': anna },
      { 'app.reader': 'public', 'app.tenant_id': mine, 'app.person_id': anna },
      { 'app.reader': 'person', 'app.tenant_id': mine },
      { 'app.reader': 'PLATFORM' },
    ];
    for (const variables of half)
      for (const table of tables) {
        const em = orms.get('reader')!.em.fork({ session: { variables } });
        assert.deepEqual(await seen(em, table), await rowsOf(table, published[table]), `${table} ${JSON.stringify(variables)}`);
      }
  });
});

describe('control: without row-level security', () => {
  it('the same reader sees what is not theirs', async () => {
    for (const table of tables) {
      await db.sql(`alter table ${table} no force row level security`);
      assert.deepEqual(
        await seen(readersOf(orms.get('owner')!).public(), table),
        await rowsOf(table, 'true'),
        `${table}, not forced`,
      );
      await db.sql(`alter table ${table} disable row level security`);
      assert.deepEqual(
        await seen(readersOf(orms.get('reader')!).person(anna), table),
        await rowsOf(table, 'true'),
        `${table}, disabled`,
      );
    }
  });
});
