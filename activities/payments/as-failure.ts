/** How a provider's word reaches a workflow. */
import { ApplicationFailure } from '@temporalio/common';
import { PaymentRejected } from '../../providers/payments/port.ts';

/** A rejection is final; everything else is left to the retry policy. */
export async function asFailure<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof PaymentRejected) throw ApplicationFailure.fromError(error, { nonRetryable: true });
    throw error;
  }
}
