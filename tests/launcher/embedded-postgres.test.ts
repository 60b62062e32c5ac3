/** Embedded Postgres loses nothing, whoever is killed. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { openDataFolder } from '../../database/data-folder.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../database/embedded-postgres.ts';
import { freePort, temporaryFolder } from '../support/servers.ts';

const folder = temporaryFolder('postgres-restart');
const data = openDataFolder(folder.data);
let server: EmbeddedPostgres | undefined;
after(async () => {
  await server?.stop();
  rmSync(folder.path, { recursive: true });
});

async function ask(adminUrl: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

describe('embedded Postgres', () => {
  it('starts in an empty folder, understands Cyrillic, listens on loopback only', async () => {
    server = await startEmbeddedPostgres({ data, port: await freePort() });
    assert.deepEqual(await ask(server.adminUrl, `select lower('ТЕАТР'), current_setting('listen_addresses')`), [
      'театр',
      '127.0.0.1',
    ]);
    await ask(server.adminUrl, `create table kept (line text)`);
    await ask(server.adminUrl, `insert into kept values ('before the kill')`);
  });

  it('says that it did not start, and where its log is, when it goes at once', async () => {
    const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const elsewhere = temporaryFolder('postgres-refused');
    const start = startEmbeddedPostgres({
      data: openDataFolder(elsewhere.data),
      port: (other.address() as AddressInfo).port,
    });
    await assert.rejects(start, /^Error: Postgres did not start: it stopped right away\. Its log: .*postgres\.log$/);
    other.close();
    rmSync(elsewhere.path, { recursive: true });
  });

  it('comes back with its data after kill -9', async () => {
    process.kill(server!.pid, 'SIGKILL');
    await server!.exited;
    server = await startEmbeddedPostgres({ data, port: await freePort() });
    assert.deepEqual(await ask(server.adminUrl, 'select line from kept'), ['before the kill']);
  });

  it('takes its folder back from a server whose starter was killed', async () => {
    await server!.stop();
    const starter = spawn(process.execPath, [
      fileURLToPath(new URL('./start-postgres.ts', import.meta.url)),
      folder.data,
      String(await freePort()),
    ]);
    const orphan = JSON.parse(String((await once(starter.stdout, 'data'))[0])) as { adminUrl: string; pid: number };
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    assert.deepEqual(await ask(orphan.adminUrl, 'select line from kept'), ['before the kill'], 'the orphan goes on alone');

    server = await startEmbeddedPostgres({ data, port: await freePort() });
    assert.notEqual(server.pid, orphan.pid);
    assert.deepEqual(await ask(server.adminUrl, 'select line from kept'), ['before the kill']);
    await assert.rejects(ask(orphan.adminUrl, 'select 1'), 'the orphan is gone');
  });
});
