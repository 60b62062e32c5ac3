/** Runs one of our own programs as a process of its own, and knows when it is ready. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rotate, sizeOf, textAfter } from './log-file.ts';

/** A process that runs, ours or a vendor's. */
export interface Running {
  readonly pid: number;
  /** Settles when it is gone, for whatever reason. */
  readonly exited: Promise<void>;
  /** Lets it finish what it does, then ends it. */
  stop(): Promise<void>;
  /** At once. */
  kill(): void;
}

export interface ChildOptions {
  /** Below the checkout, `workers/main.ts`. */
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** It is ready when this address answers 200, or when its output holds this line. */
  readonly ready: { url: string } | { line: string };
  /** How long it may take to stop, in ms. */
  readonly grace: number;
  /** Told as soon as there is a process, long before it is ready. */
  readonly onSpawn: (pid: number) => void;
  /** Gives up waiting. */
  readonly signal: AbortSignal;
}

const ROOT = join(import.meta.dirname, '..');
const START_PATIENCE = 120_000;

/** @throws Error when it stops, or is not ready in two minutes; then it does not run any more. */
export async function startChild(options: ChildOptions): Promise<Running> {
  rotate(options.logFile);
  const logStart = sizeOf(options.logFile);
  const child = run(options);
  options.onSpawn(child.pid);
  try {
    await untilReady(options, child, logStart);
    return child;
  } catch (error) {
    child.kill();
    await child.exited;
    throw error;
  }
}

/** A group of its own: Ctrl-C in the terminal reaches only the launcher, which stops the parts in their order. */
function run({ script, env, logFile, grace }: ChildOptions) {
  const output = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [join(ROOT, script)], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.on('error', () => undefined);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script} could not be started`);
  let gone = false;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      gone = true;
      resolve();
    });
  });
  const signalGroup = (name: NodeJS.Signals) => {
    try {
      process.kill(-pid, name);
    } catch {
      // Nobody of it is left.
    }
  };
  return {
    pid,
    exited,
    isGone: () => gone,
    async stop() {
      if (!gone) child.kill('SIGTERM');
      const late = setTimeout(() => signalGroup('SIGKILL'), grace);
      await exited;
      clearTimeout(late);
      // What it started itself goes with it.
      signalGroup('SIGKILL');
    },
    kill: () => signalGroup('SIGKILL'),
  };
}

async function untilReady(
  { script, ready, logFile, signal }: ChildOptions,
  child: { isGone(): boolean },
  logStart: number,
): Promise<void> {
  const deadline = Date.now() + START_PATIENCE;
  while (!('url' in ready ? await answers(ready.url) : textAfter(logFile, logStart).includes(ready.line))) {
    if (child.isGone()) throw new Error(`${script} stopped while it was starting`);
    if (Date.now() > deadline) throw new Error(`${script} was not ready within ${START_PATIENCE / 1000} s`);
    await sleep(50, undefined, { signal });
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
