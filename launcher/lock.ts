/** One launcher a data folder: two would open the same databases. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { DataFolder } from '../database/data-folder.ts';
import { processIdentity } from './process-identity.ts';

interface Holder {
  readonly pid: number;
  readonly identity: string;
}

/** @returns what lets the folder go again. @throws Error when another launcher that lives holds it. */
export function holdDataFolder(data: DataFolder): () => void {
  const lock = data.file('launcher.lock');
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) ?? '' } satisfies Holder));
  try {
    while (!linked(draft, lock)) takeOver(lock, data.path);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

/** Moved aside before it is judged, so that of two who take over only one can win. */
function takeOver(lock: string, folder: string): void {
  const aside = `${lock}.aside.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const holder = JSON.parse(readFileSync(aside, 'utf8')) as Holder;
  if (processIdentity(holder.pid) === holder.identity) {
    linked(aside, lock);
    rmSync(aside);
    throw new Error(
      `Rampa runs already on the data folder ${folder} (process ${holder.pid}).\nStop it first, or give this one another folder: RAMPA_DATA=…`,
    );
  }
  rmSync(aside);
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
