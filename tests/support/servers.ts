/** The heavy servers that tests share: those of `npm test` when it runs them, else one's own until the process ends. */
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from '../../database/data-folder.ts';
import { startEmbeddedPostgres } from '../../database/embedded-postgres.ts';
import { freePorts } from '../../launcher/ports.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { prepareTemporal } from '../../temporal/prepare.ts';
import { findTemporalCli } from '../../temporal/server/find.ts';
import { startTemporalServer } from '../../temporal/server/start.ts';
import { atEnd } from './server-cleanup.ts';
import { findTimeSkippingServer } from './server-time-skipping.ts';

/** An empty cluster, as superuser: each test file makes its own database in it. */
export const testPostgres = lazily(async (): Promise<{ adminUrl: string }> => {
  const given = process.env['RAMPA_TEST_POSTGRES'];
  if (given) return { adminUrl: given };
  const folder = temporaryFolder('postgres');
  const { adminUrl, pid } = await startEmbeddedPostgres({ data: openDataFolder(folder.data), port: await freePort() });
  atEnd({ pid, signal: 'SIGQUIT', folder: folder.path });
  return { adminUrl };
});

/** A dev server with our search attributes and 30 days of retention, in memory. */
export const testTemporal = lazily(async (): Promise<{ address: string; namespace: string }> => {
  const namespace = 'default';
  const given = process.env['RAMPA_TEST_TEMPORAL'];
  if (given) return { address: given, namespace };
  const cli = await findTemporalCli(console.error);
  const folder = temporaryFolder('temporal');
  const logFile = openDataFolder(folder.data).file('logs/temporal.log');
  const { address, pid } = await startTemporalServer({ cli, port: await freePort(), logFile });
  atEnd({ pid, signal: 'SIGKILL', folder: folder.path });
  const { connection, close } = await connectTemporal({ address, namespace });
  await prepareTemporal({ connection, namespace }).finally(close);
  return { address, namespace };
});

/** For `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`. */
export const timeSkippingServerPath = lazily(
  async (): Promise<string> => process.env['RAMPA_TEST_SERVER_PATH'] || (await findTimeSkippingServer(console.error)),
);

/** A port that was free a moment ago, and is lent to nobody meanwhile. */
export const freePort = async (): Promise<number> => (await freePorts('127.0.0.1', 1))[0]!;

/** `data` is made by whoever opens it, with the rights that it needs. */
export function temporaryFolder(name: string): { path: string; data: string } {
  const path = mkdtempSync(join(tmpdir(), `rampa-test-${name}-`));
  // Root's Postgres must be able to pass through, or it keeps its data where nobody clears up.
  chmodSync(path, 0o711);
  return { path, data: join(path, 'data') };
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
