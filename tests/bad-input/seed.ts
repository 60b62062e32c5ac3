/** Chance that can be repeated: every run tells its seed, and `SEED=… ` runs the very same again. */

/** Fixed unless it is given, so that a run of CI depends on no chance; other seeds are tried by hand. */
export const seed = Number(process.env['SEED'] ?? 20_261_121);

export type Chance = { below(limit: number): number; of<T>(choices: readonly T[]): T; bytes(count: number): Buffer };

/** Mulberry32; what it is for is part of the seed, so that one test's draws do not move another's. */
export function chanceOf(purpose: string): Chance {
  let state = [...purpose].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), seed >>> 0) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (limit: number) => next() % limit;
  return {
    below,
    of: (choices) => choices[below(choices.length)]!,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
  };
}

/** Said once a file, and with each failure. */
export const tellSeed = (): void => console.log(`SEED=${seed} repeats this run`);

/** Fails with all that is needed to see it again. */
export async function within<T>(what: () => string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`SEED=${seed}: ${what()}: ${(error as Error).message}`, { cause: error });
  }
}
