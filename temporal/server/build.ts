/** Builds the Temporal CLI from the Go module proxy, for machines that reach a proxy but not the open internet. */
import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CliFetch } from './download.ts';

const PACKAGE = 'github.com/temporalio/cli/cmd/temporal';
/** The gRPC half of Google's storage client serves archives, which a dev server never has, and would bring 120 packages. */
const FLAGS = '-mod=mod -buildvcs=false -tags=disable_grpc_modules';
/** A slow machine with one core needs about ten minutes. */
const PATIENCE = 20 * 60_000;

export async function buildCli({ version, folder, program, log, signal }: CliFetch): Promise<void> {
  await go(['version'], { cwd: folder, signal }).catch((cause) => {
    throw new Error('there is no Go on this machine', { cause });
  });
  log(`building Temporal CLI ${version} with Go: some 3 minutes, 290 MB to download, once`);
  const begin = Date.now();
  const seconds = () => Math.round((Date.now() - begin) / 1000);
  const progress = setInterval(() => log(`still building Temporal, ${seconds()} s`), 20_000);
  try {
    // As a tool of a module of our own, which keeps the versions that the release was made with: sums are checked.
    writeFileSync(join(folder, 'go.mod'), 'module rampa.example/temporal-cli\n\ngo 1.24\n');
    await go(['get', '-tool', `${PACKAGE}@v${version}`], { cwd: folder, signal });
    await go(['build', '-trimpath', '-ldflags', '-s -w', '-o', program, PACKAGE], { cwd: folder, signal });
    for (const file of ['go.mod', 'go.sum']) rmSync(join(folder, file), { force: true });
    log(`Temporal is built, ${seconds()} s`);
  } finally {
    clearInterval(progress);
  }
}

async function go(args: string[], where: { cwd: string; signal: AbortSignal | undefined }): Promise<void> {
  // The sources that we build know nothing of a workspace or vendor folder around them.
  const env = { ...process.env, GOWORK: 'off', GOFLAGS: FLAGS, CGO_ENABLED: '0' };
  try {
    await promisify(execFile)('go', args, { ...where, env, timeout: PATIENCE, maxBuffer: 64e6 });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const lines = (stderr ?? '').trim().split('\n');
    throw new Error(lines.at(-1) || message, { cause: error });
  }
}
