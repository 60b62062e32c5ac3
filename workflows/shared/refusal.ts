/** A no that a person may read: final, and no fault. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { ErrorCode } from '../../domain/errors.ts';

export const refusal = (code: ErrorCode): ApplicationFailure =>
  ApplicationFailure.create({ type: code, message: code, nonRetryable: true, category: 'BENIGN' });
