/** A Redis of a test file's own, on a free port, that keeps nothing. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { eventually } from './http.ts';
import { atEnd } from './server-cleanup.ts';
import { freePort, temporaryFolder } from './servers.ts';

export type TestRedis = {
  url: string;
  /** Words of one command. */
  ask(command: string, ...words: string[]): Promise<unknown>;
  /** As a power cut would: it comes back at the same place, and knows nothing. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

/** Why tests of it are skipped, or false; under `CI=true` they are not skipped but fail. */
export const missingRedis = isThere() || process.env['CI'] === 'true' ? false : 'redis-server is not there';

function isThere(): boolean {
  try {
    execFileSync('redis-server', ['--version']);
    return true;
  } catch {
    return false;
  }
}

export async function testRedis(): Promise<TestRedis> {
  const port = await freePort();
  const folder = temporaryFolder('redis').path;
  const url = `redis://127.0.0.1:${port}`;
  const asking = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null, retryStrategy: () => 100 });
  asking.on('error', () => {});
  let running: ChildProcess | undefined;
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const start = async () => {
    running = spawn('redis-server', options, { stdio: 'ignore' });
    await once(running, 'spawn');
    atEnd({ pid: running.pid!, signal: 'SIGKILL', folder });
    await eventually(async () => (await asking.ping()) === 'PONG', 'Redis answers');
  };
  const kill = async () => {
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    ...{ url, start, kill },
    ask: (command, ...words) => asking.call(command, ...words),
    async close() {
      asking.disconnect();
      await kill();
    },
  };
}
