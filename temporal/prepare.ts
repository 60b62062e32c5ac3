/** What Rampa needs of a namespace: closed workflows kept for 30 days, and the attributes that workflows are found by. */

import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { searchAttributes } from './search-attributes.ts';

/** 720 hours, in seconds. */
export const RETENTION = 30 * 24 * 60 * 60;
/** `INDEXED_VALUE_TYPE_KEYWORD` of the API. */
const KEYWORD = 2;
/** A namespace that the server creates at its start becomes visible some moments after its port. */
const PATIENCE = 15_000;

/** Idempotent: only what is missing is added; a longer retention is left alone. */
export async function prepareTemporal({ connection, namespace }: { connection: Connection; namespace: string }): Promise<void> {
  await ensureRetention(connection, namespace);
  await ensureSearchAttributes(connection, namespace);
}

async function ensureRetention(connection: Connection, namespace: string): Promise<void> {
  const { config } = await describe(connection, namespace);
  if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) >= RETENTION) return;
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: { seconds: RETENTION as never } },
  });
}

async function describe(connection: Connection, namespace: string) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await connection.workflowService.describeNamespace({ namespace });
    } catch (cause) {
      if (Date.now() > deadline) throw new Error(`Temporal has no namespace ${namespace}, or it cannot be read.`, { cause });
      if (!isGrpcServiceError(cause)) throw cause;
      await sleep(100);
    }
  }
}

async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const missing = async () => {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return Object.values(searchAttributes).filter(({ name }) => !hasKeyword(customAttributes ?? {}, name));
  };
  const absent = await missing();
  if (absent.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(absent.map(({ name }) => [name, KEYWORD])),
  });
  // The server answers before its own caches know them; a workflow started in between would be refused.
  const deadline = Date.now() + PATIENCE;
  while ((await missing()).length > 0) {
    if (Date.now() > deadline) throw new Error(`Temporal took the search attributes of ${namespace} but does not show them.`);
    await sleep(100);
  }
}

function hasKeyword(attributes: Record<string, unknown>, name: string): boolean {
  const type = attributes[name];
  if (type === undefined || type === null) return false;
  if (type === KEYWORD) return true;
  throw new Error(`The search attribute ${name} is there with another type than Keyword; rename or remove it.`);
}
