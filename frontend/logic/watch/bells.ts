/** Three bells call into the hall, one calls back from the interval. */

/** Minutes before the curtain, in the order in which they ring. */
const minutes = [10, 5, 1] as const;

/** How often the bell rings now: 1, 2 or 3 before the start; 0 when none was due since the last look. Times in milliseconds. */
export function bellsDue(startsAt: number, before: number, now: number): 0 | 1 | 2 | 3 {
  // Whoever comes late, or back to a sleeping tab, hears the last one only.
  const rung = minutes.findLastIndex((one) => {
    const at = startsAt - one * 60_000;
    return before < at && at <= now;
  });
  return (rung + 1) as 0 | 1 | 2 | 3;
}

/** Whether the bell that calls back from the interval was due since the last look, a minute before it ends. */
export const returnBellDue = (until: number, before: number, now: number): boolean =>
  before < until - 60_000 && until - 60_000 <= now && now < until;
