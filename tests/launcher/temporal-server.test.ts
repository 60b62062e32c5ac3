/** The dev server keeps what it was told, over a stop and over a kill. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { openDataFolder } from '../../database/data-folder.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { prepareTemporal } from '../../temporal/prepare.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { findTemporalCli, TEMPORAL_VERSIONS } from '../../temporal/server/find.ts';
import { startTemporalServer, type TemporalServer } from '../../temporal/server/start.ts';
import { workflowUrl } from '../../temporal/ui.ts';
import { freePort, temporaryFolder } from '../support/servers.ts';

const namespace = 'default';
const folder = temporaryFolder('temporal-restart');
const data = openDataFolder(folder.data);
let server: TemporalServer | undefined;
after(async () => {
  await server?.stop();
  rmSync(folder.path, { recursive: true });
});

async function start(): Promise<TemporalServer> {
  const cli = await findTemporalCli(console.error);
  server = await startTemporalServer({
    cli,
    port: await freePort(),
    dbFile: data.file('temporal/temporal.db'),
    logFile: data.file('temporal.log'),
  });
  return server;
}

async function waiting(workflowId: string): Promise<string> {
  const { client, close } = await connectTemporal({ address: server!.address, namespace });
  return await client.workflow
    .getHandle(workflowId)
    .describe()
    .then(({ status }) => status.name)
    .finally(close);
}

describe('Temporal dev server', () => {
  it('keeps closed workflows for 30 days and knows our search attributes', async () => {
    const { address } = await start();
    const { client, connection, close } = await connectTemporal({ address, namespace });
    await prepareTemporal({ connection, namespace });
    await prepareTemporal({ connection, namespace });
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    assert.equal(Number(config?.workflowExecutionRetentionTtl?.seconds), 720 * 3600);
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    for (const { name } of Object.values(searchAttributes)) assert.ok(name in (customAttributes ?? {}), name);
    await client.workflow.start('nobodyRunsThis', {
      workflowId: 'order:kept',
      taskQueue: 'nobody',
      typedSearchAttributes: [{ key: searchAttributes.kind, value: 'ticket' }],
    });
    await close();
  });

  it('is what the compose file pins: the server and its pages', async (t) => {
    const cli = await findTemporalCli(console.error);
    if (cli === 'temporal' && !process.env['CI']) return t.skip('this machine has a CLI of its own');
    const { connection, close } = await connectTemporal({ address: server!.address, namespace });
    const { serverVersion } = await connection.workflowService.getSystemInfo({}).finally(close);
    assert.equal(serverVersion, TEMPORAL_VERSIONS.server);
    const { stdout } = await promisify(execFile)(cli, ['--version']);
    assert.ok(stdout.includes(`UI ${TEMPORAL_VERSIONS.ui})`), stdout);
  });

  it('finds its workflows after a stop', async () => {
    await server!.stop();
    await start();
    assert.equal(await waiting('order:kept'), 'RUNNING');
  });

  it('finds its workflows after kill -9', async () => {
    process.kill(server!.pid, 'SIGKILL');
    await server!.exited;
    await start();
    assert.equal(await waiting('order:kept'), 'RUNNING');
  });

  it('says which address does not answer', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    await assert.rejects(connectTemporal({ address, namespace, patience: 200 }), new RegExp(address));
  });

  it('names the page of a workflow', () => {
    assert.equal(
      workflowUrl('http://localhost:8233/', namespace, 'order:1 2'),
      'http://localhost:8233/namespaces/default/workflows/order%3A1%202',
    );
    assert.match(workflowUrl('http://localhost:8233', namespace, 'a', 'run'), /\/a\/run\/history$/);
  });
});
