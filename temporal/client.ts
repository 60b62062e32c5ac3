/** How every process reaches Temporal: one connection, patient while the server starts. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';

export interface TemporalTarget {
  /** `host:port` */
  readonly address: string;
  readonly namespace: string;
  /** How long to wait for a server that is still starting, in ms. @default 30_000 */
  readonly patience?: number;
}

export interface TemporalClient {
  readonly client: Client;
  readonly connection: Connection;
  close(): Promise<void>;
}

/** @throws Error that names the address when nothing answers there within `patience`. */
export async function connectTemporal({ address, namespace, patience = 30_000 }: TemporalTarget): Promise<TemporalClient> {
  const connection = await connect(address, Date.now() + patience);
  return { client: new Client({ connection, namespace }), connection, close: () => connection.close() };
}

async function connect(address: string, deadline: number): Promise<Connection> {
  for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
    try {
      return await Connection.connect({ address, connectTimeout: 5000 });
    } catch (cause) {
      if (Date.now() + pause > deadline) throw new Error(`No Temporal server answers at ${address}.`, { cause });
      await sleep(pause);
    }
  }
}
