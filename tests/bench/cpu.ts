/** Processor time of whole families of processes, as the kernel counts it: a server with all its children. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

type Used = { parent: number; ms: number };
export type Watched = Record<string, number>;
export type CpuTimes = Record<string, number>;

/** The kernel counts in hundredths of a second, whatever the machine (USER_HZ). */
const TICK_MS = 10;

/** @param watched process ids by name. @returns ms of processor time so far, user and system, by the same names. */
export function cpuTimes(watched: Watched): CpuTimes {
  const all = process.platform === 'linux' ? fromProc() : fromPs();
  const children = Map.groupBy(all.keys(), (pid) => all.get(pid)!.parent);
  const sum = (pid: number): number =>
    (all.get(pid)?.ms ?? 0) + (children.get(pid) ?? []).reduce((total, child) => total + sum(child), 0);
  return Object.fromEntries(Object.entries(watched).map(([name, pid]) => [name, sum(pid)]));
}

export const cpuSince = (before: CpuTimes, now: CpuTimes): CpuTimes =>
  Object.fromEntries(Object.entries(now).map(([name, ms]) => [name, ms - (before[name] ?? 0)]));

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; children that have ended are counted by their parent. */
function fromProc(): Map<number, Used> {
  const all = new Map<number, Used>();
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The program's name stands in brackets and may hold spaces.
      const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      all.set(Number(pid), { parent: Number(fields[1]), ms: ticks * TICK_MS });
    } catch {} // it ended while we looked
  }
  return all;
}

/** Elsewhere `ps` says it, as [[days-]hours:]minutes:seconds. */
function fromPs(): Map<number, Used> {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,time='], { encoding: 'utf8' }).trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [pid = '', parent = '', time = ''] = line.trim().split(/\s+/);
      const [rest = '', days = '0'] = time.split('-').reverse();
      const seconds = rest.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
      return [Number(pid), { parent: Number(parent), ms: (Number(days) * 86_400 + seconds) * 1000 }];
    }),
  );
}
