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

type Folder = ReturnType<typeof temporaryFolder>;

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

/** On disk with the pragmas that the launcher gives it, or in memory. */
async function ownTemporal({ path, data }: Folder, { onDisk }: { onDisk: boolean }) {
  const folder = openDataFolder(data);
  const [port, cli] = [await freePort(), await findTemporalCli(console.error)];
  const [logFile, dbFile] = [folder.file('logs/temporal.log'), folder.file('temporal/temporal.db')];
  const server = await own(() => startTemporalServer({ cli, port, logFile, ...(onDisk ? { dbFile } : {}) }), path, 'SIGKILL');
  return { ...server, address: `127.0.0.1:${port}` };
}

/** A Temporal of one's own that keeps its state in memory. */
export async function forgetfulTemporal() {
  const folder = temporaryFolder('forgetful');
  const temporal = await ownTemporal(folder, { onDisk: false });
  return {
    ...temporal,
    async stop() {
      await temporal.stop();
      rmSync(folder.path, { recursive: true, force: true });
    },
  };
}

export async function ownServers() {
  const folder = temporaryFolder('own');
  const data = openDataFolder(folder.data);
  const port = await freePort();
  let adminUrl = '';
  const [postgres, temporal] = await Promise.all([
    own(
      async () => {
        const server = await startEmbeddedPostgres({ data, port });
        adminUrl = server.adminUrl;
        return server;
      },
      folder.path,
      'SIGQUIT',
    ),
    ownTemporal(folder, { onDisk: true }),
  ]);
  const { address } = temporal;
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
