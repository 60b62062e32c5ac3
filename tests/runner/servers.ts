/** Starts the heavy servers once for all files of a run, and tells the files by their environment. */
import { readFileSync } from 'node:fs';
import { testPostgres, testTemporal, timeSkippingServerPath } from '../support/servers.ts';
import { say, seconds } from './results.ts';

/** Files of plain functions need none of them; most that need one say so through a helper of `support/`. */
export function needServers(files: readonly string[]): boolean {
  return files.some((file) => readFileSync(file, 'utf8').includes('/support/'));
}

/** What cannot be had is told and left out: files that need it fail, or skip themselves, by name. */
export async function startServers(): Promise<void> {
  const began = Date.now();
  await Promise.all([
    provide('Postgres', 'RAMPA_TEST_POSTGRES', async () => (await testPostgres()).adminUrl),
    provide('Temporal', 'RAMPA_TEST_TEMPORAL', async () => (await testTemporal()).address),
    provide('Time-skipping Temporal', 'RAMPA_TEST_SERVER_PATH', timeSkippingServerPath),
  ]);
  say(`\nServers are up (${seconds(began)})`);
}

async function provide(name: string, variable: string, start: () => Promise<string>): Promise<void> {
  try {
    process.env[variable] = await start();
  } catch (error) {
    say(`\n${name} is not there: ${(error as Error).message}`);
  }
}
