/** Finds the Temporal CLI, whose dev server we run: on this machine, else fetched, else built. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildCli } from './build.ts';
import { cacheFolder, installOnce } from './cache.ts';
import { downloadCli } from './download.ts';

/** The last version that the Go module proxy can build. */
export const CLI_VERSION = '1.5.1';
/** What it holds, and so what every test runs on: the compose file pins the same. */
export const TEMPORAL_VERSIONS = { server: '1.29.1', ui: '2.42.1' } as const;

const program = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/**
 * Path of a CLI that runs. Looks on PATH, then in the cache outside the checkout; then downloads, then builds into it.
 * @param log told each step that takes time
 * @param signal gives up: a build must not outlive who wanted it
 * @throws Error that says what was tried and what to install
 */
export async function findTemporalCli(log: (line: string) => void, signal?: AbortSignal): Promise<string> {
  if (await runs('temporal')) return 'temporal';
  const folder = cacheFolder(`temporal-cli-${CLI_VERSION}`);
  return await installOnce(folder, program, async (draft) => {
    const failures: string[] = [];
    for (const { name, fetch } of [
      { name: 'download', fetch: downloadCli },
      { name: 'build with Go', fetch: buildCli },
    ]) {
      try {
        await fetch({ version: CLI_VERSION, folder: draft, program, log, signal });
        if (existsSync(join(draft, program)) && (await runs(join(draft, program)))) return;
        failures.push(`  ${name}: what came out does not run on this machine`);
      } catch (error) {
        signal?.throwIfAborted();
        failures.push(`  ${name}: ${(error as Error).message}`);
        log(`${name} did not work: ${(error as Error).message}`);
      }
    }
    throw new Error(
      [
        'Temporal is missing, and could not be fetched:',
        ...failures,
        'Install the Temporal CLI (https://docs.temporal.io/cli/setup-cli) or Go 1.25 or newer (https://go.dev/dl),',
        'or set TEMPORAL_ADDRESS to a server that runs.',
      ].join('\n'),
    );
  });
}

/** A broken or a foreign program of that name must not count. */
async function runs(command: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(command, ['--version'], { timeout: 15_000 });
    return stdout.includes('temporal version');
  } catch {
    return false;
  }
}
