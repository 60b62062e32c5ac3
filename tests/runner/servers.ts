/** Starts the heavy servers once for all files of a run, and tells the files by their environment. */
import { testPostgres, testTemporal, timeSkippingServerPath } from '../support/servers.ts';
import { say, seconds } from './results.ts';

/** @returns whether there is a time-skipping server, the only one that needs something of the machine: Java, where no program is offered. */
export async function startServers(): Promise<{ timeSkipping: boolean }> {
  const began = Date.now();
  const [, , timeSkipping] = await Promise.all([
    provide('Postgres', 'RAMPA_TEST_POSTGRES', async () => (await testPostgres()).adminUrl),
    provide('Temporal', 'RAMPA_TEST_TEMPORAL', async () => (await testTemporal()).address),
    provide('Time-skipping Temporal', 'RAMPA_TEST_SERVER_PATH', timeSkippingServerPath),
  ]);
  say(`\nServers are up (${seconds(began)})`);
  return { timeSkipping };
}

/** What cannot be had is told here once; a file that needs it fails by name. */
async function provide(name: string, variable: string, start: () => Promise<string>): Promise<boolean> {
  try {
    process.env[variable] = await start();
    return true;
  } catch (error) {
    say(`\n${name} is not there: ${(error as Error).message}`);
    return false;
  }
}
