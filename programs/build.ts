/** Builds programs from the Go module proxy, for machines that reach a proxy but not the open internet. */
import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Fetch } from './obtain.ts';

interface GoProgram {
  readonly name: string;
  readonly package: string;
  /** Needed, with its third number: an older Go of some years fetches this very one. */
  readonly go: string;
  readonly tags?: string;
  /** What it costs, for the progress line. */
  readonly cost: string;
}

/** A slow machine with one core needs about ten minutes. */
const PATIENCE = 20 * 60_000;

export async function buildByGo({ name, cost, ...built }: GoProgram, fetch: Fetch): Promise<void> {
  const { version, folder, program, log, signal } = fetch;
  const go = (...args: string[]) => runGo(args, { cwd: folder, signal, tags: built.tags });
  await go('version').catch((cause) => {
    throw new Error('there is no Go on this machine', { cause });
  });
  log(`building ${name} ${version} with Go: ${cost}`);
  const begin = Date.now();
  const seconds = () => Math.round((Date.now() - begin) / 1000);
  const progress = setInterval(() => log(`still building ${name}, ${seconds()} s`), 20_000);
  try {
    // As a tool of a module of our own, which keeps the versions that the release was made with: sums are checked.
    writeFileSync(join(folder, 'go.mod'), `module rampa.example/built\n\ngo ${built.go}\n`);
    await go('get', '-tool', `${built.package}@v${version}`);
    await go('build', '-trimpath', '-ldflags', '-s -w', '-o', program, built.package);
    for (const file of ['go.mod', 'go.sum']) rmSync(join(folder, file), { force: true });
    log(`${name} is built, ${seconds()} s`);
  } finally {
    clearInterval(progress);
  }
}

type Where = { cwd: string; signal: AbortSignal | undefined; tags: string | undefined };

async function runGo(args: string[], { tags, ...where }: Where): Promise<void> {
  // The sources that we build know nothing of a workspace or vendor folder around them.
  const flags = ['-mod=mod', '-buildvcs=false', ...(tags ? [`-tags=${tags}`] : [])].join(' ');
  const toolchain = process.env['GOTOOLCHAIN'] ?? 'auto';
  const env = { ...process.env, GOWORK: 'off', GOFLAGS: flags, CGO_ENABLED: '0', GOTOOLCHAIN: toolchain };
  try {
    await promisify(execFile)('go', args, { ...where, env, timeout: PATIENCE, maxBuffer: 64e6 });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const lines = (stderr ?? '').trim().split('\n');
    throw new Error(lines.at(-1) || message, { cause: error });
  }
}
