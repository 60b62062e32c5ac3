/**
 * Two hundred orders in bad weather: events that come twice, late, in another order or never, holds that end, returns, exchanges,
 * a moved show, a cancelled one, and a worker that dies. Afterwards everything is where it belongs. `SEED=…` replays another.
 */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fastBundle } from './clock/bundle.ts';
import { assertNothingTyped, broken, historiesOf } from './histories.ts';
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
    ...{ seed, orders, kills: 3, speed: 180 },
    ...(path ? { path } : {}),
    say: (line) => t.diagnostic(`${((Date.now() - began) / 1000).toFixed(0)} s: ${line}`),
    async look(world) {
      t.diagnostic(summary(world.ledger.answers));
      await assertLively(world);
      await assertHistories(world);
    },
  });
});

const summary = (answers: string[]) =>
  [...Map.groupBy(answers, (answer) => answer)].map(([answer, { length }]) => `${answer} ${length}`).join(', ');

/** A simulation in which nothing happened would prove nothing. */
async function assertLively({ house, ledger }: World): Promise<void> {
  const phases = new Set((await house.db.sql<{ phase: string }>('select distinct phase from orders')).map(({ phase }) => phase));
  for (const phase of ['cancelled', 'expired', 'paid', 'refunded']) assert.ok(phases.has(phase), `some orders are ${phase}`);
  assert.ok(ledger.acknowledged.refunds.length > 0 && ledger.acknowledged.exchanges.length > 0, 'tickets came back and changed');
  const reasons = await house.db.sql<{ reason: string }>('select distinct reason from refunds order by reason');
  assert.deepEqual(
    reasons.map(({ reason }) => reason),
    ['refunded', 'showCancelled', 'unearned'],
  );
}

async function assertHistories(world: World): Promise<void> {
  const histories = await historiesOf(world, orders);
  assert.ok(histories.length >= Math.min(200, orders), `${histories.length} histories`);
  const bundle = await fastBundle(world.house.clock);
  assert.deepEqual(await broken(bundle, histories), [], 'each replays');

  const planted = bundle.code.replace(/sure\.readPlan\(/, 'sure.acknowledgeShow(');
  assert.ok(planted !== bundle.code, 'another step was planted');
  const noticed = await broken({ code: planted }, histories);
  assert.ok(noticed.length > 0 && noticed.every((line) => line.includes('Determinism')), 'and is noticed');

  assertNothingTyped(histories, world.ledger.secrets);
  const [one] = histories;
  const said = { events: [{ workflowExecutionSignaledEventAttributes: { signalName: world.ledger.secrets[0]! } }] };
  assert.throws(() => assertNothingTyped([{ ...one!, history: said as never }], world.ledger.secrets), /says guest-/);
}
