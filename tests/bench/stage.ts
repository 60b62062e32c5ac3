/** Where a bench plays: servers, a database with one show, and everything that is compared, all on the same ones. */
import { rmSync } from 'node:fs';
import { openDataFolder } from '../../database/data-folder.ts';
import { startEmbeddedPostgres } from '../../database/embedded-postgres.ts';
import { sealingKeysIn } from '../../database/sealing-keys.ts';
import { findTemporalCli } from '../../temporal/server/find.ts';
import { startTemporalServer } from '../../temporal/server/start.ts';
import { newShow } from '../support/buyers.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { freePort, temporaryFolder } from '../support/servers.ts';
import type { Sale } from './buyers.ts';
import type { Watched } from './cpu.ts';
import { type Hands, hire, type Kind } from './hands.ts';
import { openPartners } from './partners.ts';

export type Servers = { address: string; watched: Watched; stop(): Promise<void> };
export type Stage<K extends Kind> = Sale & {
  hands: Record<K, Hands>;
  db: TestDatabase;
  address: string;
  /** The data folder that all share. */
  data: string;
  close(): Promise<void>;
};
/** A month ahead: nothing is due meanwhile but what is bought. */
const inHours = 24 * 30;

/** Servers of one's own, so that nobody else's work is counted; Temporal keeps its state in a file, as `npm start` does. */
export async function ownServers(): Promise<Servers> {
  const folder = temporaryFolder('bench-servers');
  const data = openDataFolder(folder.data);
  const postgres = await startEmbeddedPostgres({ data, port: await freePort() });
  process.env['RAMPA_TEST_POSTGRES'] = postgres.adminUrl;
  const temporal = await startTemporalServer({
    cli: await findTemporalCli(console.error),
    port: await freePort(),
    dbFile: data.file('temporal/temporal.db'),
    logFile: data.file('logs/temporal.log'),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  process.once('exit', () => {
    temporal.kill();
    postgres.kill();
  });
  return {
    address: temporal.address,
    watched: { temporal: temporal.pid, postgres: postgres.pid },
    async stop() {
      await Promise.all([temporal.stop(), postgres.stop()]);
      rmSync(folder.path, { recursive: true, force: true });
    },
  };
}

export async function openStage<K extends Kind>(address: string, kinds: readonly K[]): Promise<Stage<K>> {
  const folder = temporaryFolder('bench');
  const data = openDataFolder(folder.data);
  data.ticketKeys(); // made once, before several processes ask for them
  const [partners, db] = await Promise.all([openPartners(), testDatabase()]);
  const show = await newShow({ db }, 1_000_000, { inHours });
  const job = { address, databaseUrl: db.writerUrl, data: folder.data, partners: partners.url };
  const hired = await Promise.all(kinds.map(async (kind) => [kind, await hire({ kind, ...job })] as const));
  return {
    ...{ show, db, address, data: folder.data, sealingKeys: sealingKeysIn(data) },
    hands: Object.fromEntries(hired) as Record<K, Hands>,
    async close() {
      await Promise.all(hired.map(([, hands]) => hands.close()));
      await Promise.all([partners.close(), db.close()]);
      rmSync(folder.path, { recursive: true, force: true });
    },
  };
}
