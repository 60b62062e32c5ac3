/** The ledger balances at commit and is only ever added to; rows of money stay; seats never go below none. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { nameUuid } from '../../domain/uuid.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { anna, fillTwoTheatres, mine } from './two-theatres.ts';

let db: TestDatabase;
const clients: Record<'writer' | 'owner' | 'superuser', Client> = {} as never;
before(async () => {
  db = await testDatabase({ sample: false });
  await fillTwoTheatres(db);
  const urls = { writer: db.writerUrl, owner: db.ownerUrl, superuser: db.adminUrl };
  for (const [role, connectionString] of Object.entries(urls)) {
    const client = new Client({ connectionString });
    await client.connect();
    await client.query(`select set_config('app.reader', 'member', false), set_config('app.tenant_id', $1, false)`, [mine]);
    clients[role as keyof typeof clients] = client;
  }
});
after(async () => {
  for (const client of Object.values(clients)) await client.end();
  await db.close();
});

const orderId = nameUuid('order', mine, 'true', anna);
type Entry = [account: string, amount: number, currency?: string];
const insert = (name: string, entries: Entry[]) =>
  entries.map(
    ([account, amount, currency = 'RUB']) =>
      `insert into ledger_entries (tenant_id, transaction, account, currency, amount, order_id) values ('${mine}', '${name}', '${account}', '${currency}', ${amount}, '${orderId}')`,
  );
/** @returns undefined when it was committed, else where it was refused and why. */
async function commit(client: Client, statements: string[]): Promise<undefined | { at: 'statement' | 'commit'; code: string }> {
  let at: 'statement' | 'commit' = 'statement';
  try {
    await client.query('begin');
    for (const statement of statements) await client.query(statement);
    at = 'commit';
    await client.query('commit');
    return undefined;
  } catch (error) {
    await client.query('rollback');
    return { at, code: (error as { code: string }).code };
  }
}
const unbalanced = { at: 'commit', code: '23514' } as const;
const count = async (name: string) => (await db.sql('select 1 from ledger_entries where transaction = $1', [name])).length;

describe('the ledger', () => {
  it('takes a transaction that balances, in as many statements as it likes', async () => {
    const { writer } = clients;
    assert.equal(
      await commit(
        writer,
        insert('balanced', [
          ['provider:stripe', 900],
          ['sales', -800],
          ['fees', -100],
        ]),
      ),
      undefined,
    );
    assert.equal(await count('balanced'), 3);
  });

  it('refuses at commit one that does not', async () => {
    const { writer } = clients;
    assert.deepEqual(await commit(writer, insert('one leg', [['provider:stripe', 900]])), unbalanced);
    assert.deepEqual(
      await commit(
        writer,
        insert('off by one', [
          ['provider:stripe', 900],
          ['sales', -899],
        ]),
      ),
      unbalanced,
    );
    assert.equal((await count('one leg')) + (await count('off by one')), 0);
  });

  it('counts each currency by itself', async () => {
    const { writer } = clients;
    const mixed: Entry[] = [
      ['provider:stripe', 900, 'RUB'],
      ['sales', -900, 'EUR'],
    ];
    assert.deepEqual(await commit(writer, insert('mixed', mixed)), unbalanced);
    const both: Entry[] = [...mixed, ['sales', -900, 'RUB'], ['provider:stripe', 900, 'EUR']];
    assert.equal(await commit(writer, insert('both', both)), undefined);
  });

  it('does not let a balanced transaction be unbalanced later', async () => {
    const { writer } = clients;
    assert.equal(
      await commit(
        writer,
        insert('settled', [
          ['provider:stripe', 900],
          ['sales', -900],
        ]),
      ),
      undefined,
    );
    assert.deepEqual(await commit(writer, insert('settled', [['suspense', 1]])), unbalanced);
    assert.equal(
      await commit(
        writer,
        insert('settled', [
          ['suspense', 1],
          ['rounding', -1],
        ]),
      ),
      undefined,
    );
  });

  it('is not blinded by a reader who changed before the commit', async () => {
    const { writer } = clients;
    for (const blind of [`select set_config('app.reader', 'public', true)`, `select set_config('app.tenant_id', '', true)`]) {
      const refused = await commit(writer, [...insert('blind', [['provider:stripe', 900]]), blind]);
      assert.deepEqual(refused, unbalanced, blind);
    }
  });

  it('is only added to, whoever asks', async () => {
    for (const [role, client] of Object.entries(clients))
      for (const statement of [
        'update ledger_entries set amount = amount',
        'update ledger_entries set amount = 0 where false',
        'delete from ledger_entries',
        'truncate ledger_entries',
      ])
        assert.deepEqual(await commit(client, [statement]), { at: 'statement', code: '42501' }, `${role}: ${statement}`);
  });
});

