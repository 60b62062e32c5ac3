/** Plays a scenario to its end, and waits until nothing is left to happen. */
import { call, eventually } from '../support/http.ts';
import { visit } from './buyer.ts';
import { deliveredPayments } from './partners.ts';
import { payAgain } from './placed.ts';
import { type Event, type Scenario, stragglers } from './scenario.ts';
import { clearSky, weather } from './sky.ts';
import { change, kill, type World } from './world.ts';

/** How many people are asking for seats at a moment, and how many are in the house at all: a slow house lets in fewer. */
const queue = 12;
const room = 14;
const patience = Number(process.env['RAMPA_PATIENCE'] ?? 300_000);

/** @param say hears how far it has come */
export async function play(world: World, { buyers, events }: Scenario, say: (line: string) => void = () => {}): Promise<void> {
  const due = [...events];
  const befalls: Array<Promise<void>> = [];
  // Whatever fails ends it: nobody waits for the others.
  const trouble = Promise.withResolvers<never>();
  trouble.promise.catch(() => undefined);
  let cuts = Promise.resolve();
  let answered = 0;
  const befall = async (event: Event): Promise<void> => {
    if (event.what === 'weather') await weather(world, event);
    else if (event.what !== 'kill') await change(world, event.what, event.show);
    else {
      cuts = cuts.then(() => kill(world));
      await cuts;
    }
  };
  const tick = () => {
    answered += 1;
    while (due[0] && due[0].at * buyers.length <= answered * 100) befalls.push(befall(due.shift()!).catch(trouble.reject));
  };

  const visits: Array<Promise<void>> = [];
  let inside = 0;
  let leaves = Promise.withResolvers<void>();
  const left = () => {
    inside -= 1;
    leaves.resolve();
    leaves = Promise.withResolvers();
  };
  const line = [...buyers];
  const walkIn = async () => {
    for (let next = line.shift(); next; next = line.shift()) {
      const buyer = next;
      while (inside >= room) await leaves.promise;
      inside += 1;
      await new Promise<void>((answered) => {
        visits.push(
          visit(world, buyer, () => {
            tick();
            answered();
          })
            .catch(trouble.reject)
            .finally(left),
        );
      });
    }
  };
  await Promise.race([Promise.all(Array.from({ length: queue }, walkIn)), trouble.promise]);
  say('everybody was answered');
  await Promise.race([Promise.all([...visits, ...befalls]), trouble.promise]);
  say('everybody has made up their mind');
  await clearSky(world, () => {
    world.ledger.stragglers += stragglers.length;
    return Promise.all(stragglers.map((buyer) => visit(world, buyer)));
  });
  await release(world);
  await quiet(world);
  say('nothing is on its way');
  await lateHour(world);
  say('the hour for late money is over');
  for (const page of world.ledger.tardy) await payAgain(world, page);
  await quiet(world);
}

/** Events that wait for a later one to overtake them see it come: one that says nothing to us. */
async function release({ house: { sandbox } }: World): Promise<void> {
  await call(`${sandbox}/stripe/events`, { body: { type: 'customer.created', object: { id: 'cus_nobody' } } });
  await call(`${sandbox}/yookassa/notifications`, { body: { event: 'payout.succeeded', object: { id: 'po-nobody' } } });
}

/** Nothing is on its way any more: no webhook, no hold, no money, no change of a show. */
async function quiet(world: World): Promise<void> {
  const { db, sandbox } = world.house;
  // Between the door that takes an event and the row of its money there is a process.
  const unbooked = async () => {
    const booked = new Set((await db.sql<{ id: string }>('select payment_id as id from payments')).map(({ id }) => id));
    return (await deliveredPayments(world)).filter(({ paymentId }) => !booked.has(paymentId));
  };
  const deliveries = async (partner: string) => (await call<object[]>(`${sandbox}/${partner}/deliveries`)).body;
  let left: unknown;
  const settled = async () => {
    const [rows] = await db.sql<Record<string, number>>(
      `select (select count(*)::int from orders where phase in ('held', 'awaitingPayment')) as waiting,
         (select count(*)::int from refunds where state = 'requested') as refunds,
         (select count(*)::int from payments p where verdict = 'unearned' and not exists
           (select 1 from refunds f where f.tenant_id = p.tenant_id and f.payment_id = p.id)) as unearned,
         (select count(*)::int from show_changes where finished_at is null) as changes`,
    );
    left = rows;
    return Object.values(rows!).every((count) => count === 0);
  };
  // The rows are quickly asked. Then in the order in which money travels, so that none passes us between two looks.
  const over = async () => {
    if (!(await settled())) return false;
    left = [...(await deliveries('stripe')), ...(await deliveries('yookassa'))];
    if ((left as object[]).length > 0) return false;
    left = await unbooked();
    return (left as object[]).length === 0 && settled();
  };
  await eventually(over, 'nothing is left to happen', patience).catch((error: Error) => {
    throw new Error(`${error.message}: ${JSON.stringify(left)}`);
  });
}

/** Orders without tickets have had their hour, and their processes are over. */
async function lateHour({ house }: World): Promise<void> {
  const rows = await house.db.sql<{ id: string }>(`select id from orders where phase in ('expired', 'cancelled')`);
  await Promise.all(
    rows.map(({ id }) =>
      house.temporal.workflow
        .getHandle(`order:${id}`)
        .result()
        .catch(() => undefined),
    ),
  );
}
