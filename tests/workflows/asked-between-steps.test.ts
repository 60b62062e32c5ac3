/** A process that is asked while one of its local steps is under way goes on as its history says. On the real server, as in production. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { orderView, paymentSettled } from '../../workflows/payments/messages.ts';
import { devServer, remembering } from '../support/dev-server.ts';
import { eventually } from '../support/http.ts';
import { testBundle } from '../support/workers.ts';
import { buy, house, money } from './order-house.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const orders = 6;
/** Whether a question meets the end of a step is chance: the control goes on until it did. */
const ordersAtMost = 40;
const still = new Int32Array(new SharedArrayBuffer(4));

/** Orders that are paid twice, and asked at the moment at which the second payment is counted. @returns what their replays say */
async function replaysOfAsked(workflowBundle: WorkflowBundleOption, most = orders): Promise<string[]> {
  const server = await devServer({ ...remembering, workflowBundle });
  const faults: string[] = [];
  try {
    for (let number = 0; number < most && faults.length === 0; number += 1) {
      const fakes = house(Date.now());
      await buy(server, fakes, async (order) => {
        const { settleOrder } = fakes.activities;
        const asked: Array<Promise<unknown>> = [];
        fakes.activities.settleOrder = async (input) => {
          if (asked.length === 0) {
            // Its next task brings the second payment and the questions.
            for (let question = 0; question < 3; question += 1) asked.push(order.query(orderView));
            await order.signal(paymentSettled, money('pi_2'));
          } // The step ends while the questions are on their way to the process.
          else Atomics.wait(still, 0, 0, 100);
          return settleOrder(input);
        };
        await order.signal(paymentSettled, money('pi_1'));
        await eventually(async () => fakes.named('refundPayment').length === 1, 'the second payment goes back');
        for (const view of (await Promise.all(asked)) as Array<{ payments: string[] }>) assert.ok(view.payments.length > 0);
        const history = await order.fetchHistory();
        await Worker.runReplayHistory({ workflowBundle }, history).catch((error) => faults.push(String(error)));
      });
    }
  } finally {
    await server.teardown();
  }
  return faults;
}

describe('a process that is asked during a step', () => {
  it('can be replayed', async () => {
    assert.deepEqual(await replaysOfAsked(await testBundle()), []);
  });

  it('could not, were it to answer at once', async () => {
    const { codePath } = (await testBundle()) as { codePath: string };
    const code = readFileSync(codePath, 'utf8');
    const planted = code.replace('underWay.size > 0', 'false');
    assert.ok(planted !== code, 'the guard is off');
    assert.match(String((await replaysOfAsked({ code: planted }, ordersAtMost))[0]), /Nondeterminism error/);
  });
});
