/** After a restore, before a worker starts: which orders have lost their process, and which processes their row (UPGRADING.md). */
import { existsSync } from 'node:fs';
import { openOrm } from '../../database/orm.ts';
import { readersOf } from '../../database/sessions.ts';
import { type Environment, EnvironmentError, parseEnvironment } from '../../domain/environment.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { compareOrders } from './compare.ts';

if (existsSync('.env')) process.loadEnvFile('.env');

const env = readEnvironment();
if (!env.DATABASE_URL || !env.TEMPORAL_ADDRESS) end("DATABASE_URL (the reader's is enough) and TEMPORAL_ADDRESS are needed.");
const orm = await openOrm({ url: env.DATABASE_URL, poolSize: 1, applicationName: 'rampa reconcile' });
const { client, close } = await connectTemporal({ address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE });
const { withoutProcess, withoutRow, rowBehind } = await compareOrders(readersOf(orm).platform(), client).finally(() =>
  Promise.all([close(), orm.close()]),
);

for (const { orderId, phase } of withoutProcess) console.log(`${orderId}  ${phase}, and no process runs`);
for (const orderId of withoutRow) console.log(`${orderId}  a process runs, and there is no row`);
for (const { orderId, phase } of rowBehind) console.log(`${orderId}  its process is paid, its row ${phase}`);
const apart = withoutProcess.length + withoutRow.length + rowBehind.length;
console.log(apart === 0 ? 'Rows and processes are together.' : `${apart} orders are apart.`);
process.exit(apart === 0 ? 0 : 1);

function readEnvironment(): Environment {
  try {
    return parseEnvironment(process.env);
  } catch (error) {
    if (error instanceof EnvironmentError) end(error.message);
    throw error;
  }
}

function end(why: string): never {
  console.error(why);
  process.exit(2);
}
