/** What servers talk to each other by: Redis where there is one, Postgres otherwise. */
import { createAdapter as postgresAdapter } from '@socket.io/postgres-adapter';
import { createAdapter as redisAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { LiveDeps } from './sockets.ts';

type Between = { adapter: NonNullable<LiveDeps['adapter']>; close(): Promise<void> };

/** @param databaseUrl of a role that can only read: NOTIFY and LISTEN are no writing */
export function between(
  { databaseUrl, redisUrl }: { databaseUrl: string; redisUrl?: string | undefined },
  report: (error: unknown) => void,
): Between {
  if (redisUrl) {
    const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
    redis.on('error', report);
    const all = [redis];
    // The adapter's own clients would wait for a Redis that is away, and the process with them.
    redis.duplicate = (...options) => {
      const another = Redis.prototype.duplicate.apply(redis, options);
      all.push(another);
      return another;
    };
    const adapter = redisAdapter(redis, { streamName: 'rampa:live', maxLen: 20_000 }) as unknown as Between['adapter'];
    const close = async () => {
      for (const one of all) one.disconnect();
    };
    return { adapter, close };
  }
  // More connections would let one line overtake another.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, application_name: 'rampa live' });
  pool.on('error', report);
  outlivePostgres(pool, report);
  const adapter = postgresAdapter(pool, {
    errorHandler: report,
    channelPrefix: 'rampa_live',
    // What does not fit into a notice would be written to a table, and nothing here may write.
    payloadThreshold: 8000,
    cleanupInterval: 2 ** 31 - 1,
  }) as unknown as Between['adapter'];
  return { adapter, close: () => pool.end() };
}

/**
 * The adapter keeps a client for itself and leaves it when it dies: nobody would hear its error, which ends a process,
 * and the pool would take it for busy, and have none left after two such ends.
 */
function outlivePostgres(pool: pg.Pool, report: (error: unknown) => void): void {
  const lent = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_, client) => lent.delete(client));
  pool.on('connect', (client) => {
    client.on('error', report);
    // Whoever only asked a question gives it back in this turn.
    client.once('end', () => setImmediate(() => lent.has(client) && client.release(true)));
  });
}
