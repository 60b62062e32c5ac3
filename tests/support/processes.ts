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
  /** True when nothing is on its way: each process shows the phase of its row. */
  atRest?: boolean;
};
type Row = { id: string; phase: string };
type Told = Row & { state: string | undefined; shown: string | undefined };

export async function assertProcesses(
  { sql }: Pick<TestDatabase, 'sql'>,
  { client, started, patienceMs = 20_000, atRest = false }: Processes,
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
  if (atRest) await assertPhases({ sql }, client, patienceMs);
}

async function stateOf(client: Processes['client'], { id, phase }: Row): Promise<Told> {
  try {
    const { status, searchAttributes } = await client.workflow.getHandle(orderWorkflowId(id)).describe();
    return { id, phase, state: status.name, shown: searchAttributes['phase']?.map(String).at(-1) };
  } catch (error) {
    if ((error as Error).name !== 'WorkflowNotFoundError') throw error;
    return { id, phase, state: undefined, shown: undefined };
  }
}

/** What a developer reads in the Temporal UI is what stands on the row; the process says it a moment later. */
async function assertPhases({ sql }: Pick<TestDatabase, 'sql'>, client: Processes['client'], patienceMs: number): Promise<void> {
  let apart: Told[] = [];
  const look = async () => {
    const rows = await sql<Row>('select id, phase from orders order by id');
    const suspects = new Set(apart.map(({ id }) => id));
    const asked = apart.length > 0 ? rows.filter(({ id }) => suspects.has(id)) : rows;
    apart = (await Promise.all(asked.map((row) => stateOf(client, row)))).filter(({ phase, shown }) => phase !== shown);
    return apart.length === 0;
  };
  await eventually(look, 'every process says what its row says', patienceMs).catch(() => undefined);
  assert.deepEqual(apart, [], 'every process says what its row says');
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
