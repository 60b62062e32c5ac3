/** Rounds of the same rush, in turn for everything that is compared: whatever else the machine does, it does to all of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Rush, rush, type Sale } from './buyers.ts';
import { type CpuTimes, cpuSince, cpuTimes, type Watched } from './cpu.ts';
import type { Hands } from './hands.ts';
import { median, quantile } from './statistics.ts';

export type Size = { orders: number; atOnce: number };
type Waits = { p50: number; p99: number };
export type Figures = {
  /** Orders a second, from the first tap to the last ticket. */
  rate: number;
  /** Processor time of one order, ms, until its tickets are delivered; by process. */
  cpu: CpuTimes;
  cpuMs: number;
  /** From the tap to the payment link, ms. */
  link: Waits;
  /** From the money's signal to the tickets, ms. */
  ticket: Waits;
};

export async function round(hands: Hands, sale: Sale, servers: Watched, size: Size): Promise<Figures> {
  const watched = { ...servers, worker: hands.pid };
  const before = cpuTimes(watched);
  const bought = await rush(hands, sale, size);
  await bought.delivered;
  // Temporal's index follows a moment behind, and is part of what an order costs.
  await sleep(300);
  return figuresOf(bought, cpuSince(before, cpuTimes(watched)), size);
}

function figuresOf({ orders, ms }: Rush, used: CpuTimes, size: Size): Figures {
  const cpu = Object.fromEntries(Object.entries(used).map(([name, sum]) => [name, sum / size.orders]));
  const waits = (values: number[]): Waits => ({ p50: quantile(values, 0.5), p99: quantile(values, 0.99) });
  return {
    ...{ rate: (size.orders / ms) * 1000, cpu, cpuMs: Object.values(cpu).reduce((sum, part) => sum + part, 0) },
    link: waits(orders.map(({ linkMs }) => linkMs)),
    ticket: waits(orders.map(({ ticketMs }) => ticketMs)),
  };
}

/** The middle of each figure by itself. */
export function middle(rounds: Figures[]): Figures {
  const of = (pick: (one: Figures) => number) => median(rounds.map(pick));
  const names = Object.keys(rounds[0]!.cpu);
  return {
    rate: of(({ rate }) => rate),
    cpu: Object.fromEntries(names.map((name) => [name, of(({ cpu }) => cpu[name]!)])),
    cpuMs: of(({ cpuMs }) => cpuMs),
    link: { p50: of(({ link }) => link.p50), p99: of(({ link }) => link.p99) },
    ticket: { p50: of(({ ticket }) => ticket.p50), p99: of(({ ticket }) => ticket.p99) },
  };
}

/** @returns the middle of `rounds` for each kind; the order within a round turns, so that nobody is always first. */
export async function compare<K extends string>(
  hands: Record<K, Hands>,
  sale: Sale,
  servers: Watched,
  { rounds, say, ...size }: Size & { rounds: number; say: (line: string) => void },
): Promise<Record<K, Figures>> {
  const kinds = Object.keys(hands) as K[];
  const all = Object.fromEntries(kinds.map((kind) => [kind, [] as Figures[]])) as Record<K, Figures[]>;
  for (let turn = 0; turn < rounds; turn += 1)
    for (const kind of [...kinds.slice(turn % kinds.length), ...kinds.slice(0, turn % kinds.length)]) {
      const figures = await round(hands[kind], sale, servers, size);
      all[kind].push(figures);
      say(`  round ${turn + 1}, ${kind}: ${figures.rate.toFixed(1)} orders/s, ${figures.cpuMs.toFixed(1)} CPU-ms each`);
    }
  return Object.fromEntries(kinds.map((kind) => [kind, middle(all[kind])])) as Record<K, Figures>;
}
