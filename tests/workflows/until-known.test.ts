/** Postgres committed and could not say so: what follows the change is done all the same, however the next tries end. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { createKeepingCommands } from '../../commands/orders/keeping.ts';
import { createProductionCommands } from '../../commands/organisations/productions.ts';
import { Refusal } from '../../domain/errors.ts';
import { claimTicket, exchangeTickets, requestRefund, revokeTickets } from '../../workflows/orders/messages.ts';
import { paymentSettled } from '../../workflows/payments/messages.ts';
import { noDatabase } from '../../workflows/shared/no-database.ts';
import { type DevServer, devServer, remembering } from '../support/dev-server.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { patient } from '../support/patient.ts';
import { withWorkers } from '../support/workers.ts';
import { buy, type Handle, house, money, phaseIs } from './order-house.ts';
import { asked, startsAt, theatre } from './theatre.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const key = Buffer.alloc(32, 7);
const sealingKeys = { forSealing: () => key, forOpening: () => key };
let server: DevServer;
before(async () => {
  server = await devServer(remembering);
});
after(() => server?.teardown());

/** Each time the rows are changed, and the answer is lost. */
const lost = 2;
/** Tries of a step that nothing follows. */
const tries = 5;
const away = () => ApplicationFailure.create({ type: noDatabase, message: noDatabase });
const broken = () => new Error('column "colour" does not exist');

/** Of each time that a local step was given up or done: which try it was. */
async function triesOf(process: Pick<WorkflowHandle, 'fetchHistory'>, step: string): Promise<number[]> {
  const { events } = await process.fetchHistory();
  const markers = (events ?? []).flatMap(({ markerRecordedEventAttributes: marker }) => {
    const data = marker?.details?.['data']?.payloads?.[0]?.data;
    return data ? [JSON.parse(Buffer.from(data).toString()) as { activity_type: string; attempt: number }] : [];
  });
  return markers.filter(({ activity_type }) => activity_type === step).map(({ attempt }) => attempt);
}

const times = (count: number, error: () => Error) => Array.from({ length: count }, () => error);

function failing<Steps extends Record<string, (input: never) => unknown>>(
  steps: Steps,
  step: keyof Steps & string,
  errors: Array<() => Error>,
): Steps {
  const left = [...errors];
  const answers = steps[step]!;
  return Object.assign(steps, {
    [step]: async (input: never) => {
      const answer = await answers(input);
      const error = left.shift();
      if (error) throw error();
      return answer;
    },
  });
}

describe('whose answer was lost', () => {
  const back = { personId: 'p1', requestId: 'r1', ticketIds: null, whole: false, byMember: false };
  const holder = 's1.sealed' as never;
  const requests: Array<[step: string, ask: (order: Handle) => Promise<unknown>, follows: string]> = [
    ['returnTickets', (order) => order.executeUpdate(requestRefund, { args: [back] }), 'payRefund'],
    [
      'voidTickets',
      (order) => order.executeUpdate(revokeTickets, { args: [{ personId: 'p1', requestId: 'r1', ticketIds: ['t1'] }] }),
      'tellTicketsGone',
    ],
    [
      'exchangeOrder',
      (order) => order.executeUpdate(exchangeTickets, { args: [{ personId: 'p1', requestId: 'r1', showId: 'another' }] }),
      'tellExchanged',
    ],
    [
      'claimTicket',
      (order) => order.executeUpdate(claimTicket, { args: [{ personId: 'p2', ticketId: 't1', language: 'ru', holder }] }),
      'tellTicketTaken',
    ],
  ];
  for (const [step, ask, follows] of requests)
    it(`${step}: it is answered, and ${follows} follows, once`, async () => {
      const fakes = house(Date.now());
      failing(fakes.activities as never, step, times(lost, away));
      await buy(server, fakes, async (order) => {
        await order.signal(paymentSettled, money('pi_1'));
        await phaseIs(order, 'paid');
        await ask(order);
        await eventually(async () => fakes.named(follows).length === 1, `${follows} follows`);
        assert.equal(fakes.named(step).length, lost + 1);
        assert.equal(fakes.named(follows).length, 1);
        if (step === 'returnTickets') await record('ticket-order.returned-until-known', order);
      });
    });

  it('giveTickets: the gift is delivered', async () => {
    const fakes = house(Date.now());
    failing(fakes.activities as never, 'giveTickets', times(lost, away));
    await buy(
      server,
      fakes,
      async (order) => {
        await phaseIs(order, 'paid');
        await eventually(async () => fakes.named('deliverTickets').length === 1, 'the tickets are sent');
        assert.deepEqual([fakes.named('giveTickets').length, fakes.named('releaseSeats').length], [lost + 1, 0]);
      },
      { givenBy: 'p1' },
    );
  });

  it('a cancelled show: every order is told', async () => {
    const { ids, activities, shows, of, change } = theatre(server.client, (look) => (look === 0 ? 1 : 0));
    await withWorkers(server, failing(activities as never, 'cancelShow', times(lost, away)), async () => {
      await shows.cancel(ids, asked());
      await change(1).result();
      assert.deepEqual([of('cancelled').length, of('told').length], [lost + 1, 1]);
      await record('show.cancelled-until-known', server.client.workflow.getHandle(`show:${ids.showId}`));
    });
  });

  it('a moved show: the same', async () => {
    const { ids, activities, shows, of, change } = theatre(server.client, (look) => (look === 0 ? 1 : 0));
    await withWorkers(server, failing(activities as never, 'moveShow', times(lost, away)), async () => {
      await shows.move(ids, { ...asked(), startsAt });
      await change(1).result();
      assert.deepEqual([of('moved').length, of('told').length], [lost + 1, 1]);
    });
  });
});

