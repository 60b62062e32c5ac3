/** Every recorded history still replays: a change of workflow code is patched, not hoped for. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { historiesFolder, testBundle } from '../support/time-skipping.ts';

const recorded = () =>
  readdirSync(historiesFolder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      workflowId: file,
      history: historyFromJSON(JSON.parse(readFileSync(join(historiesFolder, file), 'utf8'))),
    }));

async function broken(workflowBundle: WorkflowBundleOption): Promise<string[]> {
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, recorded()))
    if (error) failed.push(`${workflowId}: ${error.message}`);
  return failed;
}

it('replays every recorded history', async () => {
  assert.ok(recorded().length >= 15, 'histories are there');
  assert.deepEqual(await broken(await testBundle()), []);
});

it('notices a planted change of workflow code', async () => {
  const { codePath } = (await testBundle()) as { codePath: string };
  const code = readFileSync(codePath, 'utf8');
  // One delivery more than was recorded.
  const planted = code.replace(/await messaging\.deliverTickets\(facts\)/, (call) => `${call}; ${call}`);
  assert.notEqual(planted, code, 'the change was planted');
  assert.ok((await broken({ code: planted })).some((line) => line.startsWith('ticket-order.paid.json')));
});

it('finds nothing personal in any history', () => {
  for (const { workflowId, history } of recorded())
    assert.doesNotMatch(JSON.stringify(history), /@|example\.com|Анна|\+7\d{10}/, workflowId);
});
