/** Whether an order costs more where many others are open: the same round with few and with many, on the same server. */
import { rush, type Sale } from './buyers.ts';
import type { Watched } from './cpu.ts';
import type { Hands } from './hands.ts';
import { memoryOf } from './memory.ts';
import { type Figures, middle, round, type Size } from './rounds.ts';

export type Level = { open: number; figures: Figures /** MB. */; memory: Record<string, number> };

export async function growth(
  hands: Hands,
  sale: Sale,
  servers: Watched,
  { levels, rounds, say, ...size }: Size & { levels: readonly number[]; rounds: number; say: (line: string) => void },
): Promise<Level[]> {
  const measured: Level[] = [];
  for (const open of levels) {
    for (let now = await openOrders(hands); now < open; now = await openOrders(hands)) {
      await (await rush(hands, sale, { orders: Math.min(open - now, 500), atOnce: size.atOnce })).delivered;
      say(`  ${Math.min(open, now + 500)} of ${open} orders are open`);
    }
    const figures: Figures[] = [];
    while (figures.length < rounds) figures.push(await round(hands, sale, servers, size));
    measured.push({ open, figures: middle(figures), memory: memoryOf({ ...servers, worker: hands.pid }) });
    say(`  with ${open} open: ${measured.at(-1)!.figures.cpuMs.toFixed(1)} CPU-ms an order`);
  }
  return measured;
}

/** What the server itself counts; its index follows a moment behind, which costs a few orders more. */
async function openOrders({ temporal }: Hands): Promise<number> {
  const { count } = await temporal.workflow.count(`ExecutionStatus = 'Running'`);
  return count;
}
