/** Finds the time-skipping Temporal test server: in the cache, else downloaded as a program, else from Maven Central for Java. */
import { execFile } from 'node:child_process';
import { chmodSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, installOnce } from '../../temporal/server/cache.ts';
import { downloadArchive, downloadTarget, openDownload } from '../../temporal/server/download.ts';
import { fetchFromMaven, JAVA_VERSION } from './server-maven.ts';

type Log = (line: string) => void;

/** Path of a program that takes the arguments which `@temporalio/testing` gives. */
export async function findTimeSkippingServer(log: Log): Promise<string> {
  const folder = cacheFolder(`temporal-test-server-${JAVA_VERSION}`);
  return await installOnce(folder, 'temporal-test-server', async (draft) => {
    const failures: string[] = [];
    for (const fetch of [download, fetchFromMaven]) {
      try {
        return await fetch(draft, log);
      } catch (error) {
        failures.push(`  ${(error as Error).message}`);
        log(`the time-skipping test server: ${(error as Error).message}`);
      }
    }
    throw new Error(
      `The time-skipping test server is missing, and could not be fetched:\n${failures.join('\n')}\nInstall Java 11 or newer.`,
    );
  });
}

/** The way the SDK takes. @see https://github.com/temporalio/sdk-java/releases */
async function download(folder: string, log: Log): Promise<void> {
  const { platform, arch } = downloadTarget();
  const query = new URLSearchParams({ platform, arch, format: 'tar.gz', 'sdk-name': 'sdk-typescript' });
  const answer = await openDownload(`https://temporal.download/temporal-test-server/default?${query}`);
  const { archiveUrl, fileToExtract } = (await answer.json()) as { archiveUrl: string; fileToExtract: string };
  await downloadArchive({ name: 'the time-skipping test server', address: archiveUrl, folder, log });
  const program = join(folder, 'temporal-test-server');
  const top = fileToExtract.split('/')[0] as string;
  renameSync(join(folder, fileToExtract), `${program}.program`);
  if (top !== fileToExtract) rmSync(join(folder, top), { recursive: true, force: true });
  renameSync(`${program}.program`, program);
  chmodSync(program, 0o755);
  // It has no `--version`; a program of another platform fails to run at all, one of ours complains about its port.
  await promisify(execFile)(program, ['not-a-port'], { timeout: 10_000 }).catch((error: { code?: unknown; killed?: boolean }) => {
    if (typeof error.code !== 'number' && !error.killed) throw new Error('what was downloaded does not run on this machine');
  });
}
