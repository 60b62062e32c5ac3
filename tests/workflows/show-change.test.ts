/** A moved or cancelled show tells every order: on a clock that jumps, and on the real server where one process starts the other. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { taskQueues } from '../../domain/task-queues.ts';
import type { ShowChangeInput, showChange } from '../../workflows/shows/show-change.ts';
import { type DevServer, devServer } from '../support/dev-server.ts';
import { record } from '../support/histories.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { withWorkers } from '../support/workers.ts';
import { asked, startsAt, theatre } from './theatre.ts';

describe('telling the orders of a show', () => {
  let server: TestWorkflowEnvironment;
  before(async () => {
    server = await timeSkippingServer();
  });
  after(() => server?.teardown());

  const change = { revision: 1, kind: 'moved', startsAt } as const;
  const start = (input: ShowChangeInput) =>
    server.client.workflow.start<typeof showChange>('showChange', {
      workflowId: randomUUID(),
      taskQueue: taskQueues.workflows,
      args: [input],
    });

  it('goes on until each has dealt with it, and puts it on record', async () => {
    const { ids, activities, of } = theatre(server.client);
    await withWorkers(server, activities, async () => {
      const telling = await start({ ...ids, change });
      assert.equal(await telling.result(), 'done');
      assert.deepEqual(of('told'), [{ ...ids, change }]);
      assert.equal(of('finished')[0]?.['untold'], 0);
      await record('show-change.done', telling);
    });
  });

  it('tells them again from time to time, and after a day an operator', async () => {
    const { ids, activities, of } = theatre(server.client, () => 7);
    await withWorkers(server, activities, async () => {
      const telling = await start({ ...ids, change, since: (await server.currentTimeMs()) - 23 * 3_600_000 });
      assert.equal(await telling.result(), 'stuck');
      assert.equal(of('told').length, 2, 'whoever slipped in is told too');
      // The last hour of its patience in looks of up to five minutes: no busy loop.
      const looks = of('counted').length;
      assert.ok(looks > 12 && looks < 40, String(looks));
      assert.equal(of('finished')[0]?.['untold'], 7);
      await record('show-change.stuck', telling);
    });
  });

  it('has nothing to do where nobody ordered', async () => {
    const { ids, activities, of } = theatre(server.client, () => 0);
    await withWorkers(server, activities, async () => {
      assert.equal(await (await start({ ...ids, change })).result(), 'done');
      assert.deepEqual([of('told').length, of('finished').length], [0, 1]);
    });
  });
});

describe('a show that is moved or cancelled', () => {
  let server: DevServer;
  before(async () => {
    server = await devServer();
  });
  after(() => server?.teardown());

  it('starts a process that tells every order, and answers without waiting for it', async () => {
    const { ids, activities, shows, of, handle, change } = theatre(server.client);
    await withWorkers(server, activities, async () => {
      await shows.cancel(ids, asked());
      assert.equal(await change(1).result(), 'done');
      assert.deepEqual(of('told')[0]?.['change'], { revision: 1, kind: 'cancelled', startsAt });
      await record('show.cancelled', handle());
      await handle().terminate();
    });
  });

  it('again while the first change is under way: each has a process of its own', async () => {
    const { ids, activities, shows, of, handle, change } = theatre(server.client);
    await withWorkers(server, activities, async () => {
      await shows.move(ids, { ...asked(), startsAt });
      await shows.cancel(ids, asked());
      assert.deepEqual(await Promise.all([change(1).result(), change(2).result()]), ['done', 'done']);
      const kinds = of('finished').map((input) => (input['change'] as { kind: string }).kind);
      assert.deepEqual(kinds.sort(), ['cancelled', 'moved']);
      await record('show.moved-and-cancelled', handle());
      await handle().terminate();
    });
  });

  it('by a request that comes once more later: nobody is told twice', async () => {
    const { ids, activities, shows, of, handle, change } = theatre(server.client);
    const once = { ...activities, cancelShow: async () => ({ revision: 1, kind: 'cancelled', startsAt }) };
    await withWorkers(server, once, async () => {
      await shows.cancel(ids, asked());
      await change(1).result();
      await shows.cancel(ids, asked());
      assert.equal(of('finished').length, 1);
      await record('show.cancelled-again', handle());
      await handle().terminate();
    });
  });
});
