/** Whom an order concerns is found by an index, however many contacts the theatre has, and before Postgres has statistics of them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { EntityManager } from '@mikro-orm/postgresql';
import { inTransaction } from '../../activities/context.ts';
import { holdersOf, recipientOf } from '../../activities/messaging/recipients.ts';
import { type Paid, paidOrder, tenantId } from './paid-orders.ts';
import { type Bench, openBench } from './support.ts';

const CONTACTS = 2000;
let bench: Bench;
let order: Paid;
before(async () => {
  bench = await openBench();
  // No statistics meanwhile, whenever autovacuum comes by.
  for (const table of ['contacts', 'orders', 'tickets', 'people'])
    await bench.db.sql(`alter table ${table} set (autovacuum_enabled = false)`);
  order = await paidOrder(bench);
  await bench.db.sql(
    `insert into contacts (tenant_id, person_id, email, language)
     select $1, gen_random_uuid(), n || '@example.com', 'ru' from generate_series(1, ${CONTACTS}) n`,
    [tenantId],
  );
});
after(() => bench?.close());

/** How many contacts Postgres looked at. */
const contactsRead = (ask: () => Promise<unknown>): Promise<number> =>
  bench.step(() =>
    inTransaction(async (tx) => {
      const read = async () => {
        const [row] = await tx.execute<Array<{ n: number }>>(
          `select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as n from pg_stat_xact_user_tables where relname = 'contacts'`,
        );
        return row!.n;
      };
      const before = await read();
      await ask();
      return (await read()) - before;
    }),
  );

const asked = {
  'who holds its tickets': async () => assert.equal((await holdersOf(tenantId, order.orderId)).length, 1),
  'whom messages go to': async () => assert.ok(await recipientOf(tenantId, order.orderId)),
};

const guards: Record<string, (sql: string) => string> = {
  'the fence': (sql) => sql.replace('offset 0', ''),
  'what row-level security lets look first': (sql) =>
    sql.replace(/= case when (\S+) is null then (\S+) else \1 end/, '= coalesce($1, $2)'),
};

for (const [what, ask] of Object.entries(asked))
  describe(what, () => {
    it('is one contact, and one is read', async () => {
      assert.equal(await contactsRead(ask), 1);
    });

    for (const [without, change] of Object.entries(guards))
      it(`and all of them are without ${without}: a rush would slow down with each buyer`, async (t) => {
        const execute = EntityManager.prototype.execute;
        t.mock.method(
          EntityManager.prototype,
          'execute',
          function (this: EntityManager, ...[sql, ...rest]: Parameters<typeof execute>) {
            return execute.call(this, change(String(sql)), ...rest);
          },
        );
        assert.ok((await contactsRead(ask)) > CONTACTS);
      });
  });
