/** Messages to an order that come twice, late, together and in any order, on the real server: each has its effect once. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { Sealed } from '../../domain/sealed.ts';
import { claimTicket, joinAsked, requestRefund, showChanged } from '../../workflows/orders/messages.ts';
import { paymentSettled } from '../../workflows/payments/messages.ts';
import { type DevServer, devServer } from '../support/dev-server.ts';
import { eventually } from '../support/http.ts';
import { testBundle } from '../support/workers.ts';
import { buy, day, type Handle, house, money } from './order-house.ts';
import { shuffled } from './shuffled.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

let server: DevServer;
before(async () => {
  server = await devServer();
});
after(() => server?.teardown());

const holder = 's1.sealed' as Sealed;
const claim = { personId: 'p2', ticketId: 't1', language: 'ru' as const, holder };
const returned = { personId: 'p1', requestId: 'r1', ticketIds: ['t1'], whole: false, byMember: false };

/** @returns what was answered to the requests among them, refusals too */
function messagesTo(order: Handle, later: string, first: string): Array<() => Promise<unknown>> {
  const moved = { revision: 1, kind: 'moved' as const, startsAt: later };
  const refused = (error: Error) => error;
  const claims = () => order.executeUpdate(claimTicket, { args: [claim], updateId: 'claim' }).catch(refused);
  const returns = () => order.executeUpdate(requestRefund, { args: [returned], updateId: 'refund' }).catch(refused);
  return [
    () => order.signal(paymentSettled, money('pi_1')),
    () => order.signal(paymentSettled, money('pi_1')),
    () => order.signal(paymentSettled, money('pi_2')),
    () => order.signal(showChanged, moved),
    () => order.signal(showChanged, { ...moved, revision: 0, startsAt: first }),
    () => order.signal(showChanged, moved),
    () => order.signal(joinAsked, { personId: 'p1', chatId: -100, invitation: 'row-1', knocker: holder }),
    ...[claims, claims, returns, returns],
  ];
}

/** Each begins when the one before it is answered, or none waits for another. */
const together = (seed: number) => seed % 2 === 0;

for (let seed = 1; seed <= 8; seed += 1)
  it(`messages in order ${seed}, ${together(seed) ? 'together' : 'one after the other'}, have each effect once`, async () => {
    const fakes = house(Date.now());
    const first = fakes.plan.startsAt;
    const later = new Date(Date.parse(first) + 2 * day).toISOString();
    await buy(server, fakes, async (order) => {
      Object.assign(fakes.plan, { startsAt: later, revision: 1 });
      const sent = [];
      for (const message of shuffled(messagesTo(order, later, first), seed)) {
        sent.push(message());
        if (!together(seed)) await sent.at(-1);
      }
      await Promise.all(sent);
      for (const once of ['deliverTickets', 'refundPayment'])
        await eventually(async () => fakes.named(once).length > 0, `one payment bought tickets, one goes back: ${once}`);

      // The rest comes back, and the order is over.
      Object.assign(fakes.returned, { closed: true, refund: 'return:2' });
      await order.executeUpdate(requestRefund, { args: [{ ...returned, requestId: 'r2', ticketIds: null }] });
      assert.equal((await order.result()).phase, 'refunded');

      assert.deepEqual(fakes.named('refundPayment').length, 1, 'one payment too much went back, once');
      const keys = fakes.named('payRefund').map(({ key }) => key);
      assert.equal(new Set(keys).size, keys.length, 'no refund was paid twice');
      assert.equal(keys.at(-1), 'return:2');
      for (const once of ['claimTicket', 'tellShowMoved', 'answerKnock', 'giveTickets'])
        assert.ok(fakes.named(once).length <= 1, `${once} once`);

      const { codePath } = (await testBundle()) as { codePath: string };
      await Worker.runReplayHistory({ workflowBundle: { codePath } }, await order.fetchHistory());
    });
  });
