/** Orders as the rows have them beside orders as Temporal has them. Asks both and changes neither. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import { type OrderPhase, orderWorkflowId } from '../../domain/orders.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';

export type Apart = {
  /** An order that is not over, and nobody who keeps its promises. */
  withoutProcess: Array<{ orderId: string; phase: OrderPhase }>;
  /** A process whose order the rows have never heard of. */
  withoutRow: string[];
  /** The process has its money, the row does not know. */
  rowBehind: Array<{ orderId: string; phase: OrderPhase }>;
};
type Row = { id: string; phase: OrderPhase };

const PREFIX = orderWorkflowId('');
const AT_ONCE = 500;

/** @param em the platform's, which sees the orders of every organisation */
export async function compareOrders(em: EntityManager, { workflow }: Pick<Client, 'workflow'>): Promise<Apart> {
  const open = await em.execute<Row[]>(
    `select id, phase from orders where phase in ('held', 'awaitingPayment', 'paid') order by id`,
  );
  const running = new Map<string, string | undefined>();
  for await (const { workflowId, typedSearchAttributes } of workflow.list({
    query: `kind = 'ticketOrder' and ExecutionStatus = 'Running'`,
  }))
    running.set(workflowId.slice(PREFIX.length), typedSearchAttributes.get(searchAttributes.phase));

  const withoutProcess: Row[] = [];
  for (const row of open.filter(({ id }) => !running.has(id))) if (!(await runs(workflow, row.id))) withoutProcess.push(row);
  const rows = await rowsOf(em, [...running.keys()]);
  const paid = [...running].filter(([, phase]) => phase === 'paid').map(([id]) => id);
  return {
    withoutProcess: withoutProcess.map(told),
    withoutRow: [...running.keys()].filter((id) => !rows.has(id)).sort(),
    rowBehind: paid.flatMap((id) => {
      const row = rows.get(id);
      return row && row.phase !== 'paid' ? [told(row)] : [];
    }),
  };
}

const told = ({ id, phase }: Row) => ({ orderId: id, phase });

/** The list follows after a moment; the server itself knows at once. */
async function runs(workflow: Client['workflow'], id: string): Promise<boolean> {
  try {
    return (await workflow.getHandle(orderWorkflowId(id)).describe()).status.name === 'RUNNING';
  } catch (error) {
    if ((error as Error).name === 'WorkflowNotFoundError') return false;
    throw error;
  }
}

async function rowsOf(em: EntityManager, ids: readonly string[]): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const found = await em.execute<Row[]>(`select id, phase from orders where id in (${some.map(() => '?').join(', ')})`, some);
    for (const row of found) rows.set(row.id, row);
  }
  return rows;
}
