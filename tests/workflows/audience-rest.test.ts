/** The process of an audience sleeps when nothing comes, and the next batch wakes it. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createAudienceCommands } from '../../commands/audience/audience.ts';
import type { audience } from '../../workflows/audience/audience.ts';
import { audienceWorkflowId } from '../../workflows/audience/messages.ts';
import { record } from '../support/histories.ts';
import { patient } from '../support/patient.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { withWorkers } from '../support/workers.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());

it('ends after a quarter of an hour without a batch, and begins with the next one', async () => {
  const key = randomBytes(32);
  const sealingKeys = { forSealing: () => key, forOpening: () => key };
  const commands = createAudienceCommands({ temporal: patient(server.client), sealingKeys });
  const show = { tenantId: randomUUID() as string, showId: randomUUID() as string };
  const batch = (id: string) => ({ id, hub: 'h', lines: [], minutes: [], watched: [], viewers: 1 });
  const handle = () => server.client.workflow.getHandle<typeof audience>(audienceWorkflowId(show.showId));
  let stored = 0;
  const activities = { storeBatch: async () => ({ seq: ++stored, refused: [] }) };
  await withWorkers(server, activities, async () => {
    await commands.accept(show, batch('a:1'));
    const first = handle();
    const { runId } = await first.describe();
    await server.sleep('10 minutes');
    await commands.accept(show, batch('a:2'));
    await server.sleep('10 minutes');
    assert.equal((await first.describe()).status.name, 'RUNNING', 'control: a batch keeps it awake');
    assert.deepEqual(await first.result(), { batches: 2 });
    await record('audience.rest', server.client.workflow.getHandle(audienceWorkflowId(show.showId), runId));
    await commands.accept(show, batch('a:3'));
    assert.deepEqual(await handle().result(), { batches: 1 });
    assert.equal(stored, 3);
  });
});
