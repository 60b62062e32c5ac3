/** A refusal that a person may read: final, and no fault. */
import { ApplicationFailure } from '@temporalio/common';
import type { ErrorCode } from '../domain/errors.ts';

export const refused = (code: ErrorCode): ApplicationFailure =>
  ApplicationFailure.create({ type: code, message: code, nonRetryable: true, category: 'BENIGN' });
