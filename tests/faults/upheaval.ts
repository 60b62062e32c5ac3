/** An order and a mass refund, in the middle of which something breaks: afterwards the buyer has a ticket, and everybody of the cancelled show their money, once. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { inPhase, newShow, orderTaken, payOnPage, type TestShow, type WebOrder } from '../support/buyers.ts';
import type { House } from '../support/house.ts';
import { eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import type { Organiser } from '../support/organiser.ts';
import { always, endFaults, fault, patient, withheld } from './moment.ts';
import { atProvider } from './provider.ts';
import { sinceFault } from './recovery.ts';

export type Stage = { house: House; owner: Organiser };

export const placed = ({ house }: Stage, show: TestShow): Promise<WebOrder> => orderTaken(house, show, 1, { patience: patient });

export async function bought(stage: Stage, show: TestShow): Promise<WebOrder> {
  const ordered = await placed(stage, show);
  await payOnPage(ordered.checkoutUrl);
  await inPhase(stage.house, ordered, 'paid', patient);
  return ordered;
}

/** Asked until the house says yes, always under the same id. */
function callOff({ owner }: Stage, show: TestShow): Promise<unknown> {
  const requestId = randomUUID();
  return eventually(
    async () => {
      const { status, body } = await owner.ask(`shows/${show.id}/cancel`, { requestId });
      if (status < 500) assert.equal(status, 200, JSON.stringify(body));
      return status === 200;
    },
    'the show is called off',
    patient,
  );
}

/** Everybody of the show has their money once. */
async function assertCalledOff({ house }: Stage, show: TestShow, orders: WebOrder[]): Promise<void> {
  const back = `select 1 from refunds r join orders o on o.id = r.order_id where o.show_id = $1 and r.state = 'succeeded'`;
  await eventually(async () => (await house.db.sql(back, [show.id])).length === orders.length, 'all money is back', patient);
  for (const { orderId } of orders) assert.deepEqual(await atProvider(house, orderId), [90_000]);
  for (const one of orders) await inPhase(house, one, 'refunded', patient);
}

/** The provider returns the money and does not say so: nobody here knows of it. */
async function halfWay(stage: Stage, calledOff: TestShow, first: WebOrder): Promise<void> {
  const { house } = stage;
  await fault(house, { target: 'stripe-api', method: 'refunds.create', ...withheld, ...always });
  await callOff(stage, calledOff);
  await eventually(async () => (await atProvider(house, first.orderId)).length === 1, 'the first money is back', patient);
}

export type Break = {
  /** It breaks before the show is called off, so that all of the mass refund meets it; else in the middle. */
  early?: boolean;
  /** After that it is broken. */
  strike(): unknown;
  /** Proof that it is. */
  meanwhile?(): Promise<unknown>;
  /** After that it is whole again, though nobody may have noticed yet. */
  heal(): unknown;
};

/** @param what for the line that tells how long recovery took */
export async function upheaval(stage: Stage, what: string, { early = false, strike, meanwhile, heal }: Break): Promise<void> {
  const { house } = stage;
  const [show, calledOff] = [await newShow(house, 3), await newShow(house, 8)];
  const before = await Promise.all(Array.from({ length: 4 }, () => bought(stage, calledOff)));
  const ordered = await placed(stage, show);
  if (!early) await halfWay(stage, calledOff, before[0]!);
  await strike();
  const calling = early ? callOff(stage, calledOff) : undefined;
  calling?.catch(() => {}); // told below, as the other two
  const paying = payOnPage(ordered.checkoutUrl);
  const buying = bought(stage, show);
  for (const one of [paying, buying]) one.catch(() => {});
  await meanwhile?.();
  await endFaults(house);
  const recovery = sinceFault(what);
  await heal();
  assert.equal((await inPhase(house, ordered, 'paid', patient))['tickets'].length, 1);
  await Promise.all([paying, buying, calling]);
  await assertCalledOff(stage, calledOff, before);
  recovery.recovered();
  await assertSound(house.db);
}
