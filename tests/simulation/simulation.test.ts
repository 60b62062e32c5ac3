/**
 * Two hundred orders in bad weather: events that come twice, late, in another order or never, holds that end, returns, exchanges,
 * a moved show, a cancelled one, and a worker that dies. Afterwards everything is where it belongs. `SEED=…` replays another.
 */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fastBundle } from './clock/bundle.ts';
import { assertNothingTyped, broken, historiesOf, type Told } from './histories.ts';
import { assertLively, assertNoticesDullness, livedThrough, toldOf } from './lively.ts';
import { simulate } from './simulate.ts';
import type { World } from './world.ts';

const seed = Number(process.env['SEED'] ?? 20261121);
const path = process.env['FC_PATH'];
const orders = Number(process.env['RAMPA_SIMULATION_ORDERS'] ?? 205);

it(`${orders} orders, seed ${seed}: no seat, no ticket, no money and no answered tap is lost`, {
  timeout: 900_000,
}, async (t) => {
  t.diagnostic(`SEED=${seed} replays it`);
  const began = Date.now();
  await simulate({
    ...{ seed, orders, kills: 3, speed: 120 },
    ...(path ? { path } : {}),
    say: (line) => t.diagnostic(`${((Date.now() - began) / 1000).toFixed(0)} s: ${line}`),
    async look(world, scenario) {
      const histories = await historiesOf(world);
      const lived = await livedThrough(world, histories);
      for (const line of toldOf(lived, world)) t.diagnostic(line);
      assertLively(lived, world, scenario);
      assertNoticesDullness(lived, world, scenario);
      await assertHistories(world, histories);
    },
  }).catch((error: Error) => {
    // Whoever reports the failure shows what is behind it, and not how it is replayed.
    t.diagnostic(error.message);
    throw error;
  });
});

async function assertHistories(world: World, histories: Told[]): Promise<void> {
  assert.ok(histories.length >= Math.min(200, orders), `${histories.length} histories`);
  const bundle = await fastBundle(world.house.clock);
  assert.deepEqual(await broken(bundle, histories), [], 'each replays');

  const planted = bundle.code.replace(/sure\.readPlan\(/, 'sure.acknowledgeShow(');
  assert.ok(planted !== bundle.code, 'another step was planted');
  const noticed = await broken({ code: planted }, histories);
  assert.ok(noticed.length > 0 && noticed.every((line) => line.includes('Determinism')), 'and is noticed');

  assertNothingTyped(histories, world.ledger.secrets);
  const [one] = histories;
  const typed = world.ledger.secrets.find((secret) => secret.startsWith('guest-'))!;
  const said = { events: [{ workflowExecutionSignaledEventAttributes: { signalName: typed } }] };
  assert.throws(() => assertNothingTyped([{ ...one!, history: said as never }], world.ledger.secrets), /says guest-/);
}
