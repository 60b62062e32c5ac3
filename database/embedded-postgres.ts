/** Postgres 18 without Docker: a cluster in the data folder that outlives crashes of whoever started it. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { DataFolder } from './data-folder.ts';
import { ensureCluster } from './postgres-cluster.ts';
import { type PostgresHome, postgresHome } from './postgres-home.ts';
import { stopOrphan } from './postgres-orphan.ts';

export interface EmbeddedPostgres {
  /** Of the superuser, database `postgres`. Only who prepares databases and roles may have it. */
  readonly adminUrl: string;
  readonly pid: number;
  /** Settles when the server is gone, for whatever reason. */
  readonly exited: Promise<void>;
  /** Ends sessions, writes everything down, stops. */
  stop(): Promise<void>;
  /** At once, as a power cut would; the next start recovers. */
  kill(): void;
}

export interface EmbeddedPostgresOptions {
  readonly data: DataFolder;
  readonly port: number;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** Told as soon as there is a process, long before it takes connections. */
  readonly onSpawn?: (pid: number) => void;
}

const START_PATIENCE = 60_000;
const STOP_PATIENCE = 20_000;

export async function startEmbeddedPostgres({
  data,
  port,
  host = '127.0.0.1',
  onSpawn,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = postgresHome(data);
  const password = data.secret('postgres-password');
  const cluster = join(home.folder, 'cluster');
  await stopOrphan(cluster);
  await ensureCluster(home, cluster, password);
  const adminUrl = `postgres://postgres:${encodeURIComponent(password)}@${host}:${port}/postgres`;
  const log = data.file('logs/postgres.log');
  const server = run(home, [...settings(host, port), '-D', cluster], log);
  onSpawn?.(server.pid);
  try {
    await untilReady(adminUrl, server);
  } catch (error) {
    server.kill();
    throw new Error(`Postgres did not start: ${(error as Error).message}. Its log: ${log}`, { cause: error });
  }
  return { adminUrl, ...server };
}

function settings(host: string, port: number): string[] {
  const values = {
    listen_addresses: host,
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    // What a person was told is paid must survive a power cut.
    fsync: 'on',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A group of its own: Ctrl-C in the terminal must not stop the database before those who use it. */
function run({ programs, user }: PostgresHome, args: string[], log: string) {
  const output = openSync(log, 'a', 0o600);
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
  const child = spawn(join(programs, 'postgres'), args, { ...user, env, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  // Unheard it would end our process; without a number below there was no start.
  child.on('error', () => undefined);
  const pid = child.pid;
  if (pid === undefined) throw new Error('Postgres could not be started: its program cannot be run');
  child.unref();
  let gone = false;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      gone = true;
      resolve();
    });
  });
  return {
    pid,
    exited,
    async stop() {
      if (gone) return;
      child.ref();
      child.kill('SIGINT');
      const late = setTimeout(() => child.kill('SIGQUIT'), STOP_PATIENCE);
      await exited;
      clearTimeout(late);
    },
    kill() {
      if (!gone) child.kill('SIGQUIT');
    },
  };
}

async function untilReady(adminUrl: string, { exited }: { exited: Promise<void> }): Promise<void> {
  const deadline = Date.now() + START_PATIENCE;
  let gone = false;
  exited.then(() => {
    gone = true;
  });
  for (;;) {
    const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      if (gone) throw new Error('it stopped right away');
      // 28P01: the folder's secret was lost, and waiting will not bring it back.
      if ((error as { code?: string }).code === '28P01') throw new Error('its data was made with another password');
      if (Date.now() > deadline) throw error;
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
