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

/** Each statement of the blocks marked as SQL; psql's `:t` is an instant. */
const queriesOf = (text: string): string[] =>
  [...text.matchAll(/```sql\n([\s\S]*?)```/g)]
    .flatMap(([, block]) => block!.split(';'))
    .map((query) => query.trim().replaceAll(/(?<!:):t\b/g, 'now()'))
    .filter((query) => query !== '');

it('each query of a document runs', async () => {
  const queries = documents().flatMap((file) => queriesOf(readFileSync(file, 'utf8')).map((query) => ({ file, query })));
  assert.ok(queries.length >= 2);
  for (const { file, query } of queries) await assert.doesNotReject(db.sql(query), `${file}: ${query}`);
});

it('control: a column that is not there is found', async () => {
  const [query] = queriesOf('```sql\nselect p.created_at from payments p where p.received_at > :t;\n```');
  await assert.rejects(db.sql(query!), /created_at does not exist/);
});
