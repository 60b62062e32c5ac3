/** A Postgres and a Temporal of one's own, on disk: each can be killed and comes back on the same port with the same data. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { openDataFolder } from '../../database/data-folder.ts';
import { startEmbeddedPostgres } from '../../database/embedded-postgres.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { prepareTemporal } from '../../temporal/prepare.ts';
import { findTemporalCli } from '../../temporal/server/find.ts';
import { startTemporalServer } from '../../temporal/server/start.ts';
import { atEnd } from '../support/server-cleanup.ts';
import { freePort, temporaryFolder } from '../support/servers.ts';

type Server = { pid: number; exited: Promise<void>; stop(): Promise<void> };
export type OwnServer = {
  /** `kill -9`; afterwards it is surely gone. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

async function own(begin: () => Promise<Server>, folder: string, signal: NodeJS.Signals): Promise<OwnServer> {
  const started = async () => {
    const server = await begin();
    atEnd({ pid: server.pid, signal, folder });
    return server;
  };
  let running = await started();
  return {
    async kill() {
      process.kill(running.pid, 'SIGKILL');
      await running.exited;
      assert.throws(() => process.kill(running.pid, 0), { code: 'ESRCH' }, 'it is gone');
    },
    async start() {
      running = await started();
    },
    stop: () => running.stop(),
  };
}

export async function ownServers() {
  const folder = temporaryFolder('own');
  const data = openDataFolder(folder.data);
  const [postgresPort, temporalPort, cli] = [await freePort(), await freePort(), await findTemporalCli(console.error)];
  let adminUrl = '';
  const address = `127.0.0.1:${temporalPort}`;
  const [postgres, temporal] = await Promise.all([
    own(
      async () => {
        const server = await startEmbeddedPostgres({ data, port: postgresPort });
        adminUrl = server.adminUrl;
        return server;
      },
      folder.path,
      'SIGQUIT',
    ),
    own(
      // On disk with the pragmas that the launcher gives it.
      () =>
        startTemporalServer({
          ...{ cli, port: temporalPort, dbFile: data.file('temporal/temporal.db') },
          logFile: data.file('logs/temporal.log'),
        }),
      folder.path,
      'SIGKILL',
    ),
  ]);
  const { connection, close } = await connectTemporal({ address, namespace: 'default' });
  await prepareTemporal({ connection, namespace: 'default' }).finally(close);
  return {
    postgres,
    temporal,
    addresses: { postgres: { adminUrl }, temporal: { address } },
    async close() {
      await Promise.all([postgres.stop(), temporal.stop()]);
      rmSync(folder.path, { recursive: true, force: true });
    },
  };
}
