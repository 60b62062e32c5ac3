/** A database of one's own in the shared cluster, prepared as the launcher does. */
import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import { prepareDatabase, type RoleUrls } from '../../database/prepare.ts';
import { sampleTelegram } from '../../database/sample/telegram.ts';
import { testPostgres } from './servers.ts';

/** Roles belong to the whole cluster, so every test file must give them the same passwords. */
const passwords = { owner: 'test-owner', writer: 'test-writer', reader: 'test-reader' };

export type TestDatabase = RoleUrls & {
  /** As superuser, past row-level security: for what a test must see or set up. */
  sql<T extends object = Record<string, unknown>>(query: string, params?: unknown[]): Promise<T[]>;
  adminUrl: string;
  close(): Promise<void>;
};

type Options = {
  sample?: boolean;
  /** The house's key of person ids; with it the sample theatre has its staff. */
  personKey?: string;
  /** Superuser's address of another cluster than the shared one. */
  cluster?: string;
};

export async function testDatabase({ sample = true, personKey, ...own }: Options = {}): Promise<TestDatabase> {
  const cluster = own.cluster ?? (await testPostgres()).adminUrl;
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const root = new Client({ connectionString: cluster });
  await root.connect();
  await root.query(`create database ${name}`);
  await root.end();
  const adminUrl = Object.assign(new URL(cluster), { pathname: `/${name}` }).href;
  const urls = await prepareDatabase({
    ...{ adminUrl, passwords, sample },
    ...(personKey ? { sampleTelegram: sampleTelegram(personKey) } : {}),
  });
  // One session as long as it lives, and another when the cluster goes down under us in fault tests.
  const admin = new Pool({ connectionString: adminUrl, max: 1, idleTimeoutMillis: 0 });
  admin.on('error', () => {});
  return {
    ...urls,
    adminUrl,
    sql: async <T extends object>(query: string, params: unknown[] = []) => (await admin.query<T>(query, params)).rows,
    close: () => admin.end(),
  };
}
