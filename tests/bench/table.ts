/** The result as a person reads it: ratios first, then what they are made of, and the machine. */
import { cpus, totalmem } from 'node:os';
import type { ApiFigures } from './api.ts';
import type { Growing, Level } from './growth.ts';
import type { Figures, Size } from './rounds.ts';
import type { Transitions } from './transitions.ts';

export type Compared = 'sale' | 'house' | 'empty' | 'messages';
export type Result = {
  machine: { cores: number; memoryGb: number; node: string; platform: string; load: number };
  size: Size & { rounds: number };
  compared: Record<Compared, Figures>;
  transitions: Record<Compared, Transitions>;
  growth: Level[];
  api: ApiFigures[];
};

export const thisMachine = (load: number): Result['machine'] => ({
  ...{ cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version, load },
  platform: `${process.platform} ${process.arch}`,
});

export type Aim = { name: string; is: number; aim: number; atLeast: boolean };

/** What the house promises of itself, by name; whether it is kept. */
export function aims({ compared, transitions, growth, api }: Pick<Result, 'compared' | 'transitions' | 'growth' | 'api'>): Aim[] {
  const { sale, house, empty, messages } = compared;
  const [few, many] = [growth[0], growth.at(-1)];
  const grownBy = (kind: Growing) => many![kind].figures.cpuMs / few![kind].figures.cpuMs;
  return [
    {
      name: 'orders/s to the ticket, of the same messages without steps',
      is: sale.rate / messages.rate,
      aim: 0.6,
      atLeast: true,
    },
    { name: 'orders/s to the ticket, of the same flow with empty steps', is: sale.rate / empty.rate, aim: 0.85, atLeast: true },
    {
      name: 'CPU an order to the ticket, of the same flow with empty steps',
      is: sale.cpuMs / empty.cpuMs,
      aim: 1.15,
      atLeast: false,
    },
    { name: 'orders/s with the delivery too, of empty steps', is: house.rate / empty.rate, aim: 0.85, atLeast: true },
    { name: 'CPU an order with the delivery too, of empty steps', is: house.cpuMs / empty.cpuMs, aim: 1.15, atLeast: false },
    { name: 'state transitions from tap to ticket', is: transitions.sale.toTicket, aim: 8, atLeast: false },
    ...(few && many && few !== many
      ? [
          {
            ...{ name: `CPU an order with ${many.open} open, of that with ${few.open}`, aim: 1.1, atLeast: false },
            is: grownBy('sale'),
          },
          {
            ...{ name: `the same growth, of that of the bare workflow`, aim: 1.1, atLeast: false },
            is: grownBy('sale') / grownBy('messages'),
          },
        ]
      : []),
    ...api.map(({ name, route, empty: beside }) => ({
      ...{ name: `${name}, of an empty express route`, is: route.rate / beside.rate, aim: 0.5, atLeast: true },
    })),
  ];
}

export const isKept = ({ is, aim, atLeast }: Aim): boolean => (atLeast ? is >= aim : is <= aim);

export function table(result: Result): string {
  const { machine, size, compared, transitions, growth, api } = result;
  const number = (value: number) => value.toFixed(value < 10 ? 2 : 1).padStart(8);
  const lines = [
    'Ratios',
    ...aims(result).map((aim) => {
      const bound = `aim ${aim.atLeast ? '≥' : '≤'} ${aim.aim}`;
      return `  ${isKept(aim) ? '✓' : '✗'} ${number(aim.is)}  ${aim.name} (${bound})`;
    }),
    '',
    `Orders of two tickets, ${size.orders} a round, ${size.atOnce} buyers at once, the middle of ${size.rounds} rounds in turn`,
    '             orders/s   CPU-ms    worker  temporal  postgres   link p50   p99     ticket p50   p99',
    ...(Object.entries(compared) as Array<[Compared, Figures]>).map(([kind, { rate, cpuMs, cpu, link, ticket }]) => {
      const parts = ['worker', 'temporal', 'postgres'].map((name) => number(cpu[name] ?? 0)).join('  ');
      const waits = [link.p50, link.p99, ticket.p50, ticket.p99].map((ms) => number(ms)).join(' ');
      return `  ${kind.padEnd(9)} ${number(rate)} ${number(cpuMs)}  ${parts}  ${waits} ms`;
    }),
    '  sale: to the ticket · house: with the delivery · empty: the same flow, empty steps · messages: no steps',
    '',
    'What Temporal writes for one order',
    ...(Object.entries(transitions) as Array<[Compared, Transitions]>).map(
      ([kind, { toTicket, delivered, events }]) =>
        `  ${kind.padEnd(9)} ${toTicket} state transitions to the ticket, ${delivered} when it is delivered, ${events} events`,
    ),
    '',
    ...(growth.length > 0 ? ['With other orders open'] : []),
    ...growth.flatMap((level) =>
      (['sale', 'messages'] as const).map((kind) => {
        const { figures, memory } = level[kind];
        const parts = Object.entries(figures.cpu).map(([name, ms]) => `${name} ${ms.toFixed(1)}`);
        const held = Object.entries(memory).map(([name, mb]) => `${name} ${mb}`);
        return `  ${String(level.open).padStart(6)}, ${kind}: ${figures.cpuMs.toFixed(1)} CPU-ms each (${parts.join(', ')}); MB: ${held.join(', ')}`;
      }),
    ),
    '',
    ...(api.length > 0 ? ['API, requests a second and CPU-ms each, beside an empty express route'] : []),
    ...api.map(
      ({ name, route, empty }) =>
        `  ${name.padEnd(44)} ${route.rate.toFixed(0)} (${route.cpuMs.toFixed(3)}) beside ${empty.rate.toFixed(0)} (${empty.cpuMs.toFixed(3)})`,
    ),
    '',
    `${machine.cores} cores, ${machine.memoryGb} GB, ${machine.platform}, Node ${machine.node}; load at the start ${machine.load.toFixed(1)}`,
  ];
  return lines.join('\n');
}
