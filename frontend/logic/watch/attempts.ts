/** When a picture that broke is tried again: soon at first, then after longer pauses. */

/** Milliseconds before each attempt; the last is that of all later ones. */
export const pauses = [500, 1500, 4000, 8000] as const;

export function createAttempts(run: () => void) {
  let planned: ReturnType<typeof setTimeout> | undefined;
  let count = 0;
  const drop = (): void => {
    clearTimeout(planned);
    planned = undefined;
  };
  return {
    drop,
    /** One is planned at a time: a player whose requests are all refused asks on and on, and must not put it off for ever. */
    plan(): void {
      if (planned !== undefined) return;
      planned = setTimeout(
        () => {
          planned = undefined;
          run();
        },
        pauses[Math.min(count++, pauses.length - 1)],
      );
    },
    /** The picture moves: the next one comes soon again. */
    succeeded(): void {
      count = 0;
    },
    /** How many there were since it last moved. */
    count: () => count,
  };
}
