/** Where the ticket's number stands over the picture: never long in one place, so that it cannot be covered or cut away. */

/** Milliseconds in one place. */
export const markStays = 20_000;

/** Percent of the room there is, from the left and from the top. Neighbouring places are far apart, the way repeats only after hours. */
export function markPlace(now: number): { left: number; top: number } {
  const step = Math.floor(now / markStays);
  // Two irrational strides: evenly spread, and no rhythm to cut along.
  return { left: Math.round(((step * 0.618034) % 1) * 100), top: Math.round(((step * 0.754878) % 1) * 100) };
}
