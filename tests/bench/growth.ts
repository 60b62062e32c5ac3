/** Whether an order costs more where many others are open: the same round with few and with many, on the same server. */
import { rush, type Sale } from './buyers.ts';
import type { Watched } from './cpu.ts';
import type { Hands } from './hands.ts';
import { memoryOf } from './memory.ts';
import { type Figures, middle, round, type Size } from './rounds.ts';

export type Grown = { figures: Figures /** MB. */; memory: Record<string, number> };
/** What is opened and measured: the order, and the bare workflow beside it, which costs what the server and its client cost. */
export type Growing = 'sale' | 'messages';
export type Level = { open: number } & Record<Growing, Grown>;
const growing: Growing[] = ['sale', 'messages'];

export async function growth(
  hands: Record<Growing, Hands>,
  sale: Sale,
  servers: Watched,
  { levels, rounds, say, ...size }: Size & { levels: readonly number[]; rounds: number; say: (line: string) => void },
): Promise<Level[]> {
  const measured: Level[] = [];
  for (const open of levels) {
    for (const kind of growing) await openUpTo(open, kind);
    const figures = { sale: [] as Figures[], messages: [] as Figures[] };
    for (let turn = 0; turn < rounds; turn += 1)
      for (const kind of growing) figures[kind].push(await round(hands[kind], sale, servers, size));
    const grown = (kind: Growing): Grown => ({
      figures: middle(figures[kind]),
      memory: memoryOf({ ...servers, worker: hands[kind].pid }),
    });
    const level = { open, sale: grown('sale'), messages: grown('messages') };
    measured.push(level);
    for (const kind of growing) say(`  with ${open} open, ${kind}: ${level[kind].figures.cpuMs.toFixed(1)} CPU-ms each`);
  }
  return measured;

  async function openUpTo(open: number, kind: Growing): Promise<void> {
    for (let now = await openOrders(hands[kind]); now < open; now = await openOrders(hands[kind])) {
      await (await rush(hands[kind], sale, { orders: Math.min(open - now, 500), atOnce: size.atOnce })).delivered;
      say(`  ${Math.min(open, now + 500)} of ${open} are open, ${kind}`);
    }
  }
}

/** What the server itself counts; its index follows a moment behind, which costs a few orders more. */
async function openOrders({ temporal }: Hands): Promise<number> {
  const { count } = await temporal.workflow.count(`ExecutionStatus = 'Running'`);
  return count;
}
