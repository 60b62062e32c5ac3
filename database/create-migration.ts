/** `npm run migration -- <name>`: writes a migration from the difference between the entities and the last snapshot. */
import { Migrator } from '@mikro-orm/migrations';
import { openOrm } from './orm.ts';

const url = process.env['DATABASE_URL'];
if (!url) throw new Error('Set DATABASE_URL to an empty database of an owner, e.g. one made for this with createdb.');
const orm = await openOrm({
  url,
  extensions: [Migrator],
  migrations: { path: `${import.meta.dirname}/migrations`, emit: 'ts', snapshot: true, snapshotName: '.snapshot' },
});
const { fileName } = await orm.migrator.create(undefined, false, false, process.argv[2]);
console.log(fileName ? `database/migrations/${fileName}: add it to database/migrations/index.ts` : 'Nothing changed.');
await orm.close();
