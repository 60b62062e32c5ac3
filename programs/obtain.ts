/** A vendor's program: in the cache outside the checkout, else fetched in one way after another. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, installOnce } from './cache.ts';

export type Log = (line: string) => void;

export interface Fetch {
  readonly version: string;
  /** Where to put it. */
  readonly folder: string;
  /** File name that it must have there. */
  readonly program: string;
  readonly log: Log;
  readonly signal: AbortSignal | undefined;
}

export interface Wanted {
  /** For a person. */
  readonly name: string;
  readonly version: string;
  /** Without the ending that a system may want. */
  readonly program: string;
  /** Name of its folder in the cache, without the version. */
  readonly cached: string;
  /** Does this one run, and is it the one that is meant? */
  readonly fits: (path: string) => Promise<boolean>;
  readonly ways: ReadonlyArray<{ readonly name: string; readonly fetch: (fetch: Fetch) => Promise<void> }>;
  /** What a person can do when no way leads there. */
  readonly advice: readonly string[];
}

/**
 * Path of a program that fits.
 * @param log told each step that takes time
 * @param signal gives up: a build must not outlive who wanted it
 * @throws Error that says what was tried and what to install
 */
export async function obtain({ name, version, cached, fits, ways, advice, ...wanted }: Wanted, log: Log, signal?: AbortSignal) {
  const program = process.platform === 'win32' ? `${wanted.program}.exe` : wanted.program;
  const install = async (draft: string) => {
    const failures: string[] = [];
    for (const way of ways) {
      try {
        await way.fetch({ version, folder: draft, program, log, signal });
        if (existsSync(join(draft, program)) && (await fits(join(draft, program)))) return;
        failures.push(`  ${way.name}: what came out does not run on this machine`);
      } catch (error) {
        signal?.throwIfAborted();
        failures.push(`  ${way.name}: ${(error as Error).message}`);
        log(`${way.name} did not work: ${(error as Error).message}`);
      }
    }
    throw new Error([`${name} is missing, and could not be fetched:`, ...failures, ...advice].join('\n'));
  };
  return await installOnce(cacheFolder(`${cached}-${version}`), program, install, signal);
}

/** A broken or a foreign program of that name must not count. */
export async function says(command: string, words: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(command, ['--version'], { timeout: 15_000 });
    return stdout.includes(words);
  } catch {
    return false;
  }
}
