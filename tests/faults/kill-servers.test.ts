/** Server, Postgres and Temporal die as in a power cut, in the middle of an order and of a mass refund: they come back and go on. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { connectTemporal } from '../../temporal/client.ts';
import { inPhase, newShow, newViewer, order, payOnPage, type TestShow, type WebOrder } from '../support/buyers.ts';
import type { TestDatabase } from '../support/database.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { newOrganiser } from '../support/organiser.ts';
import { assertProcesses } from '../support/processes.ts';
import { without } from './guards.ts';
import { fault, killed, patient, reachable } from './moment.ts';
import { forgetfulTemporal, ownServers } from './own-servers.ts';
import { sinceFault } from './recovery.ts';
import { ticketPhotos, type Viewer } from './sale-moments.ts';
import { type Stage, upheaval } from './upheaval.ts';

let servers: Awaited<ReturnType<typeof ownServers>>;
let house: House;
let stage: Stage;
before(async () => {
  servers = await ownServers();
  house = await openHouse({ servers: servers.addresses });
  stage = { house, owner: await newOrganiser(house) };
});
after(async () => {
  if (house) await assertSound(house.db).finally(house.close);
  await servers?.close();
});

/** Rows of orders in a table that Postgres keeps past its log, where the queries of an invariant find them first. */
async function withoutLog({ sql }: TestDatabase): Promise<Pick<TestDatabase, 'sql'>> {
  await sql('create schema unlogged');
  await sql('create unlogged table unlogged.orders (like public.orders including indexes)');
  await sql('insert into unlogged.orders select * from public.orders');
  return {
    async sql<T extends object>(query: string, params?: unknown[]) {
      await sql('set search_path = unlogged, public');
      return sql<T>(query, params).finally(() => sql('reset search_path'));
    },
  };
}
const ordersOf = async ({ sql }: Pick<TestDatabase, 'sql'>): Promise<string[]> =>
  (await sql<{ id: string }>('select id from orders')).map(({ id }) => id);

describe('killed in the middle of an order and of a mass refund is', () => {
  it('the server: whoever asked asks again, and the provider tells it again', () =>
    upheaval(stage, 'kill -9 of the server (API and bot)', {
      strike: () => killed(house.server),
      meanwhile: () => assert.rejects(call(`${house.web}/healthz`)),
      heal: () => house.server.start(),
    }));

  it('Postgres: who asks meanwhile hears to come again; what it had promised is there, thanks to its log', async () => {
    let checkouts: string[] = [];
    let unlogged: Pick<TestDatabase, 'sql'>;
    await upheaval(stage, 'kill -9 of Postgres', {
      async strike() {
        unlogged = await withoutLog(house.db);
        checkouts = await ordersOf(unlogged);
        assert.ok(checkouts.length > 0);
        await servers.postgres.kill();
      },
      async meanwhile() {
        const { status, body, headers } = await call(`${house.web}/api/shows`);
        assert.deepEqual([status, body['error'], headers.get('retry-after')], [503, 'Busy', '5']);
      },
      heal: () => servers.postgres.start(),
    });
    await assertSound(house.db, { acknowledged: { checkouts } });
    await assert.rejects(assertSound(unlogged!, { acknowledged: { checkouts } }), /each answered checkout has its order/);
  });

  it('Temporal: what it had promised it still knows', async () => {
    let started: string[] = [];
    await upheaval(stage, 'kill -9 of Temporal', {
      async strike() {
        started = await ordersOf(house.db);
        await servers.temporal.kill();
      },
      async meanwhile() {
        const { status, body } = await call(`${house.web}/readyz`);
        assert.deepEqual([status, body['error']], [503, 'Busy']);
      },
      heal: () => servers.temporal.start(),
    });
    assert.ok(started.length > 0);
    await assertProcesses(house.db, { client: house.temporal, started });
  });

  it('a Temporal that keeps its state in memory, and knows nothing any more: the disk is needed', async () => {
    const temporal = await forgetfulTemporal();
    const { client, close } = await connectTemporal({ address: temporal.address, namespace: 'default' });
    const id = randomUUID();
    // Nobody works for it: it is promised, and waits.
    await client.workflow.start('ticketOrder', { workflowId: `order:${id}`, taskQueue: 'nobody', args: [] });
    const known = () => assertProcesses({ sql: async () => [{ id, phase: 'paid' }] as never }, { client, started: [id] });
    await known();
    await temporal.kill();
    await temporal.start();
    await assert.rejects(known(), /no row is without its process/);
    await close();
    await temporal.stop();
  });

  it('all of them at once', () =>
    upheaval(stage, 'kill -9 of worker, server, Postgres and Temporal at once', {
      async strike() {
        await Promise.all([killed(house.worker), killed(house.server), servers.postgres.kill(), servers.temporal.kill()]);
      },
      meanwhile: () => assert.rejects(call(`${house.web}/healthz`)),
      async heal() {
        await Promise.all([servers.postgres.start(), servers.temporal.start()]);
        await Promise.all([house.worker.start(), house.server.start()]);
      },
    }));
});

