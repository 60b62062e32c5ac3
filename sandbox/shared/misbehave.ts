/** Answers one API request, well or, when a fault was ordered, badly. */
import type { Response } from 'express';
import type { Fault, Faults } from './faults.ts';
import { sleep } from './ids.ts';

export type Answer = { status: number; body: unknown; headers?: Record<string, string> };
export type Misbehaviour = (names: readonly string[], response: Response, perform: () => Promise<Answer>) => Promise<void>;

// A request held for a later one must not hang for ever when none comes.
const LONGEST_HOLD_MS = 15_000;

/** @param errorAnswer the partner's own shape of an error */
export function createMisbehaviour(
  faults: Faults,
  target: 'stripe-api' | 'yookassa-api' | 'telegram-api' | 'ivs-api' | 'mediamtx-api',
  errorAnswer: (fault: Fault) => Answer,
): Misbehaviour {
  let held: Array<() => void> = [];

  return async (names, response, perform) => {
    const fault = faults.take(target, names);
    if (fault?.mode === 'reorder') {
      await Promise.race([new Promise<void>((resolve) => held.push(resolve)), sleep(LONGEST_HOLD_MS)]);
    }
    const answer = fault?.mode === 'error' ? errorAnswer(fault) : await perform();
    if (fault?.mode === 'duplicate') await perform();
    if (fault?.mode === 'delay') await sleep(fault.ms);
    if (fault?.mode === 'drop') {
      // The work is done, but the caller never learns of it.
      response.socket?.destroy();
      return;
    }
    if (!response.writableEnded)
      response
        .status(answer.status)
        .set(answer.headers ?? {})
        .json(answer.body);
    // Only now has this one passed, and those held for it may go.
    if (names.some((name) => name.toLowerCase() === 'getupdates')) return;
    const released = held;
    held = [];
    for (const release of released) release();
  };
}
