/** The result of `npm run bench:live` as a person reads it. */
import type { LiveFigures, LiveSize } from './live-rounds.ts';
import { type Aim, isKept, type Result } from './table.ts';

export const liveAim = ({ guarded, plain }: Pick<LiveFigures, 'guarded' | 'plain'>): Aim => ({
  ...{ name: 'segments/s with a token check each, of plain static serving', is: guarded / plain, aim: 0.9, atLeast: true },
});

export function liveTable({ size, machine, ...figures }: LiveFigures & { size: LiveSize; machine: Result['machine'] }): string {
  const aim = liveAim(figures);
  const { guarded, plain, guardedCpu, plainCpu, viewerBytes } = figures;
  const gigabits = (rate: number) => ((rate * size.bytes * 8) / 1e9).toFixed(1);
  return [
    `${isKept(aim) ? '✓' : '✗'} ${aim.is.toFixed(2)}  ${aim.name} (aim ≥ ${aim.aim})`,
    `  guarded ${guarded.toFixed(0)} segments/s (${gigabits(guarded)} Gbit/s), plain ${plain.toFixed(0)} (${gigabits(plain)} Gbit/s); ${size.bytes} bytes each, ${size.atOnce} connections`,
    `  of a processor: guarded ${guardedCpu.toFixed(0)} µs a segment, plain ${plainCpu.toFixed(0)}: ${(plainCpu / guardedCpu).toFixed(2)}`,
    ...(viewerBytes === undefined ? [] : [`  memory of a viewer whose request is held: ${(viewerBytes / 1024).toFixed(1)} kB`]),
    `${machine.cores} cores, ${machine.memoryGb} GB, ${machine.platform}, Node ${machine.node}; load at the start ${machine.load.toFixed(1)}`,
  ].join('\n');
}
