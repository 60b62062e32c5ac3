/** Creates the files of a Postgres cluster, whole or not at all. */
import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresHome } from './postgres-home.ts';

/** Does nothing when the cluster is there. A half-made one (the power went) is made again. */
export async function ensureCluster({ programs, folder, user }: PostgresHome, cluster: string, password: string): Promise<void> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  const draft = `${cluster}.new`;
  const passwordFile = join(folder, 'password');
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  for (const program of ['postgres', 'initdb']) makeExecutable(join(programs, program));
  try {
    // The builtin provider sorts and folds Cyrillic alike on every system, whatever locales are installed.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    await promisify(execFile)(join(programs, 'initdb'), [`--pgdata=${draft}`, ...locale, ...access], {
      ...user,
      env: { LC_ALL: 'C' },
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, cluster);
}

/** Some package managers drop the bit. A read-only installation that has it must not be touched. */
function makeExecutable(program: string): void {
  try {
    chmodSync(program, 0o755);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EROFS' && (error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}
