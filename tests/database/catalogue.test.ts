/** Every table there is keeps tenants apart: asked of the catalogue, so that a new one cannot be forgotten. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { entities } from '../../database/orm.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { backDoors, crossingReferences, global, leakingKeys, tablesOf, unguarded, withoutTenant } from './catalogue.ts';

let db: TestDatabase;
before(async () => {
  db = await testDatabase({ sample: false });
});
after(() => db.close());

describe('every table', () => {
  it('is one of the entities', async () => {
    assert.deepEqual(await tablesOf(db), entities.map((entity) => entity.meta.tableName).sort());
  });

  it('has row-level security, for its owner too', async () => {
    assert.deepEqual(await unguarded(db), []);
  });

  it('belongs to a tenant, but for those that are global by design', async () => {
    assert.deepEqual(await withoutTenant(db), global);
  });

  it('has keys that begin with the tenant', async () => {
    assert.deepEqual(await leakingKeys(db), []);
  });

  it('refers to rows of its own tenant alone', async () => {
    assert.deepEqual(await crossingReferences(db), []);
  });

  it('has no way around: no view, no function with rights of its own', async () => {
    assert.deepEqual(await backDoors(db), []);
  });

  it('lets nobody write what its writer could not read', async () => {
    const loose = await db.sql(
      `select tablename, policyname from pg_policies where schemaname = 'public' and cmd <> 'SELECT' and with_check is distinct from qual`,
    );
    assert.deepEqual(loose, []);
  });
});

describe('control: a careless table', () => {
  before(async () => {
    await db.sql(
      'create table careless (tenant_id uuid not null, id uuid primary key, organisation_id uuid, unique (id, tenant_id))',
    );
    await db.sql('create table orphaned (id uuid primary key)');
    await db.sql('alter table orphaned enable row level security');
    await db.sql('alter table careless add constraint careless_order foreign key (id) references organisations (id)');
    await db.sql('create view everything as select * from orders');
    await db.sql('create materialized view copied as select id from orders');
    await db.sql('create function powerful() returns int language sql security definer as $$ select 1 $$');
  });

  it('is found by each of the questions', async () => {
    assert.deepEqual(
      (await tablesOf(db)).filter((name) => ['careless', 'orphaned'].includes(name)),
      ['careless', 'orphaned'],
    );
    assert.deepEqual(await unguarded(db), ['careless', 'orphaned'], 'enabled without force is not enough');
    assert.deepEqual(await withoutTenant(db), [...global, 'orphaned'].sort());
    assert.deepEqual(await leakingKeys(db), ['careless_id_tenant_id_key', 'careless_pkey']);
    assert.deepEqual(await crossingReferences(db), ['careless_order']);
    assert.deepEqual(await backDoors(db), ['copied', 'everything', 'powerful']);
  });
});
