/** After a restore: what the rows have and Temporal has not, and the other way round, is named order by order. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import { orderWorkflowId } from '../../domain/orders.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { newShow, type TestShow } from '../support/buyers.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type DevServer, devServer } from '../support/dev-server.ts';
import { eventually } from '../support/http.ts';
import { testTemporal } from '../support/servers.ts';

let db: TestDatabase;
let temporal: DevServer;
let show: TestShow;
before(async () => {
  [db, temporal] = await Promise.all([testDatabase(), devServer()]);
  show = await newShow({ db }, 100);
});
after(() => Promise.all([db?.close(), temporal?.teardown()]));

async function row(phase: string, orderId: string = randomUUID()): Promise<string> {
  await db.sql(
    `insert into orders (tenant_id, id, person_id, show_id, phase, surface, provider, account, language, currency, total, seats, hold_ends_at)
     values ($1, $2, $3, $4, $5, 'web', 'stripe', 'platform', 'ru', 'RUB', 90000, 1, now())`,
    [sampleTenantId, orderId, randomUUID(), show.id, phase],
  );
  return orderId;
}
/** Nobody works for it: it stands where it was left. */
async function runs(phase: string, orderId: string = randomUUID()): Promise<string> {
  await temporal.client.workflow.start('ticketOrder', {
    ...{ workflowId: orderWorkflowId(orderId), taskQueue: 'nobody', args: [] },
    typedSearchAttributes: [
      { key: searchAttributes.kind, value: 'ticketOrder' },
      { key: searchAttributes.phase, value: phase },
    ],
  });
  return orderId;
}
const seen = (orders: number) =>
  eventually(async () => {
    const { count } = await temporal.client.workflow.count(`kind = 'ticketOrder' and ExecutionStatus = 'Running'`);
    return count === orders;
  }, `${orders} processes are listed`);

async function reconcile(): Promise<{ code: number | null; lines: string[] }> {
  const { address } = await testTemporal();
  const child = spawn(process.execPath, ['launcher/reconcile/main.ts'], {
    env: {
      ...{ PATH: process.env['PATH'] ?? '', DATABASE_URL: db.readerUrl },
      ...{ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: temporal.namespace },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = await once(child, 'close');
  return { code: code as number | null, lines: output.trim().split('\n') };
}

test('orders that are together are not named, nor those that are over; each that is apart is', async () => {
  const together = await runs('paid', await row('paid'));
  await row('closed');
  await row('expired');
  // An hour of late money: the row is over, its process is not.
  await runs('expired', await row('expired'));
  await seen(2);
  assert.deepEqual(await reconcile(), { code: 0, lines: ['Rows and processes are together.'] });

  const forsaken = [await row('awaitingPayment'), await row('paid')];
  const unknown = await runs('awaitingPayment');
  const forgetful = await runs('paid', await row('awaitingPayment'));
  await temporal.client.workflow.getHandle(orderWorkflowId(together)).terminate('a planted loss');
  await seen(3);
  const { code, lines } = await reconcile();
  assert.equal(code, 1);
  assert.deepEqual(
    new Set(lines),
    new Set([
      `${forsaken[0]}  awaitingPayment, and no process runs`,
      `${forsaken[1]}  paid, and no process runs`,
      `${together}  paid, and no process runs`,
      `${unknown}  a process runs, and there is no row`,
      `${forgetful}  its process is paid, its row awaitingPayment`,
      '5 orders are apart.',
    ]),
  );
});
