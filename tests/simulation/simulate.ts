/** One simulation from its seed to its verdict. */
import fc from 'fast-check';
import { eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import type { Guard } from './guards.ts';
import { assertLettersArrived, assertPartnersAgree, deliveredPayments } from './partners.ts';
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
  look?: (world: World, scenario: Scenario) => Promise<void>;
};

/** @throws when an invariant does not hold, with the seed and the path that replay it */
export async function simulate(simulation: Simulation): Promise<void> {
  const { seed, path, orders, kills, plot = (same) => same, say, look, ...options } = simulation;
  await onceDrawn({ seed, path, orders, kills }, async (scenario) => {
    const world = await openWorld({ orders, ...options });
    try {
      say?.('the house is open');
      const played = plot(scenario);
      await play(world, played, say);
      await assertOver(world);
      await look?.(world, played);
    } finally {
      await world.close();
    }
  });
}

type Draw = Pick<Simulation, 'seed' | 'orders' | 'kills'> & { path?: string | undefined };

/** @throws what failed, with the seed and the path that draw the same scenario */
export async function onceDrawn({ seed, path, ...of }: Draw, plays: (scenario: Scenario) => Promise<void>): Promise<void> {
  // A run is long, and a smaller one is another one: what failed is shown as it was.
  const once = { seed, ...(path ? { path } : {}), numRuns: 1, endOnFailure: true };
  const run = await fc.check(fc.asyncProperty(scenarios(of), plays), once);
  if (!run.failed) return;
  const cause = run.errorInstance as Error;
  throw new Error(`SEED=${run.seed} FC_PATH=${run.counterexamplePath} replays it: ${cause.message}`, { cause });
}

/** Messages follow money, and are sent at a rate. @throws who was not told in the end */
async function everybodyTold({ house: { db } }: World): Promise<void> {
  let untold: unknown;
  const told = () =>
    assertSound(db, { told: true }).then(
      () => true,
      (error: Error) => {
        untold = error;
        return false;
      },
    );
  await eventually(told, 'everybody is told', 120_000).catch(() => {
    throw untold;
  });
}

export async function assertOver(world: World): Promise<void> {
  const { house, ledger } = world;
  ledger.acknowledged.payments.push(...(await deliveredPayments(world)));
  await assertSound(house.db, {
    over: true,
    acknowledged: ledger.acknowledged,
    processes: { client: house.temporal, atRest: true },
  });
  await assertPartnersAgree(world);
  await everybodyTold(world);
  await assertLettersArrived(world);
}
