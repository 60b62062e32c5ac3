/** Starts the Temporal dev server, with its state in a file that survives a kill. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectTemporal } from '../client.ts';

export interface TemporalServerOptions {
  /** The CLI, see `findTemporalCli`. */
  readonly cli: string;
  /** @default 127.0.0.1 */
  readonly ip?: string;
  readonly port: number;
  /** Without one there is no UI. */
  readonly uiPort?: number;
  /** Without one the state lives in memory. */
  readonly dbFile?: string;
  /** What the server writes goes there. */
  readonly logFile: string;
  /** @default warn */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
  /** @default default */
  readonly namespace?: string;
  /** Told as soon as there is a process, long before it is healthy. */
  readonly onSpawn?: (pid: number) => void;
}

export interface TemporalServer {
  readonly address: string;
  readonly pid: number;
  /** Settles when the server is gone, for whatever reason. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
  kill(): void;
}

const START_PATIENCE = 60_000;
const STOP_PATIENCE = 10_000;

export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const { ip = '127.0.0.1', port, namespace = 'default' } = options;
  const address = `${ip}:${port}`;
  const server = run(options.cli, argumentsFor(options), options.logFile);
  options.onSpawn?.(server.pid);
  const gone = server.exited.then(() => {
    throw new Error(`Temporal stopped right away. Its log: ${options.logFile}`);
  });
  gone.catch(() => undefined);
  try {
    await Promise.race([gone, untilHealthy(address, namespace)]);
  } catch (error) {
    server.kill();
    throw error;
  }
  return { address, ...server };
}

function argumentsFor({
  ip = '127.0.0.1',
  port,
  uiPort,
  dbFile,
  logLevel = 'warn',
  namespace = 'default',
}: TemporalServerOptions): string[] {
  return [
    ...['server', 'start-dev', '--ip', ip, '--port', String(port), '--namespace', namespace],
    ...['--log-level', logLevel, '--log-format', 'json'],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-ip', ip, '--ui-port', String(uiPort)]),
    // Without the two pragmas every write waits for the disk: 60 % of the speed. A killed process loses nothing with them.
    ...(dbFile ? ['--db-filename', dbFile, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'] : []),
    // It would ask the internet for news of itself.
    ...['--dynamic-config-value', 'frontend.enableServerVersionCheck=false'],
  ];
}

/** A group of its own: Ctrl-C in the terminal must not stop the server before the workers have drained. */
function run(cli: string, args: string[], logFile: string) {
  const output = openSync(logFile, 'a', 0o600);
  const child = spawn(cli, args, { detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  // Unheard it would end our process; without a number below there was no start.
  child.on('error', () => undefined);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`Temporal could not be started: ${cli} cannot be run.`);
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
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE);
      await exited;
      clearTimeout(late);
    },
    kill() {
      if (!gone) child.kill('SIGKILL');
    },
  };
}

/** The port opens before the namespace is there. */
async function untilHealthy(address: string, namespace: string): Promise<void> {
  const deadline = Date.now() + START_PATIENCE;
  const { connection, close } = await connectTemporal({ address, namespace, patience: START_PATIENCE });
  try {
    for (;;) {
      try {
        await connection.workflowService.describeNamespace({ namespace });
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(50);
      }
    }
  } finally {
    await close();
  }
}
