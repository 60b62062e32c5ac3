/**
 * Makes ready what worker and server find when they are started by somebody else than `npm start`: roles with the given passwords,
 * tables, Temporal's namespace with its search attributes, and the first theatre when one is named. Safe to repeat; then ends.
 */
import { existsSync } from 'node:fs';
import { openDataFolder } from '../../database/data-folder.ts';
import { addFirstTheatre } from '../../database/first-theatre.ts';
import { openOrm } from '../../database/orm.ts';
import { prepareDatabase } from '../../database/prepare.ts';
import { parseEnvironment } from '../../domain/environment.ts';
import { personIdOf } from '../../domain/uuid.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { ensureNamespace } from '../../temporal/namespace.ts';
import { prepareTemporal } from '../../temporal/prepare.ts';
import { parseWanted } from './wanted.ts';

if (existsSync('.env')) process.loadEnvFile('.env');

const env = parseEnvironment(process.env);
const { passwords, theatre } = parseWanted(process.env);
if (!env.DATABASE_URL || !env.TEMPORAL_ADDRESS)
  throw new Error('DATABASE_URL of a role that may create roles, and TEMPORAL_ADDRESS, are needed.');

const log = (line: string) => console.log(line);
const { ownerUrl } = await prepareDatabase({ adminUrl: env.DATABASE_URL, passwords, sample: false, log });
log('the database is ready');

if (theatre) {
  const { owner, ...first } = theatre;
  const ownerId = personIdOf(openDataFolder(env.RAMPA_DATA).secret('person-ids'), owner);
  const orm = await openOrm({ url: ownerUrl, poolSize: 1 });
  const added = await addFirstTheatre(orm.em, { ...first, ownerId }).finally(() => orm.close());
  log(`the theatre «${first.name}» ${added ? 'is opened' : 'is there'}: /my/${first.slug}`);
}

const namespace = env.TEMPORAL_NAMESPACE;
const { connection, close } = await connectTemporal({ address: env.TEMPORAL_ADDRESS, namespace });
await ensureNamespace({ connection, namespace })
  .then(() => prepareTemporal({ connection, namespace }))
  .finally(close);
log(`the namespace ${namespace} is ready`);
