/** The fast clock inside a workflow: its dates run ahead, and its timers ring as much sooner. */
import type { WorkflowInterceptors } from '@temporalio/workflow';
import { dateOf } from './clock.ts';

// Written into the bundle when the clock is set.
const clock = { zero: Number('RAMPA_CLOCK_ZERO'), speed: Number('RAMPA_CLOCK_SPEED') };

export function interceptors(): WorkflowInterceptors {
  if (!('fast' in globalThis.Date)) globalThis.Date = dateOf(globalThis.Date, clock);
  return {
    outbound: [
      { startTimer: (input, next) => next({ ...input, durationMs: Math.max(1, Math.ceil(input.durationMs / clock.speed)) }) },
    ],
  };
}
