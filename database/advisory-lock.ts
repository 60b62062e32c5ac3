/** A lock that lives as long as its connection: whoever holds it polls the bot, and when that process dies another takes over. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

export type HeldLock = {
  /** Aborts when the connection, and with it the lock, is lost. */
  lost: AbortSignal;
  release(): Promise<void>;
};

/** Waits until the lock is ours, or `stop` aborts (then undefined). */
export async function holdLock(connectionString: string, name: string, stop: AbortSignal): Promise<HeldLock | undefined> {
  for (; !stop.aborted; await sleep(1000, undefined, { ref: false })) {
    const client = new Client({ connectionString, application_name: `rampa lock ${name}`, keepAlive: true });
    const lost = new AbortController();
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    try {
      await client.connect();
      const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock(hashtext($1)) as held', [name]);
      if (rows[0]?.held) return { lost: lost.signal, release: () => client.end() };
    } catch {
      // Postgres is away; the next round tries again.
    }
    await client.end().catch(() => {});
  }
  return undefined;
}
