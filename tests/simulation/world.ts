/** What a simulation plays in: a house on a fast clock, its dates, and a book of everything that was answered. */
import { randomUUID } from 'node:crypto';
import { newShow, type TestShow } from '../support/buyers.ts';
import { eventually } from '../support/http.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { type FastHouse, openFastHouse } from './fast-house.ts';
import type { Guard } from './guards.ts';
import { dates } from './scenario.ts';
import type { Ordered } from './sky.ts';

export type World = {
  house: FastHouse;
  owner: Organiser;
  shows: TestShow[];
  ledger: Ledger;
  /** What became of an order, once it no longer waits for its money. */
  outcome(orderId: string): Promise<string>;
  close(): Promise<void>;
  closed(): boolean;
};
export type Ledger = {
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
  /** Those of them that were made while the first was on its way back, or after it. */
  again: Array<{ orderId: string; paymentId: string }>;
  /** Pages that will be paid when everything is over. */
  tardy: string[];
  weather: Ordered[];
  /** How often weather of each kind has struck. */
  struck: Record<string, number>;
  /** Workers that died, by the id of their process. */
  killed: number[];
  changes: Array<{ what: 'move' | 'cancel'; showId: string }>;
  /** Who came because there was weather left. */
  stragglers: number;
};

export async function openWorld({ orders, ...options }: { orders: number; speed: number; without?: Guard }): Promise<World> {
  const house = await openFastHouse(options);
  const owner = await newOrganiser(house);
  const shows = [];
  for (const { share, ...date } of dates) shows.push(await newShow(house, Math.max(6, Math.ceil(orders * share)), date));
  const ledger: Ledger = {
    ...{ secrets: [], answers: [], extra: [], again: [], tardy: [] },
    ...{ weather: [], struck: {}, killed: [], changes: [], stragglers: 0 },
    acknowledged: { checkouts: [], refunds: [], exchanges: [], payments: [] },
  };
  const watch = watchOrders(house);
  return {
    ...{ house, owner, shows, ledger, outcome: watch.outcome },
    async close() {
      watch.stop();
      await house.close();
    },
    closed: watch.stopped,
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
        async () =>
          ['held', 'awaitingPayment', undefined].includes(phases.get(orderId)) ? stopped && 'nobody looks' : phases.get(orderId),
        `order ${orderId} no longer waits`,
        300_000,
      ),
    stopped: () => stopped,
    stop() {
      stopped = true;
      void looking;
    },
  };
}

/** An organiser changes a show for which somebody has a ticket, so that there is somebody to tell. */
export async function change({ owner, shows, house, ledger }: World, what: 'move' | 'cancel', show: number): Promise<void> {
  const { id } = shows[show]!;
  const sold = () => house.db.sql(`select 1 from orders where show_id = $1 and phase = 'paid' limit 1`, [id]);
  await eventually(async () => (await sold()).length > 0, 'somebody has a ticket for the show', 240_000);
  const asked = { requestId: randomUUID() };
  const later = { startsAt: new Date(house.now().getTime() + 90 * 3_600_000).toISOString() };
  const { status, body } = await eventually(
    async () => {
      const reply = await owner.ask(`shows/${id}/${what}`, what === 'move' ? { ...asked, ...later } : asked);
      return reply.status < 500 && reply;
    },
    `the show is told to ${what}`,
    240_000,
  );
  if (status >= 300) throw new Error(`no ${what} of the show: ${status} ${JSON.stringify(body)}`);
  ledger.changes.push({ what, showId: id });
}

/** A power cut of the worker's machine. */
export async function kill({ house: { worker }, ledger }: World): Promise<void> {
  const pid = worker.pid();
  await worker.kill();
  if (pid !== undefined) ledger.killed.push(pid);
  await worker.start();
}
