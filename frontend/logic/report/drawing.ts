/** Curves as SVG paths in a box of 100 by 100, which the page stretches. */

const round = (value: number) => Math.round(value * 100) / 100;
const height = (value: number, top: number) => round(100 - (Math.min(value, top) / top) * 100);

/** A line through the middles of the minutes. */
export function linePath(values: readonly number[], top: number): string {
  const width = 100 / Math.max(1, values.length);
  return values.map((value, n) => `${n === 0 ? 'M' : 'L'}${round((n + 0.5) * width)} ${height(value, top)}`).join('');
}

/** What lies under the line. */
export function areaPath(values: readonly number[], top: number): string {
  if (values.length === 0) return '';
  const width = 100 / values.length;
  return `${linePath(values, top)}L${round((values.length - 0.5) * width)} 100L${round(0.5 * width)} 100Z`;
}

/** A bar for each minute with something in it. */
export function barsPath(values: readonly number[], top: number): string {
  const width = 100 / Math.max(1, values.length);
  return values
    .map((value, n) =>
      value > 0 ? `M${round((n + 0.1) * width)} 100V${height(value, top)}H${round((n + 0.9) * width)}V100Z` : '',
    )
    .join('');
}
