/** A whole hall comes in at the curtain: whoever is told to wait comes again by nobody's hand. */

/** Seconds before each further try, when the house has not said how many. */
const pauses = [1, 2, 4, 8, 8] as const;

type Options = {
  /** A no that is the answer. */
  isFinal: (thrown: unknown) => boolean;
  /** Seconds that the house asked for. */
  asked: (thrown: unknown) => number | undefined;
  /** @returns false when nobody waits any more */
  wait: (ms: number) => Promise<boolean>;
  /** From 0 to 1: they must not all come back in one moment. */
  random?: () => number;
};

/** @throws what the last try threw */
export async function insist<T>(ask: () => Promise<T>, { isFinal, asked, wait, random = Math.random }: Options): Promise<T> {
  for (let tried = 0; ; tried += 1)
    try {
      return await ask();
    } catch (thrown) {
      const seconds = pauses[tried];
      if (seconds === undefined || isFinal(thrown)) throw thrown;
      if (!(await wait((asked(thrown) ?? seconds) * 1000 * (0.5 + random())))) throw thrown;
    }
}
