/** One simulation from its seed to its verdict. */
import fc from 'fast-check';
import { assertSound } from '../support/invariants.ts';
import type { Guard } from './guards.ts';
import { assertPartnersAgree, deliveredPayments } from './partners.ts';
import { play } from './play.ts';
import { type Scenario, scenarios } from './scenario.ts';
import { openWorld, type World } from './world.ts';

export type Simulation = {
  seed: number;
  /** Of fast-check, to replay a counterexample that it has shrunk. */
  path?: string;
  orders: number;
  kills: number;
  speed: number;
  without?: Guard;
  /** More that befalls everybody. */
  plot?: (scenario: Scenario) => Scenario;
  /** Hears how far it has come. */
  say?: (line: string) => void;
  /** Looks at the world when it is over, before it is closed. */
  look?: (world: World) => Promise<void>;
};

/** @throws when an invariant does not hold, with the seed and the path that replay it */
export async function simulate(simulation: Simulation): Promise<void> {
  const { seed, path, orders, kills, plot = (same) => same, say, look, ...options } = simulation;
  const property = fc.asyncProperty(scenarios({ orders, kills }), async (scenario) => {
    const world = await openWorld({ orders, ...options });
    try {
      say?.('the house is open');
      await play(world, plot(scenario), say);
      await assertOver(world);
      await look?.(world);
    } finally {
      await world.close();
    }
  });
  // A run is long, and a smaller one is another one: what failed is shown as it was.
  await fc.assert(property, { seed, ...(path ? { path } : {}), numRuns: 1, endOnFailure: true });
}

export async function assertOver(world: World): Promise<void> {
  const { house, ledger } = world;
  ledger.acknowledged.payments.push(...(await deliveredPayments(world)));
  await assertSound(house.db, {
    over: true,
    acknowledged: ledger.acknowledged,
    processes: { client: house.temporal },
  });
  await assertPartnersAgree(world);
}
