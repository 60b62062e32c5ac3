/** What every part of the evening is given, and how a step is told: what happened, and how long it took. */
import type { Addresses } from './addresses.ts';

export type Evening = Addresses & {
  /** Runs a step and prints the words that it returns beside its value. */
  step<T>(run: () => Promise<[value: T, told: string]>): Promise<T>;
};

const WIDTH = 76;

export function begin(addresses: Addresses, print: (line: string) => void): Evening {
  return {
    ...addresses,
    async step(run) {
      const began = performance.now();
      const [value, told] = await run();
      print(`✓ ${told.padEnd(WIDTH)} ${String(Math.round(performance.now() - began)).padStart(5)} ms`);
      return value;
    },
  };
}