const assertHeard = async (orderId: string): Promise<void> => {
  const { events } = await house.temporal.workflow.getHandle(`order:${orderId}`).fetchHistory();
  const heard = events?.some(({ workflowExecutionSignaledEventAttributes: one }) => one?.signalName === 'paymentSettled');
  assert.ok(heard, 'what was acknowledged is known');
};
/** Who has told it, and heard that we know, will not tell it again. */
const stripeHasTold = () =>
  eventually(
    async () => {
      const { body } = await call<Array<{ type: string }>>(`${house.sandbox}/stripe/deliveries`);
      return !body.some(({ type }) => type === 'checkout.session.completed');
    },
    'Stripe has told it',
    patient,
  );
const telegramHasTold = () =>
  eventually(
    async () => {
      const { body } = await call(`${house.sandbox}/bot${house.botToken}/getWebhookInfo`);
      return body['result'].pending_update_count === 0;
    },
    'Telegram has told it',
    patient,
  );
async function ticketedOnPage(ordered: WebOrder): Promise<void> {
  await stripeHasTold();
  await assertHeard(ordered.orderId);
  assert.equal((await inPhase(house, ordered, 'paid', patient))['tickets'].length, 1);
}
async function ticketedInTelegram(anna: Viewer, show: TestShow): Promise<void> {
  await telegramHasTold();
  const [row] = await house.db.sql<{ id: string }>('select id from orders where show_id = $1', [show.id]);
  await assertHeard(row!.id);
  await eventually(async () => (await ticketPhotos(anna)) === 1, 'the ticket', patient);
}
async function invoiced() {
  const [anna, show] = [await newViewer(house), await newShow(house, 1)];
  return { anna, show, invoice: await anna.order(show) };
}

it('the server is killed after Stars were paid and before it heard of it: Telegram keeps the update', async () => {
  const { anna, show, invoice } = await invoiced();
  await fault(house, { target: 'telegram-updates', method: 'message', mode: 'delay', ms: 3000 });
  await anna.pay(invoice.messageId);
  await killed(house.server);
  const recovery = sinceFault('kill -9 of the server before it heard of a payment in Stars');
  await house.server.start();
  await ticketedInTelegram(anna, show);
  recovery.recovered();
});

it('the server is killed before a webhook arrives: the provider sends it again, and the ticket is issued', async () => {
  const ordered = await order(house, await newShow(house, 1));
  await killed(house.server);
  await payOnPage(ordered.checkoutUrl);
  await house.server.start();
  await ticketedOnPage(ordered);
});

it('and one that says that it knows before Temporal does dies with what it was told: nobody tells it again', async () => {
  const ordered = await order(house, await newShow(house, 1));
  const { anna, show, invoice } = await invoiced();
  await without(house.server, ['keptFirst']);
  await reachable(house);
  await servers.temporal.kill();
  await Promise.all([payOnPage(ordered.checkoutUrl), anna.pay(invoice.messageId)]);
  await Promise.all([stripeHasTold(), telegramHasTold()]);
  await killed(house.server);
  await servers.temporal.start();
  await house.server.start();
  await assert.rejects(ticketedOnPage(ordered), /what was acknowledged is known/);
  await assert.rejects(ticketedInTelegram(anna, show), /what was acknowledged is known/);
});
