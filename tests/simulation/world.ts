/** What a simulation plays in: a house on a fast clock, its dates, and a book of everything that was answered. */
import { randomUUID } from 'node:crypto';
import { newShow, type TestShow } from '../support/buyers.ts';
import { call, eventually } from '../support/http.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { type FastHouse, openFastHouse } from './fast-house.ts';
import type { Guard } from './guards.ts';
import { dates } from './scenario.ts';

export type World = {
  house: FastHouse;
  owner: Organiser;
  shows: TestShow[];
  ledger: Ledger;
  /** What became of an order, once it no longer waits for its money. */
  outcome(orderId: string): Promise<string>;
  close(): Promise<void>;
};
type Ledger = {
  /** Every order that anybody asked for. */
  started: string[];
  acknowledged: {
    checkouts: string[];
    refunds: Array<{ orderId: string; ticketIds: string[] }>;
    exchanges: Array<{ orderId: string; showId: string }>;
    payments: Array<{ orderId: string; provider: string; paymentId: string }>;
  };
  /** What people typed, and who they are in Telegram: none of it may be in a history. */
  secrets: string[];
  /** What was answered, for whoever looks at the run. */
  answers: string[];
  /** Payments of a second time, by their id at the provider. */
  extra: string[];
  /** Pages that will be paid when everything is over. */
  tardy: string[];
};

export async function openWorld({ orders, ...options }: { orders: number; speed: number; without?: Guard }): Promise<World> {
  const house = await openFastHouse(options);
  const owner = await newOrganiser(house);
  const shows = [];
  for (const { share, ...date } of dates) shows.push(await newShow(house, Math.max(3, Math.ceil(orders * share)), date));
  const ledger: Ledger = {
    ...{ started: [], secrets: [], answers: [], extra: [], tardy: [] },
    acknowledged: { checkouts: [], refunds: [], exchanges: [], payments: [] },
  };
  const watch = watchOrders(house);
  return {
    ...{ house, owner, shows, ledger, outcome: watch.outcome },
    async close() {
      watch.stop();
      await house.close();
    },
  };
}

/** One look for everybody who waits. */
function watchOrders({ db }: FastHouse) {
  let phases = new Map<string, string>();
  let stopped = false;
  const looking = (async () => {
    while (!stopped) {
      const rows = await db.sql<{ id: string; phase: string }>('select id, phase from orders').catch(() => []);
      if (rows.length > 0) phases = new Map(rows.map(({ id, phase }) => [id, phase]));
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  })();
  return {
    outcome: (orderId: string) =>
      eventually(
        async () => (['held', 'awaitingPayment', undefined].includes(phases.get(orderId)) ? undefined : phases.get(orderId)),
        `order ${orderId} no longer waits`,
        300_000,
      ),
    stop() {
      stopped = true;
      void looking;
    },
  };
}

export async function change({ owner, shows, house }: World, what: 'move' | 'cancel', show: number): Promise<void> {
  const asked = { requestId: randomUUID() };
  const later = { startsAt: new Date(house.now().getTime() + 90 * 3_600_000).toISOString() };
  await eventually(
    async () =>
      (await owner.ask(`shows/${shows[show]!.id}/${what}`, what === 'move' ? { ...asked, ...later } : asked)).status < 500,
    `the show is told to ${what}`,
    240_000,
  );
}

/** @returns the fault's id */
export async function weather({ house }: World, fault: object): Promise<string> {
  const { body } = await call(`${house.sandbox}/faults`, { body: { times: 1, ...fault } });
  return body['id'];
}

/** The sky clears, once those faults have struck as often as they should. */
export async function clearSky({ house }: World, awaited: string[]): Promise<void> {
  const faults = `${house.sandbox}/faults`;
  const struck = async () => (await call<Array<{ id: string }>>(faults)).body.every(({ id }) => !awaited.includes(id));
  await eventually(struck, 'what was to strike has struck', 240_000);
  await call(faults, { method: 'DELETE' });
}
