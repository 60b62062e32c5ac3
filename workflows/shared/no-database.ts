/** A step failed because Postgres was away or every connection to it was taken: the interceptor names it, the process knows it. */
import { ApplicationFailure, TimeoutFailure } from '@temporalio/common';

export const noDatabase = 'NoDatabase';

export const foundNoDatabase = (error: unknown): boolean =>
  [error, (error as { cause?: unknown }).cause].some((one) => one instanceof ApplicationFailure && one.type === noDatabase);

/** Of a step that touches nothing but Postgres: it was not answered in time, so Postgres is away, whatever named it. */
export const wasNotAnswered = (error: unknown): boolean =>
  [error, (error as { cause?: unknown }).cause].some((one) => one instanceof TimeoutFailure);