describe('what happened', () => {
  for (const [table, column] of [
    ['audit_entries', 'action'],
    ['check_ins', 'result'],
  ])
    it(`is only added to ${table}, whoever asks`, async () => {
      const [before] = await db.sql(`select count(*)::int from ${table}`);
      assert.ok(Number(before!['count']) > 0);
      for (const [role, client] of Object.entries(clients))
        for (const statement of [
          `update ${table} set ${column} = 'other'`,
          `update ${table} set ${column} = ${column} where false`,
          `delete from ${table}`,
          `truncate ${table}`,
        ])
          assert.deepEqual(await commit(client, [statement]), { at: 'statement', code: '42501' }, `${role}: ${statement}`);
      const copy = `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid()))).* from ${table} t where tenant_id = '${mine}' limit 1`;
      assert.equal(await commit(clients.writer, [copy]), undefined, 'control: it is added to');
      assert.deepEqual(await db.sql(`select count(*)::int - 1 as count from ${table}`), [before]);
    });
});

describe('rows of money', () => {
  for (const table of ['orders', 'tickets', 'payments', 'refunds', 'ledger_entries'])
    it(`of ${table} are never deleted, whoever asks`, async () => {
      const [before] = await db.sql(`select count(*) from ${table}`);
      for (const [role, client] of Object.entries(clients))
        for (const statement of [`delete from ${table}`, `delete from ${table} where false`, `truncate ${table} cascade`])
          assert.deepEqual(await commit(client, [statement]), { at: 'statement', code: '42501' }, `${role}: ${statement}`);
      assert.deepEqual(await db.sql(`select count(*) from ${table}`), [before]);
    });

  it('go with nothing else: no table above them can be emptied', async () => {
    for (const table of ['organisations', 'shows', 'productions'])
      assert.notEqual(await commit(clients.superuser, [`truncate ${table} cascade`]), undefined, table);
  });

  it('control: a superuser may delete other rows', async () => {
    assert.equal(await commit(clients.superuser, ['delete from attention_items']), undefined);
  });
});

describe('seats', () => {
  const refused = { at: 'statement', code: '23514' };
  const of = (left: string) => [`update shows set seats_left = ${left} where code = 'OPEN'`];

  it('never go below none nor above the house', async () => {
    for (const left of ['-1', 'seats_left - 9', 'capacity + 1'])
      assert.deepEqual(await commit(clients.writer, of(left)), refused, left);
    for (const left of ['0', 'capacity']) assert.equal(await commit(clients.writer, of(left)), undefined, left);
  });

  it('of one type never go below none nor above its quota', async () => {
    assert.equal(await commit(clients.writer, ['update ticket_types set quota = 5, quota_left = 5']), undefined);
    for (const left of ['-1', '6'])
      assert.deepEqual(await commit(clients.writer, [`update ticket_types set quota_left = ${left}`]), refused);
    assert.equal(await commit(clients.writer, ['update ticket_types set quota_left = 0']), undefined);
  });

  it('of an order line are up to ten, and none after an exchange for other types', async () => {
    const set = (quantity: number) => commit(clients.writer, [`update order_lines set quantity = ${quantity}`]);
    for (const quantity of [11, -1]) assert.deepEqual(await set(quantity), refused);
    for (const quantity of [0, 1, 10]) assert.equal(await set(quantity), undefined);
  });
});
