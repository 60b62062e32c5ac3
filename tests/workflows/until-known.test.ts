/** Postgres committed and could not say so, for longer than five tries: what follows the change is done all the same. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { createProductionCommands } from '../../commands/organisations/productions.ts';
import { Refusal } from '../../domain/errors.ts';
import { claimTicket, exchangeTickets, requestRefund, revokeTickets } from '../../workflows/orders/messages.ts';
import { paymentSettled } from '../../workflows/payments/messages.ts';
import { noDatabase } from '../../workflows/shared/no-database.ts';
import { type DevServer, devServer } from '../support/dev-server.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { withWorkers } from '../support/workers.ts';
import { buy, type Handle, house, money, phaseIs } from './order-house.ts';
import { asked, startsAt, theatre } from './theatre.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

let server: DevServer;
before(async () => {
  server = await devServer();
});
after(() => server?.teardown());

/** One more than a person waits for: each time the rows are changed, and the answer is lost. */
const lost = 6;
const away = () => ApplicationFailure.create({ type: noDatabase, message: 'Connection terminated unexpectedly' });
const broken = () => new Error('column "colour" does not exist');

function failing<Steps extends Record<string, (input: never) => unknown>>(
  steps: Steps,
  step: keyof Steps & string,
  times: number,
  error: () => Error = away,
): Steps {
  let left = times;
  const answers = steps[step]!;
  return Object.assign(steps, {
    [step]: async (input: never) => {
      const answer = await answers(input);
      if (left-- > 0) throw error();
      return answer;
    },
  });
}

describe('whose answer was lost more often than a person waits', () => {
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
      failing(fakes.activities as never, step, lost);
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
    failing(fakes.activities as never, 'giveTickets', lost);
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
    await withWorkers(server, failing(activities as never, 'cancelShow', lost), async () => {
      await shows.cancel(ids, asked());
      await change(1).result();
      assert.deepEqual([of('cancelled').length, of('told').length], [lost + 1, 1]);
      await record('show.cancelled-until-known', server.client.workflow.getHandle(`show:${ids.showId}`));
    });
  });

  it('a moved show: the same', async () => {
    const { ids, activities, shows, of, change } = theatre(server.client, (look) => (look === 0 ? 1 : 0));
    await withWorkers(server, failing(activities as never, 'moveShow', lost), async () => {
      await shows.move(ids, { ...asked(), startsAt });
      await change(1).result();
      assert.deepEqual([of('moved').length, of('told').length], [lost + 1, 1]);
    });
  });
});

describe('of an organisation', () => {
  const refund = { orderId: randomUUID(), key: `return:${randomUUID()}` };
  const key = Buffer.alloc(32, 7);
  const organisation = () =>
    createProductionCommands({ temporal: server.client, sealingKeys: { forSealing: () => key, forOpening: () => key } });
  const request = () => ({ ...asked(), itemId: randomUUID() as string });

  it('a refund that is asked for again: its process begins', async () => {
    const steps = { nextRefundAttempt: async () => ({ ...refund, attempt: 2 }) };
    const others = { retryRefund: async () => 'succeeded', closeRetried: async () => undefined };
    await withWorkers(server, { ...failing(steps, 'nextRefundAttempt', lost), ...others }, async () => {
      await organisation().retryRefund(randomUUID(), request());
      assert.equal(await server.client.workflow.getHandle(`refund-retry:${refund.key}:2`).result(), 'succeeded');
    });
  });

  it('a refund that somebody settled by hand: the books follow', async () => {
    const settled: unknown[] = [];
    const steps = { settleAttention: async () => refund };
    const others = { settleRefundByHand: async (input: unknown) => void settled.push(input) };
    await withWorkers(server, { ...failing(steps, 'settleAttention', lost), ...others }, async () => {
      const tenantId = randomUUID();
      await organisation().resolveAttention(tenantId, { ...request(), resolution: 'наличными' });
      assert.deepEqual(settled, [{ tenantId, ...refund }]);
    });
  });
});

describe('what is known is said', () => {
  it('that Postgres refused the step: five tries, a word, and the next request is served', async () => {
    const fakes = house(Date.now());
    failing(fakes.activities as never, 'returnTickets', 5, broken);
    const back = { personId: 'p1', requestId: 'r1', ticketIds: null, whole: false, byMember: false };
    await buy(server, fakes, async (order) => {
      await order.signal(paymentSettled, money('pi_1'));
      await phaseIs(order, 'paid');
      await assert.rejects(order.executeUpdate(requestRefund, { args: [back] }), { name: 'WorkflowUpdateFailedError' });
      assert.deepEqual([fakes.named('returnTickets').length, fakes.named('payRefund').length], [5, 0]);
      await order.executeUpdate(requestRefund, { args: [{ ...back, requestId: 'r2' }] });
      await eventually(async () => fakes.named('payRefund').length === 1, 'the money goes back');
    });
  });

  it('and a change that nothing follows is given up after as many: this is how the others ended', async () => {
    const { ids, activities, shows, of } = theatre(server.client);
    await withWorkers(server, failing(activities as never, 'setShowPublished', lost), async () => {
      const refused = (error: unknown) => error instanceof Refusal && error.code === 'Busy';
      await assert.rejects(shows.publish(ids, { ...asked(), published: true }), refused);
      assert.equal(of('published').length, 5);
    });
  });
});
