/** Programs that are fetched once for all checkouts of a machine: whole or not at all, and by one process at a time. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Outside the checkout, so that a fresh clone does not fetch again. */
export function cacheFolder(name: string): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'rampa', name);
}

/**
 * Path of `file` in `folder`, after `install` has filled a draft of the folder, if need be. Others who want the same
 * wait for it instead of fetching it twice.
 */
export async function installOnce(folder: string, file: string, install: (draft: string) => Promise<void>): Promise<string> {
  const path = join(folder, file);
  if (existsSync(path)) return path;
  mkdirSync(dirname(folder), { recursive: true });
  const release = await lock(`${folder}.lock`);
  try {
    if (existsSync(path)) return path;
    const draft = `${folder}.${process.pid}.draft`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft);
    try {
      await install(draft);
      rmSync(folder, { recursive: true, force: true });
      renameSync(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
    return path;
  } finally {
    release();
  }
}

async function lock(file: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isAbandoned(file)) rmSync(file, { force: true });
      else await sleep(200);
    }
  }
}

/** Its holder was killed. At worst two fetch the same: the rename lets one win. */
function isAbandoned(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Between its creation and its text a lock is empty for a moment.
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
