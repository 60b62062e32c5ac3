/** What a step relies on: said as what was expected and what was seen, and waited for where it takes time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './words.ts';

export class Unexpected extends Error {
  readonly expected: string;
  readonly seen: string;
  constructor(expected: string, seen: unknown) {
    super(expected);
    this.expected = expected;
    this.seen = typeof seen === 'string' ? seen : JSON.stringify(seen);
  }
}

/** @throws Unexpected */
export function expect(holds: unknown, expected: string, seen: unknown): asserts holds {
  if (!holds) throw new Unexpected(expected, seen);
}

const PATIENCE_MS = 30_000;

/** Looks until there is something to see. @throws Unexpected after half a minute, with what was there instead */
export async function soon<T>(
  expected: string,
  look: () => Promise<T | undefined | false | null>,
  instead: () => Promise<unknown>,
): Promise<T> {
  const began = Date.now();
  for (let waited = 0; waited < PATIENCE_MS; waited = Date.now() - began) {
    const seen = await look();
    if (seen) return seen;
    await sleep(50 + waited / 4);
  }
  throw new Unexpected(`${expected} ${say('за 30 секунд', 'within 30 seconds')}`, await instead());
}
