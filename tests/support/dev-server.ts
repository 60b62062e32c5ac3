/** A namespace of one's own on the real dev server, for what the time-skipping one does by chance: an update that starts a child. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { connectTemporal } from '../../temporal/client.ts';
import { prepareTemporal } from '../../temporal/prepare.ts';
import { testTemporal } from './servers.ts';
import { inTurn, withHands } from './workers.ts';

export { remembering } from './workers.ts';

export type DevServer = { client: Client; nativeConnection: NativeConnection; namespace: string; teardown(): Promise<void> };

export async function devServer(tuning = inTurn): Promise<DevServer> {
  const { address } = await testTemporal();
  const namespace = `t-${randomUUID()}`;
  const { client, connection, close } = await connectTemporal({ address, namespace });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  await prepareTemporal({ connection, namespace });
  const nativeConnection = await NativeConnection.connect({ address });
  const server = {
    ...{ client, nativeConnection, namespace },
    async teardown() {
      await nativeConnection.close();
      await close();
    },
  };
  return withHands(server, tuning);
}
