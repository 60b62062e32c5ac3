/** The few figures that a run is told by: the middle of several rounds, and how long nearly everybody waited. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** @param part 0.5 for the middle, 0.99 for what one in a hundred waits longer than; between two values the line between them. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (low === undefined || high === undefined) throw new Error('no values');
  return low + (high - low) * (at - Math.floor(at));
}
