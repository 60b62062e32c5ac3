/** Stands where a worker asks for its bundle, and gives it the one with the fast clock. */
import type { WorkflowBundleOption } from '@temporalio/worker';
import type { Guard } from '../guards.ts';
import { fastBundle } from './bundle.ts';

export const workflowBundle = (): Promise<WorkflowBundleOption> =>
  fastBundle(
    { zero: Number(process.env['RAMPA_CLOCK_ZERO']), speed: Number(process.env['RAMPA_CLOCK_SPEED']) },
    process.env['RAMPA_WITHOUT'] as Guard | undefined,
  );