describe('of an organisation', () => {
  const refund = { orderId: randomUUID(), key: `return:${randomUUID()}` };
  const organisation = () => createProductionCommands({ temporal: patient(server.client), sealingKeys });
  const request = () => ({ ...asked(), itemId: randomUUID() as string });

  it('a refund that is asked for again: its process begins', async () => {
    const steps = { nextRefundAttempt: async () => ({ ...refund, attempt: 2 }) };
    const others = { retryRefund: async () => 'succeeded', closeRetried: async () => undefined };
    await withWorkers(server, { ...failing(steps, 'nextRefundAttempt', times(lost, away)), ...others }, async () => {
      await organisation().retryRefund(randomUUID(), request());
      assert.equal(await server.client.workflow.getHandle(`refund-retry:${refund.key}:2`).result(), 'succeeded');
    });
  });

  it('a refund that somebody settled by hand: the books follow', async () => {
    const settled: unknown[] = [];
    const steps = { settleAttention: async () => refund };
    const others = { settleRefundByHand: async (input: unknown) => void settled.push(input) };
    await withWorkers(server, { ...failing(steps, 'settleAttention', times(lost, away)), ...others }, async () => {
      const tenantId = randomUUID();
      await organisation().resolveAttention(tenantId, { ...request(), resolution: 'наличными' });
      assert.deepEqual(settled, [{ tenantId, ...refund }]);
    });
  });
});

describe('what is known is said', () => {
  it('that Postgres refused the step: five tries, a word, and the next request is served', async () => {
    const fakes = house(Date.now());
    failing(fakes.activities as never, 'returnTickets', times(tries, broken));
    const back = { personId: 'p1', requestId: 'r1', ticketIds: null, whole: false, byMember: false };
    await buy(server, fakes, async (order) => {
      await order.signal(paymentSettled, money('pi_1'));
      await phaseIs(order, 'paid');
      await assert.rejects(order.executeUpdate(requestRefund, { args: [back] }), { name: 'WorkflowUpdateFailedError' });
      assert.deepEqual([fakes.named('returnTickets').length, fakes.named('payRefund').length], [tries, 0]);
      await order.executeUpdate(requestRefund, { args: [{ ...back, requestId: 'r2' }] });
      await eventually(async () => fakes.named('payRefund').length === 1, 'the money goes back');
    });
  });

  it('but not after a try whose answer was lost: then only «done» or «no» is an answer', async () => {
    const fakes = house(Date.now());
    failing(fakes.activities as never, 'returnTickets', [away, ...times(tries, broken)]);
    await buy(server, fakes, async (order) => {
      await order.signal(paymentSettled, money('pi_1'));
      await phaseIs(order, 'paid');
      await order.executeUpdate(requestRefund, {
        args: [{ personId: 'p1', requestId: 'r1', ticketIds: null, whole: false, byMember: false }],
      });
      assert.equal(fakes.named('returnTickets').length, tries + 2);
      await eventually(async () => fakes.named('payRefund').length === 1, 'the money goes back');
    });
  });

  it('and who asks again under the same id after a fault is served, not told of the old fault', async () => {
    const fakes = house(Date.now());
    // A fault is asked about once more by itself.
    failing(fakes.activities as never, 'claimTicket', times(2 * tries, broken));
    const { claim } = createKeepingCommands({ temporal: patient(server.client), sealingKeys });
    await buy(server, fakes, async (order, { orderId }) => {
      await order.signal(paymentSettled, money('pi_1'));
      await phaseIs(order, 'paid');
      const ask = () => claim({ orderId, personId: 'p2', ticketId: 't1', contact: {}, language: 'ru' });
      await assert.rejects(ask(), (error: unknown) => error instanceof Refusal && error.code === 'Busy');
      await ask();
      assert.equal(fakes.named('claimTicket').length, 2 * tries + 1);
    });
  });

  it('and a change that nothing follows is given up after as many: this is how the others ended', async () => {
    const { ids, activities, shows, handle } = theatre(patient(server.client));
    await withWorkers(server, failing(activities as never, 'setShowPublished', times(100, away)), async () => {
      const refused = (error: unknown) => error instanceof Refusal && error.code === 'Busy';
      await assert.rejects(shows.publish(ids, { ...asked(), published: true }), refused);
      // Five, and five when it is asked about once more: by the history, since a server may let a worker begin a step anew.
      assert.deepEqual(await triesOf(handle(), 'setShowPublished'), [tries, tries]);
    });
  });
});
