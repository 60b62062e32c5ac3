/** The long simulation, `npm run test:big`: 2,000 orders for each of twenty seeds, each seed with servers of its own. `SEEDS=3,7` chooses. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { historiesOf } from './histories.ts';
import { assertLively, livedThrough, toldOf } from './lively.ts';
import { simulate } from './simulate.ts';

const orders = Number(process.env['ORDERS'] ?? 2000);
const seeds = process.env['SEEDS']?.split(',').map(Number) ?? Array.from({ length: 20 }, (_, index) => index + 1);
const [, , alone] = process.argv;

if (alone) await one(Number(alone));
else await all();

async function one(seed: number): Promise<void> {
  const began = Date.now();
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(0)} s`;
  const told: string[] = [];
  try {
    await simulate({
      // Slower than the small one: Stripe takes no session that ends more than 24 hours ahead, and its clock is ours.
      ...{ seed, orders, kills: 12, speed: 60 },
      say: (line) => console.log(`  seed ${seed}, ${seconds()}: ${line}`),
      look: async (world, scenario) => {
        const lived = await livedThrough(world, await historiesOf(world));
        told.push(...toldOf(lived, world));
        assertLively(lived, world, scenario);
      },
    });
    console.log(`✓ seed ${seed}: ${orders} orders in ${seconds()}: ${told.join('; ')}`);
    process.exit(0);
  } catch (error) {
    const { message, cause } = error as Error;
    console.log(`✗ seed ${seed}: ${String((cause as Error | undefined)?.message ?? message).slice(0, 4000)} (${seconds()})`);
    process.exit(1);
  }
}

async function all(): Promise<void> {
  let failed = 0;
  for (const seed of seeds) {
    const run = spawn(process.execPath, [fileURLToPath(import.meta.url), String(seed)], {
      stdio: ['ignore', 'inherit', 'ignore'],
    });
    const [code] = await once(run, 'exit');
    if (code !== 0) failed += 1;
  }
  console.log(`${seeds.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || seeds.length === 0 ? 1 : 0;
}
