/** A Postgres whose starter was killed goes on alone; it is stopped in good order before the folder is opened again. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE = 30_000;

/** Afterwards nobody works in the cluster's folder, and no stale `postmaster.pid` keeps the next server out. */
export async function stopOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const pid = pidIn(file);
  if (pid === undefined) return;
  const deadline = Date.now() + PATIENCE;
  while (commandOf(pid).includes(cluster)) {
    signal(pid, Date.now() > deadline ? 'SIGQUIT' : 'SIGINT');
    await sleep(50);
  }
  // Killed without warning, the postmaster leaves sessions that end when they next look up; two servers must never overlap.
  for (let late = inhabitants(cluster); late.length > 0; late = inhabitants(cluster)) {
    if (Date.now() > deadline) for (const session of late) signal(session, 'SIGQUIT');
    await sleep(50);
  }
  // Its number may belong to somebody else by now, or to a dead process that nobody reaps; Postgres would refuse.
  if (signal(pid, 0)) rmSync(file, { force: true });
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

/** Empty for a process that is gone or waits to be reaped. */
function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** Every process of Postgres stands in its cluster's folder. Only Linux tells; elsewhere Postgres' own check must do. */
function inhabitants(cluster: string): number[] {
  if (process.platform !== 'linux') return [];
  const folder = realpathSync(cluster);
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return pid > 0 && readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        return false;
      }
    });
}

/** 0 only asks whether there is such a process. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
