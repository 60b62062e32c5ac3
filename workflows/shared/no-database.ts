/** A step failed because Postgres was away or every connection to it was taken: the interceptor names it, the process knows it. */
import { ApplicationFailure } from '@temporalio/common';

export const noDatabase = 'NoDatabase';

export const foundNoDatabase = (error: unknown): boolean =>
  [error, (error as { cause?: unknown }).cause].some((one) => one instanceof ApplicationFailure && one.type === noDatabase);
