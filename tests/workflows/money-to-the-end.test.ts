/** Money that comes while an order has other things on its way: nothing waits for it, and it waits for nothing. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { orderWorkflowId } from '../../domain/orders.ts';
import { exchangeTickets, requestRefund } from '../../workflows/orders/messages.ts';
import { paymentSettled } from '../../workflows/payments/messages.ts';
import { type DevServer, devServer } from '../support/dev-server.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { buy, house, money, phaseIs } from './order-house.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

let server: DevServer;
before(async () => {
  server = await devServer();
});
after(() => server?.teardown());

const returned = { personId: 'p1', requestId: 'r1', ticketIds: null, whole: false, byMember: false };

/** A partner who does not answer before they are let. */
function held(fakes: ReturnType<typeof house>, step: 'payRefund' | 'refundPayment'): () => void {
  const gate = Promise.withResolvers<void>();
  const answers = fakes.activities[step];
  Object.assign(fakes.activities, {
    [step]: async (input: never) => {
      const answer = await answers(input);
      await gate.promise;
      return answer;
    },
  });
  return () => gate.resolve();
}
const called = (fakes: ReturnType<typeof house>, name: string, times = 1) =>
  eventually(async () => fakes.named(name).length === times, `${name} ${times} time(s)`);

it('a second payment while the last refund is on its way is settled and goes back', async () => {
  const fakes = house(Date.now());
  const answer = held(fakes, 'payRefund');
  await buy(server, fakes, async (order) => {
    await order.signal(paymentSettled, money('pi_1'));
    await called(fakes, 'deliverTickets');
    Object.assign(fakes.returned, { closed: true });
    await order.executeUpdate(requestRefund, { args: [returned] });
    await called(fakes, 'payRefund');
    await order.signal(paymentSettled, money('pi_2'));
    await called(fakes, 'refundPayment');
    answer();
    assert.equal((await order.result()).phase, 'refunded');
    assert.deepEqual(
      fakes.named('refundPayment').map(({ paymentId }) => paymentId),
      ['pi_2'],
    );
    await record('ticket-order.paid-again-while-returned', order);
  });
});

it('money whose return cannot go out holds up neither the tickets nor a request, and is waited for in the end', async () => {
  const fakes = house(Date.now());
  const answer = held(fakes, 'refundPayment');
  await buy(server, fakes, async (order) => {
    await Promise.all([order.signal(paymentSettled, money('pi_1')), order.signal(paymentSettled, money('pi_2'))]);
    await called(fakes, 'refundPayment');
    await called(fakes, 'deliverTickets');
    await phaseIs(order, 'paid');
    await order.executeUpdate(exchangeTickets, { args: [{ personId: 'p1', requestId: 'r2', showId: 'another' }] });
    Object.assign(fakes.returned, { closed: true });
    await order.executeUpdate(requestRefund, { args: [returned] });
    await called(fakes, 'payRefund');
    await phaseIs(order, 'refunded');
    assert.equal((await order.describe()).status.name, 'RUNNING', 'money is still on its way');
    answer();
    assert.equal((await order.result()).phase, 'refunded');
    assert.equal(fakes.named('refundPayment').length, 1);
    await record('ticket-order.money-back-beside', order);
  });
});

it('money on its way back goes on when its process is cancelled', async () => {
  const fakes = house(Date.now());
  const answer = held(fakes, 'refundPayment');
  await buy(server, fakes, async (order, { orderId }) => {
    for (const payment of ['pi_1', 'pi_2']) await order.signal(paymentSettled, money(payment));
    await called(fakes, 'refundPayment');
    await phaseIs(order, 'paid');
    await server.client.workflow.getHandle(orderWorkflowId(orderId)).cancel();
    await eventually(async () => (await order.query('__stack_trace')) !== undefined, 'the process has heard of it');
    assert.equal((await order.describe()).status.name, 'RUNNING');
    answer();
    await assert.rejects(order.result(), { name: 'WorkflowFailedError' });
    assert.equal(fakes.named('refundPayment').length, 1);
  });
});
