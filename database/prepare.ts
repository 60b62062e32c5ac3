/** Makes a database ready: roles, migrations, and the sample theatre when asked. Safe to repeat, also at the same time. */
import { Migrator } from '@mikro-orm/migrations';
import { Client } from 'pg';
import { migrations } from './migrations/index.ts';
import { openOrm } from './orm.ts';
import { createRoles, grantRoles, type RolePasswords, roles } from './roles.ts';
import type { SampleTelegram } from './sample/telegram.ts';
import { addSampleTheatre } from './sample/theatre.ts';

export type Preparation = {
  /** A role that may create roles; the database named in it is used, or `rampa` is created when it names none or `postgres`. */
  adminUrl: string;
  passwords: RolePasswords;
  /** Adds the sample theatre, and new dates when its old ones have passed. */
  sample: boolean;
  /** Who works for the sample theatre, where the sandbox is Telegram. */
  sampleTelegram?: SampleTelegram;
  log?: (line: string) => void;
};
export type RoleUrls = { ownerUrl: string; writerUrl: string; readerUrl: string };

export async function prepareDatabase({ adminUrl, passwords, log = () => {}, ...theatre }: Preparation): Promise<RoleUrls> {
  const named = decodeURIComponent(new URL(adminUrl).pathname.slice(1));
  const database = named === '' || named === 'postgres' ? 'rampa' : named;
  if (database !== named) await asAdmin(adminUrl, (admin) => createDatabase(admin, database));

  const url = withPath(adminUrl, database);
  const as = (role: keyof RolePasswords) => withRole(url, roles[role], passwords[role]);
  const urls = { ownerUrl: as('owner'), writerUrl: as('writer'), readerUrl: as('reader') };

  await asAdmin(url, async (admin) => {
    // One preparation of a database at a time; the lock goes with the connection.
    await admin.query(`select pg_advisory_lock(hashtext('rampa prepare'))`);
    await createRoles(admin, passwords);
    await grantRoles(admin, database);
    await migrate(urls.ownerUrl, theatre, log);
  });
  return urls;
}

type Theatre = Pick<Preparation, 'sample' | 'sampleTelegram'>;

async function migrate(ownerUrl: string, { sample, sampleTelegram }: Theatre, log: (line: string) => void): Promise<void> {
  const orm = await openOrm({
    url: ownerUrl,
    poolSize: 2,
    extensions: [Migrator],
    migrations: { migrationsList: migrations, snapshot: false, transactional: true },
  });
  try {
    const done = await orm.migrator.up();
    if (done.length > 0) log(`${done.length} migrations applied`);
    if (sample) log(`${await addSampleTheatre(orm.em, new Date(), sampleTelegram)} dates on the playbill`);
  } finally {
    await orm.close();
  }
}

async function asAdmin<T>(connectionString: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

async function createDatabase(admin: Client, database: string): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (rowCount) return;
  await admin.query(`create database ${admin.escapeIdentifier(database)}`).catch((error: { code?: string }) => {
    // Another starter was faster: 42P04 names it, 23505 is the same seen a moment earlier.
    if (error.code !== '42P04' && error.code !== '23505') throw error;
  });
}

const withPath = (url: string, database: string): string =>
  Object.assign(new URL(url), { pathname: `/${encodeURIComponent(database)}` }).href;
const withRole = (url: string, username: string, password: string): string =>
  Object.assign(new URL(url), { username, password }).href;
