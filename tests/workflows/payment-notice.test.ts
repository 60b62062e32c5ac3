/** A notice that proves nothing: asked about, then told to its order, or to the refund desk, or left to come again. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { WorkflowFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Confirmed, NoticedPayment } from '../../activities/payments/confirm.ts';
import type { RefundOutcome } from '../../activities/payments/refund-outcome.ts';
import { createNoticeCommands } from '../../commands/payments/notices.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import type { paymentNotice } from '../../workflows/payments/payment-notice.ts';
import type { refundDesk } from '../../workflows/payments/refund-desk.ts';
import type { person } from '../../workflows/people/person.ts';
import { type DevServer, devServer } from '../support/dev-server.ts';
import { record } from '../support/histories.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { withWorkers } from '../support/workers.ts';

// The clock that jumps is for what waits; what is done at once is done on the real server, which loses no task on the way.
let server: TestWorkflowEnvironment;
let real: DevServer;
before(async () => {
  [server, real] = await Promise.all([timeSkippingServer(), devServer()]);
});
after(() => Promise.all([server?.teardown(), real?.teardown()]));

const noticeOf = (): NoticedPayment => ({
  ...{ tenantId: randomUUID(), orderId: randomUUID(), provider: 'yookassa', account: 'platform', paymentId: randomUUID() },
});
const settled = ({ provider, account, paymentId }: NoticedPayment): Confirmed => ({
  state: 'settled',
  payment: { provider, account, paymentId, amount: 90_000, currency: 'RUB' },
});
const deskId = ({ paymentId }: NoticedPayment) => `refund-desk:yookassa:platform:${paymentId}`;
const start = (notice: NoticedPayment, on: TestWorkflowEnvironment | DevServer = server) =>
  on.client.workflow.start<typeof paymentNotice>('paymentNotice', {
    ...{ workflowId: randomUUID(), taskQueue: taskQueues.workflows, args: [notice] },
  });

describe('a notice of money', () => {
  it('that the provider does not confirm at once is asked about again', async () => {
    const notice = noticeOf();
    let asked = 0;
    const confirmPayment = async (): Promise<Confirmed> => {
      asked += 1;
      return asked < 4 ? { state: 'pending' } : { state: 'nothing', why: 'letGo' };
    };
    await withWorkers(server, { confirmPayment }, async () => {
      const handle = await start(notice);
      assert.equal(await handle.result(), 'nothing');
      assert.equal(asked, 4);
      await record('payment-notice.later', handle);
    });
  });

  it('that stays untrue fails, so that it counts when it comes again and is true; one that counted is a repetition', async () => {
    const notice = noticeOf();
    let truth: Confirmed = { state: 'pending' };
    let asked = 0;
    const confirmPayment = async () => {
      asked += 1;
      return truth;
    };
    const commands = createNoticeCommands({ temporal: server.client });
    const command = { ...notice, event: 'payment.succeeded', personId: randomUUID() };
    const handle = server.client.workflow.getHandle<typeof paymentNotice>(
      `payment-notice:yookassa:platform:${notice.paymentId}:payment.succeeded`,
    );
    await withWorkers(server, { confirmPayment }, async () => {
      await commands.payment(command);
      await assert.rejects(handle.result(), WorkflowFailedError);
      assert.equal(asked, 5);
      truth = { state: 'nothing', why: 'canceled' };
      await commands.payment(command);
      assert.equal(await handle.result(), 'nothing');
      await commands.payment(command);
      assert.equal(asked, 6, 'the repetition asked nobody');
    });
  });

  it('waits for a provider that is away, however long', async () => {
    const notice = noticeOf();
    let tries = 0;
    const confirmPayment = async (): Promise<Confirmed> => {
      tries += 1;
      if (tries < 8) throw new Error('YooKassa 500');
      return { state: 'nothing', why: 'canceled' };
    };
    await withWorkers(server, { confirmPayment }, async () => assert.equal(await (await start(notice)).result(), 'nothing'));
    assert.equal(tries, 8);
  });
});

describe('a word on a refund', () => {
  it('is recorded once, however often it comes', async () => {
    const outcomes: unknown[] = [];
    const recordRefundOutcome = async (outcome: unknown) => {
      outcomes.push(outcome);
      return 'refused';
    };
    const commands = createNoticeCommands({ temporal: real.client });
    const outcome: RefundOutcome = {
      ...{ tenantId: randomUUID(), orderId: randomUUID(), provider: 'stripe', account: 'platform' },
      ...{ refundId: `re_${randomUUID()}`, state: 'failed', why: 'lost_or_stolen_card' },
    };
    await withWorkers(real, { recordRefundOutcome }, async () => {
      await commands.refund({ ...outcome, personId: randomUUID() });
      const handle = real.client.workflow.getHandle(`refund-outcome:stripe:${outcome.refundId}:failed`);
      assert.equal(await handle.result(), 'refused');
      await commands.refund({ ...outcome, personId: randomUUID() });
      assert.deepEqual(outcomes, [outcome]);
      await record('refund-outcome.failed', handle);
    });
  });
});

describe('confirmed money', () => {
  it('is told to its order as the provider told it', async () => {
    const notice = noticeOf();
    await withWorkers(real, { confirmPayment: async () => settled(notice) }, async () => {
      // Any process that lives under the order's id will do to be signalled.
      const order = await real.client.workflow.start<typeof person>('person', {
        ...{ workflowId: `order:${notice.orderId}`, taskQueue: taskQueues.workflows, args: [{ personId: randomUUID() }] },
      });
      const handle = await start(notice, real);
      assert.equal(await handle.result(), 'settled');
      const { events } = await order.fetchHistory();
      const signals = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => (signal ? [signal] : []));
      const [payload] = signals[0]?.input?.payloads ?? [];
      assert.deepEqual([signals.length, signals[0]?.signalName], [1, 'paymentSettled']);
      assert.deepEqual({ state: 'settled', payment: JSON.parse(Buffer.from(payload!.data!).toString()) }, settled(notice));
      await record('payment-notice.told', handle);
    });
  });

  it('for an order whose process is over goes to the refund desk, once', async () => {
    const notice = noticeOf();
    const desk: string[] = [];
    const activities = {
      confirmPayment: async () => settled(notice),
      recordUnexpectedPayment: async () => {
        desk.push('recorded');
        return 'unearned';
      },
      refundPayment: async () => void desk.push('given back'),
    };
    await withWorkers(real, activities, async () => {
      for (const round of [1, 2]) {
        const handle = await start(notice, real);
        assert.equal(await handle.result(), 'settled');
        await real.client.workflow.getHandle<typeof refundDesk>(deskId(notice)).result();
        if (round === 1) await record('payment-notice.closed-order', handle);
      }
      assert.deepEqual(desk, ['recorded', 'given back']);
    });
  });
});
