/** Every recorded history still replays: a change of workflow code is patched, not hoped for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import * as workflows from '../../workflows/index.ts';
import { recorded, wordsOf } from '../support/histories.ts';
import { testBundle } from '../support/workers.ts';

async function broken(workflowBundle: WorkflowBundleOption): Promise<string[]> {
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, recorded()))
    if (error) failed.push(`${workflowId}: ${error.message}`);
  return failed;
}

it('replays every recorded history', async () => {
  assert.ok(recorded().length >= 15, 'histories are there');
  const types = recorded().map(({ history }) => history.events![0]!.workflowExecutionStartedEventAttributes!.workflowType!.name!);
  assert.deepEqual([...new Set(types)].sort(), Object.keys(workflows).sort(), 'of every process there is one');
  assert.deepEqual(await broken(await testBundle()), []);
});

it('notices a planted change of workflow code, in orders of today and in those from before they were whole', async () => {
  const { codePath } = (await testBundle()) as { codePath: string };
  const code = readFileSync(codePath, 'utf8');
  // One delivery more than was recorded.
  for (const [call, history] of [
    [/await messaging\.deliverTickets\(facts\)/, 'before-whole-orders/ticket-order.paid.json'],
    [
      /(?:\w+\.)?messaging\.deliverTickets\.executeWithOptions\(\{\s*summary: 'send the tickets'\s*\}, \[[^\]]*\]\)/,
      'ticket-order.paid.json',
    ],
  ] as const) {
    const planted = code.replace(call, (once) => (once.startsWith('await') ? `${once}; ${once}` : `(${once}, ${once})`));
    assert.ok(planted !== code, 'the change was planted');
    assert.ok(
      (await broken({ code: planted })).some((line) => line.startsWith(history)),
      history,
    );
  }
});

it('finds nothing in any history that a person typed, and nothing of the machine that recorded it', () => {
  for (const { workflowId, history } of recorded()) {
    const words = wordsOf(history);
    assert.equal(
      /[\w.]+@[\w-]+\.[a-z]{2,}|\+7\d{10}|file:\/\/|\/(home|root|work|Users)\//.exec(words)?.[0],
      undefined,
      workflowId,
    );
  }
});
