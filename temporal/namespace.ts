/** The namespace itself, where the server is a real one: a dev server makes it at its start. */
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { RETENTION } from './prepare.ts';

const ALREADY_EXISTS = 6;

/** Idempotent, also at the same time. */
export async function ensureNamespace({ connection, namespace }: { connection: Connection; namespace: string }): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: RETENTION as never },
    });
  } catch (error) {
    if (!isGrpcServiceError(error) || error.code !== ALREADY_EXISTS) throw error;
  }
}
