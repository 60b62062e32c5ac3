/** Queries that the documents give to an operator run on the tables as they are. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { documents } from './markdown.ts';

let db: TestDatabase;
before(async () => {
  db = await testDatabase({ sample: false });
});
after(() => db?.close());

/** An operator's `-v t=2026-11-21`, as psql puts it in: quoted where the query says so, bare where it does not. */
const inPsql = (query: string): string => query.replaceAll(":'t'", "'2026-11-21'").replaceAll(/(?<!:):t\b/g, '2026-11-21');
/** Each statement of the blocks marked as SQL. */
const queriesOf = (text: string): string[] =>
  [...text.matchAll(/```sql\n([\s\S]*?)```/g)]
    .flatMap(([, block]) => block!.split(';'))
    .map((query) => inPsql(query.trim()))
    .filter((query) => query !== '');

it('each query of a document runs', async () => {
  const queries = documents().flatMap((file) => queriesOf(readFileSync(file, 'utf8')).map((query) => ({ file, query })));
  assert.ok(queries.length >= 2);
  for (const { file, query } of queries) await assert.doesNotReject(db.sql(query), `${file}: ${query}`);
});

it('control: a column that is not there is found', async () => {
  const [query] = queriesOf("```sql\nselect p.created_at from payments p where p.received_at > timestamptz :'t';\n```");
  await assert.rejects(db.sql(query!), /created_at does not exist/);
});

it('control: an instant that psql would put in without quotes is found', async () => {
  const [query] = queriesOf("```sql\nselect 1 from payments p where p.received_at > :t - interval '1 day';\n```");
  await assert.rejects(db.sql(query!));
});
