/** A Postgres whose starter was killed goes on alone; it is stopped in good order before the folder is opened again. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE = 30_000;

export async function stopOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const pid = pidIn(file);
  if (pid === undefined || !isAlive(pid)) return;
  if (!commandOf(pid).includes(cluster)) {
    // The number went to somebody else after a restart; Postgres would take them for itself and refuse.
    rmSync(file, { force: true });
    return;
  }
  const deadline = Date.now() + PATIENCE;
  for (let signal: NodeJS.Signals = 'SIGINT'; isAlive(pid, signal) && pidIn(file) === pid; await sleep(50)) {
    signal = Date.now() > deadline ? 'SIGQUIT' : 'SIGINT';
  }
}

function pidIn(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Sends the signal; 0 only asks. */
function isAlive(pid: number, signal: NodeJS.Signals | 0 = 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
