/** The same talk on a real house and on a bare `ws` server, in turn, by pages in a process of their own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { onAir } from '../support/audience.ts';
import { type House, openHouse } from '../support/house.ts';
import type { Enter, Heard, Talk } from './chat-crowd.ts';
import { cpuSince, cpuTimes } from './cpu.ts';
import { memoryOf } from './memory.ts';
import { median } from './statistics.ts';

export type ChatSize = {
  pages: number;
  rounds: number /** Of a round, at ten a second. */;
  calm: number /** Of a round, as fast as they are heard. */;
  fast: number;
};
export type ChatFigures = {
  /** Lines that reach a page, a second, when there are always some under way. */
  deliveries: number;
  /** Messages for each of them: less than one where lines travel together. */
  frames: number;
  /** ms, at ten lines a second. */
  p50: number;
  p99: number;
  /** Microseconds of a processor for one delivery, at ten lines a second. */
  cpu: number;
  /** Of one such message. */
  bytes: number;
  /** kB of memory for each page. */
  viewer: number;
};
export type Chat = Record<'rampa' | 'bare', ChatFigures>;
type Side = { kind: Talk['kind']; pid: number; crowd: ChildProcess; viewer: number; calm: Heard[]; fast: Heard[]; cpu: number[] };

/** Under way at once. */
const underWay = 8;

export async function compareChat(sizes: readonly ChatSize[], say: (line: string) => void): Promise<Array<ChatSize & Chat>> {
  const house = await openHouse();
  try {
    const told: Array<ChatSize & Chat> = [];
    for (const size of sizes) told.push({ ...size, ...(await compared(house, size, say)) });
    return told;
  } finally {
    await house.close();
  }
}

async function compared(house: House, size: ChatSize, say: (line: string) => void): Promise<Chat> {
  const show = await onAir(house, size.pages);
  const passes = Array.from({ length: size.pages }, (_, n) => show.pass(n, {}, Date.now() + 3_600_000));
  const bare = await started(new URL('./chat-bare.ts', import.meta.url));
  const [{ port }] = (await once(bare, 'message')) as [{ port: number }];
  const sides = [
    await entered('rampa', house.server.pid()!, { do: 'enter', web: house.web, passes }),
    await entered('bare', bare.pid!, { do: 'enter', web: `http://127.0.0.1:${port}`, passes }),
  ];
  try {
    for (let round = 0; round <= size.rounds; round += 1)
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const before = cpuTimes({ server: side.pid });
        const calm = await asked<Heard>(side.crowd, { do: 'talk', kind: side.kind, lines: size.calm, every: 100 });
        const { server = 0 } = cpuSince(before, cpuTimes({ server: side.pid }));
        const fast = await asked<Heard>(side.crowd, { do: 'talk', kind: side.kind, lines: size.fast, underWay });
        // The first of each only warms up.
        if (round === 0) continue;
        side.calm.push(calm);
        side.fast.push(fast);
        side.cpu.push((server * 1000) / calm.deliveries);
        say(`  ${size.pages} pages, round ${round}, ${side.kind}: ${(fast.deliveries / fast.seconds).toFixed(0)} deliveries/s`);
      }
    const [rampa, other] = sides.map(figuresOf);
    return { rampa: rampa!, bare: other! };
  } finally {
    for (const child of [bare, ...sides.map(({ crowd }) => crowd)]) child.kill();
  }
}

async function entered(kind: Talk['kind'], pid: number, enter: Enter): Promise<Side> {
  const crowd = await started(new URL('./chat-crowd.ts', import.meta.url));
  const before = memoryOf({ server: pid })['server']!;
  await asked(crowd, enter);
  const viewer = ((memoryOf({ server: pid })['server']! - before) * 1024) / enter.passes.length;
  return { kind, pid, crowd, viewer, calm: [], fast: [], cpu: [] };
}

function figuresOf({ calm, fast, cpu, viewer }: Side): ChatFigures {
  const late = calm.map((one) => lateness(one.late));
  const middle = (of: (one: Heard) => number, heard: readonly Heard[]) => median(heard.map(of));
  return {
    deliveries: middle(({ deliveries, seconds }) => deliveries / seconds, fast),
    frames: middle(({ frames, deliveries }) => frames / deliveries, fast),
    p50: median(late.map((part) => part(0.5))),
    p99: median(late.map((part) => part(0.99))),
    cpu: median(cpu),
    bytes: middle(({ bytes, frames }) => bytes / frames, calm),
    viewer,
  };
}

/** @returns ms within which this part of them came */
export function lateness(counts: readonly number[]): (part: number) => number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return (part) => {
    let sum = 0;
    return counts.findIndex((count) => {
      sum += count;
      return sum >= part * all;
    });
  };
}

const started = async (file: URL): Promise<ChildProcess> => {
  const child = fork(file);
  await once(child, 'spawn');
  return child;
};
async function asked<Answer>(crowd: ChildProcess, what: Enter | Talk): Promise<Answer> {
  const answer = once(crowd, 'message');
  const gone = once(crowd, 'exit').then(() => Promise.reject(new Error('the crowd is gone')));
  crowd.send(what);
  return ((await Promise.race([answer, gone])) as [Answer])[0];
}
