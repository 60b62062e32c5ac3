/** How much memory processes hold, with their children, as the system counts it: what they share is counted for each. */
import { execFileSync } from 'node:child_process';
import type { Watched } from './cpu.ts';

/** @returns MB by the same names. */
export function memoryOf(watched: Watched): Record<string, number> {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const rows = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number]);
  const sum = (pid: number): number =>
    rows.reduce((total, [own, parent, kb]) => total + (own === pid ? kb : 0) + (parent === pid ? sum(own) : 0), 0);
  return Object.fromEntries(Object.entries(watched).map(([name, pid]) => [name, Math.round(sum(pid) / 1024)]));
}
