/** What Temporal and a workflow say when they do not do as asked, in the words of our error list. */
import { randomUUID } from 'node:crypto';
import {
  type Client,
  isGrpcServiceError,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, NamespaceNotFoundError } from '@temporalio/common';
import { type ErrorCode, isErrorCode, Refusal } from '../domain/errors.ts';

/** A person waits no longer, ms; what was asked for goes on, and the same request finds it again. */
const patience = 20_000;

/**
 * Temporal keeps the failure of an update for as long as the process lives, and would tell it to everybody who asks again under the
 * same id. A no is the answer; a fault was none, so the request is made once more, under an id of its own. Steps know a request by its own id.
 */
export async function unlessFaulted<T>(updateId: string, ask: (updateId: string) => Promise<T>): Promise<T> {
  try {
    return await ask(updateId);
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError) || !isFault(error.cause)) throw error;
    return ask(`${updateId}:${randomUUID()}`);
  }
}

const isFault = (cause: unknown): boolean => {
  const { type } = cause as { type?: string | null };
  return (
    !(cause instanceof ApplicationFailure) || type === 'Busy' || !(isErrorCode(type) || /CompletedWorkflow/.test(type ?? ''))
  );
};

/** gRPC's ALREADY_EXISTS. */
const alreadyExists = 6;
/** What may be otherwise in a moment. NOT_FOUND is also what a server says that cannot read its namespace just now. */
const passing: ReadonlySet<number> = new Set([1, 2, 4, 5, 8, 9, 10, 13, 14]);

/**
 * What Temporal and the workflow say, in the words of our error list.
 * @param gone what it means that the process is over, or never was.
 */
export async function refusing<T>(temporal: Client, call: () => Promise<T>, gone: ErrorCode = 'OrderClosed'): Promise<T> {
  try {
    return await temporal.withDeadline(Date.now() + patience, call);
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure && isErrorCode(error.cause.type))
      throw new Refusal(error.cause.type, { cause: error });
    if (error instanceof WorkflowExecutionAlreadyStartedError || error instanceof WorkflowNotFoundError)
      throw new Refusal(gone, { cause: error });
    // The process ended while it served the request; any other failure is ours, and the request may come again.
    if (error instanceof WorkflowUpdateFailedError)
      throw new Refusal(/CompletedWorkflow/.test((error.cause as { type?: string } | undefined)?.type ?? '') ? gone : 'Busy', {
        cause: error,
      });
    // Not a ServiceError of the SDK's, though it means the same: nobody answered in time.
    if (
      error instanceof ServiceError ||
      error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
      error instanceof NamespaceNotFoundError
    )
      throw new Refusal('Busy', { cause: error });
    // A start and a request in one call: the SDK throws what failed of them as it came.
    if (isGrpcServiceError(error) && error.code === alreadyExists) throw new Refusal(gone, { cause: error });
    if (isGrpcServiceError(error) && passing.has(error.code)) throw new Refusal('Busy', { cause: error });
    throw error;
  }
}
