/** Money that found no open order, and people's own settings. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { WithStartWorkflowOperation } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { taskQueues } from '../../domain/task-queues.ts';
import type { Verdict } from '../../workflows/payments/messages.ts';
import type { RefundDeskInput, refundDesk } from '../../workflows/payments/refund-desk.ts';
import { changeProfile, type person } from '../../workflows/people/person.ts';
import { record } from '../support/histories.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { withWorkers } from '../support/workers.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());

async function desk(verdict: Verdict, history?: string): Promise<number> {
  let refunds = 0;
  const refundPayment = async () => {
    refunds += 1;
    return 'succeeded';
  };
  const activities = { recordUnexpectedPayment: async () => verdict, refundPayment };
  const input: RefundDeskInput = {
    ...{ tenantId: randomUUID(), orderId: randomUUID() },
    payment: { provider: 'stripe', account: 'platform', paymentId: 'pi_1', amount: 5000, currency: 'RUB' },
  };
  await withWorkers(server, activities, async () => {
    const order = await server.client.workflow.start<typeof refundDesk>('refundDesk', {
      workflowId: randomUUID(),
      taskQueue: taskQueues.workflows,
      args: [input],
    });
    assert.equal(await order.result(), verdict);
    if (history) await record(history, order);
  });
  return refunds;
}

describe('the refund desk', () => {
  it('gives back what bought nothing', async () => assert.equal(await desk('unearned', 'refund-desk.returned'), 1));
  it('keeps what bought its tickets: a late copy is no new money', async () =>
    assert.equal(await desk('accepted', 'refund-desk.known'), 0));
});

describe("a person's settings", () => {
  it('are stored in the order in which they were changed, and the process ends when nothing more comes', async () => {
    const saved: unknown[] = [];
    const personId = randomUUID();
    await withWorkers(server, { saveProfile: async (input: unknown) => void saved.push(input) }, async () => {
      const change = (language: 'ru' | 'en') => {
        const startWorkflowOperation = new WithStartWorkflowOperation<typeof person>('person', {
          workflowId: `person:${personId}`,
          taskQueue: taskQueues.workflows,
          args: [{ personId }],
          workflowIdConflictPolicy: 'USE_EXISTING',
        });
        return server.client.workflow.executeUpdateWithStart(changeProfile, { startWorkflowOperation, args: [{ language }] });
      };
      await change('ru');
      await change('en');
      const handle = server.client.workflow.getHandle<typeof person>(`person:${personId}`);
      await handle.result();
      assert.deepEqual(saved, [
        { personId, language: 'ru' },
        { personId, language: 'en' },
      ]);
      await record('person.settings', handle);
    });
  });
});
