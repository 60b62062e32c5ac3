/** Orders as Temporal has them beside orders as the rows have them: neither without the other. */
import assert from 'node:assert/strict';
import type { Client } from '@temporalio/client';
import { orderWorkflowId } from '../../domain/orders.ts';
import type { TestDatabase } from './database.ts';
import { eventually } from './http.ts';

export type Processes = {
  client: Pick<Client, 'workflow'>;
  /** Orders that were started. Without them visibility is asked, which comes after the fact and which a jumping server has not. */
  started?: readonly string[];
  /** How long visibility may lag behind. @default 20 s */
  patienceMs?: number;
};
type Row = { id: string; phase: string };

export async function assertProcesses(
  { sql }: Pick<TestDatabase, 'sql'>,
  { client, started, patienceMs = 20_000 }: Processes,
): Promise<void> {
  const rows = await sql<Row>('select id, phase from orders order by id');
  const ids = new Set(rows.map(({ id }) => orderWorkflowId(id)));
  if (started)
    assert.deepEqual(
      started.map(orderWorkflowId).filter((id) => !ids.has(id)),
      [],
      'no process is without its row',
    );
  else await assertListed(client, ids, patienceMs);
  const states = await Promise.all(rows.map((row) => stateOf(client, row)));
  assert.deepEqual(
    states.filter(({ state }) => state === undefined).map(({ id }) => id),
    [],
    'no row is without its process',
  );
  const asleep = states.filter(({ phase, state }) => ['held', 'awaitingPayment', 'paid'].includes(phase) && state !== 'RUNNING');
  assert.deepEqual(asleep, [], 'an order that is not over has a process that runs');
  const failed = states.filter(({ state }) => !['RUNNING', 'COMPLETED', 'CANCELLED'].includes(state!));
  assert.deepEqual(failed, [], 'no process has failed');
}

async function stateOf(client: Processes['client'], { id, phase }: Row): Promise<Row & { state: string | undefined }> {
  try {
    return { id, phase, state: (await client.workflow.getHandle(orderWorkflowId(id)).describe()).status.name };
  } catch (error) {
    if ((error as Error).name !== 'WorkflowNotFoundError') throw error;
    return { id, phase, state: undefined };
  }
}

/** Visibility follows after a moment. */
async function assertListed(client: Processes['client'], ids: ReadonlySet<string>, patienceMs: number): Promise<void> {
  const look = async () => {
    const listed: string[] = [];
    for await (const { workflowId } of client.workflow.list({ query: `WorkflowType = 'ticketOrder'` })) listed.push(workflowId);
    return listed;
  };
  const apart = async () => {
    const listed = new Set(await look());
    return { withoutRow: [...listed].filter((id) => !ids.has(id)), withoutProcess: [...ids].filter((id) => !listed.has(id)) };
  };
  const together = async () => {
    const { withoutRow, withoutProcess } = await apart();
    return withoutRow.length + withoutProcess.length === 0;
  };
  await eventually(together, 'visibility has every order', patienceMs).catch(() => undefined);
  const { withoutRow, withoutProcess } = await apart();
  assert.deepEqual(withoutRow, [], 'no process is without its row');
  assert.deepEqual(withoutProcess, [], 'no row is without its process');
}
