/** What a step says no to reaches whoever asked as it is; a step that could not be done at all means that the house is away. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { ErrorCode } from '../../domain/errors.ts';

const busy: ErrorCode = 'Busy';

export async function answered<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    if (!(error instanceof ApplicationFailure) || error.nonRetryable) throw error;
    throw ApplicationFailure.create({ type: busy, message: busy, nonRetryable: true, cause: error });
  }
}
