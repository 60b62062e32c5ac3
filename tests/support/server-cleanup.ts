/** Servers that a single test file started end with its process, however it ends. */
import { readFileSync, rmSync } from 'node:fs';

interface Leftover {
  readonly pid: number;
  readonly signal: NodeJS.Signals;
  readonly folder: string;
}

const leftovers: Leftover[] = [];
const PATIENCE = 5_000;

export function atEnd(leftover: Leftover): void {
  if (leftovers.push(leftover) > 1) return;
  process.once('exit', cleanUp);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}

/** An exit handler cannot wait for promises, so it sleeps on a lock that nobody opens. */
function cleanUp(): void {
  for (const { pid, signal } of leftovers) signalQuietly(pid, signal);
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const deadline = Date.now() + PATIENCE;
  for (const { pid, folder } of leftovers) {
    while (runs(pid) && Date.now() < deadline) Atomics.wait(sleeper, 0, 0, 20);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function runs(pid: number): boolean {
  if (!signalQuietly(pid, 0)) return false;
  try {
    // Our own dead children stay as zombies while no event loop reaps them.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

function signalQuietly(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
