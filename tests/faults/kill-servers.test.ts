/** Server, Postgres and Temporal die as in a power cut, in the middle of an order and of a mass refund: they come back and go on. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inPhase, newShow, newViewer, order, payOnPage } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { newOrganiser } from '../support/organiser.ts';
import { fault, killed, patient } from './moment.ts';
import { ownServers } from './own-servers.ts';
import { sinceFault } from './recovery.ts';
import { ticketPhotos } from './sale-moments.ts';
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

describe('killed in the middle of an order and of a mass refund is', () => {
  it('the server: whoever asked asks again, and the provider tells it again', () =>
    upheaval(stage, 'kill -9 of the server (API and bot)', {
      strike: () => killed(house.server),
      meanwhile: () => assert.rejects(call(`${house.web}/healthz`)),
      heal: () => house.server.start(),
    }));

  it('Postgres: who asks meanwhile hears to come again', () =>
    upheaval(stage, 'kill -9 of Postgres', {
      strike: () => servers.postgres.kill(),
      async meanwhile() {
        const { status, body, headers } = await call(`${house.web}/api/shows`);
        assert.deepEqual([status, body['error'], headers.get('retry-after')], [503, 'Busy', '5']);
      },
      heal: () => servers.postgres.start(),
    }));

  it('Temporal: what it had promised it still knows', () =>
    upheaval(stage, 'kill -9 of Temporal', {
      strike: () => servers.temporal.kill(),
      async meanwhile() {
        const { status, body } = await call(`${house.web}/readyz`);
        assert.deepEqual([status, body['error']], [503, 'Busy']);
      },
      heal: () => servers.temporal.start(),
    }));

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

it('the server is killed after Stars were paid and before it heard of it: Telegram keeps the update', async () => {
  const anna = await newViewer(house);
  const invoice = await anna.order(await newShow(house, 1));
  await fault(house, { target: 'telegram-updates', method: 'message', mode: 'delay', ms: 3000 });
  await anna.pay(invoice.messageId);
  await killed(house.server);
  const recovery = sinceFault('kill -9 of the server before it heard of a payment in Stars');
  await house.server.start();
  await eventually(async () => (await ticketPhotos(anna)) === 1, 'the ticket', patient);
  recovery.recovered();
});

it('the server is killed before a webhook arrives: the provider sends it again, and the ticket is issued', async () => {
  const ordered = await order(house, await newShow(house, 1));
  await killed(house.server);
  await payOnPage(ordered.checkoutUrl);
  await house.server.start();
  assert.equal((await inPhase(house, ordered, 'paid', patient))['tickets'].length, 1);
});
