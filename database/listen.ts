/** A line to Postgres on which it tells what was committed. Cut lines are mended, and the listener hears that something may be missing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

export type Listening = { close(): Promise<void> };

/**
 * @param heard of each notice, in the order of the commits
 * @param mended after each connection but the first: what was told meanwhile was not heard
 */
export function listenTo(
  url: string,
  channel: string,
  { heard, mended, report }: { heard: (payload: string) => void; mended: () => void; report: (error: unknown) => void },
): Listening {
  const stopping = new AbortController();
  const { signal } = stopping;
  let client: Client | undefined;
  const running = (async () => {
    for (let first = true; !signal.aborted; first = false) {
      try {
        client = new Client({
          connectionString: url,
          application_name: 'rampa listener',
          keepAlive: true,
          connectionTimeoutMillis: 10_000,
        });
        const over = new Promise<void>((resolve) => {
          client!.once('end', () => resolve());
          client!.on('error', (error) => {
            if (!signal.aborted) report(error);
            resolve();
          });
        });
        await client.connect();
        client.on('notification', ({ payload }) => heard(payload ?? ''));
        await client.query(`listen ${client.escapeIdentifier(channel)}`);
        if (!first) mended();
        await over;
        await client.end().catch(() => {});
      } catch (error) {
        if (!signal.aborted) report(error);
      }
      await sleep(500, undefined, { signal, ref: false }).catch(() => {});
    }
  })();
  return {
    async close() {
      stopping.abort();
      await client?.end().catch(() => {});
      await running;
    },
  };
}
