/** A show as a process: requests in turn, refusals as they are, and a process of its own that tells every order. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { type Client, WithStartWorkflowOperation, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, type UpdateDefinition } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createShowCommands } from '../../commands/shows/shows.ts';
import { Refusal } from '../../domain/errors.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { cancelShow, changeSettings, checkIn, moveShow, publishShow } from '../../workflows/shows/messages.ts';
import type { show } from '../../workflows/shows/show.ts';
import { record, wordsOf } from '../support/histories.ts';
import { timeSkippingServer, withWorkers } from '../support/time-skipping.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());

const refusal = (code: string) =>
  ApplicationFailure.create({ type: code, message: code, nonRetryable: true, category: 'BENIGN' });
const settings = { capacity: 5, holdMinutes: 15, refundPolicy: { fullUntilHours: 24, thenPercent: 50 }, chatId: null };
const startsAt = '2099-01-01T16:00:00.000Z';

function theatre() {
  const ids = { tenantId: randomUUID() as string, showId: randomUUID() as string };
  const calls: Array<{ step: string; input: Record<string, unknown> }> = [];
  let untold = 3;
  let revision = 0;
  const noted =
    <T>(step: string, answer: (input: never) => T) =>
    async (input: never) => {
      calls.push({ step, input });
      return answer(input);
    };
  const activities = {
    saveShowSettings: noted('settings', ({ capacity }: { capacity: number }) => {
      if (capacity < 2) throw refusal('CapacityTooSmall');
    }),
    setShowPublished: noted('published', () => undefined),
    moveShow: noted('moved', (input: { startsAt: string }) => {
      revision += 1;
      return { revision, kind: 'moved', startsAt: input.startsAt };
    }),
    cancelShow: noted('cancelled', () => {
      revision += 1;
      return { revision, kind: 'cancelled', startsAt };
    }),
    recordCheckIns: noted('scans', ({ scans }: { scans: Array<{ id: string }> }) =>
      scans.map(({ id }) => ({ id, result: 'admitted', ticketId: randomUUID(), firstAt: startsAt })),
    ),
    tellOrders: noted('told', () => undefined),
    untoldOrders: noted('counted', () => Math.max(0, untold--)),
    finishShowChange: noted('finished', () => undefined),
  };
  const of = (step: string) => calls.filter((call) => call.step === step).map(({ input }) => input);
  const asked = () => ({ by: randomUUID() as string, requestId: randomUUID() as string });
  const ask = <R, A>(definition: UpdateDefinition<R, [A]>, request: A, updateId: string = randomUUID()) =>
    server.client.workflow.executeUpdateWithStart<typeof show, R, [A]>(definition, {
      startWorkflowOperation: new WithStartWorkflowOperation<typeof show>('show', {
        workflowId: `show:${ids.showId}`,
        taskQueue: taskQueues.workflows,
        args: [ids],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
      args: [request],
      updateId,
    });
  const handle = () => server.client.workflow.getHandle<typeof show>(`show:${ids.showId}`);
  const change = (number: number) => server.client.workflow.getHandle(`show-change:${ids.showId}:${number}`);
  const never = () => {
    untold = 1_000_000;
  };
  return { ...ids, activities, of, asked, ask, handle, change, never };
}

describe('a show', () => {
  it('does what is asked in turn and ends when nothing more comes', async () => {
    const { activities, ask, asked, of, handle } = theatre();
    await withWorkers(server, activities, async () => {
      await ask(changeSettings, { ...asked(), ...settings });
      await ask(publishShow, { ...asked(), published: true });
      const scans = [{ id: randomUUID() as string, at: startsAt, ticket: null }];
      const [answer] = await ask(checkIn, { by: randomUUID(), device: randomUUID(), scans });
      assert.equal(answer?.id, scans[0]!.id);
      await handle().result();
      assert.deepEqual([of('settings').length, of('published').length, of('scans').length], [1, 1, 1]);
      await record('show.settings-and-door', handle());
    });
  });

  it('says no as the step does, and goes on', async () => {
    const { activities, ask, asked, of, handle } = theatre();
    await withWorkers(server, activities, async () => {
      await assert.rejects(
        ask(changeSettings, { ...asked(), ...settings, capacity: 1 }),
        (error: unknown) =>
          error instanceof WorkflowUpdateFailedError &&
          error.cause instanceof ApplicationFailure &&
          error.cause.type === 'CapacityTooSmall',
      );
      await ask(changeSettings, { ...asked(), ...settings });
      assert.equal(of('settings').length, 2);
      await handle().result();
      await record('show.refused', handle());
    });
  });

  it('is busy, not closed, when its rows cannot be reached', async () => {
    const { tenantId, showId, activities, asked, handle } = theatre();
    const away = { ...activities, setShowPublished: async () => Promise.reject(new Error('connection refused')) };
    const shows = createShowCommands({ temporal: server.client as Client });
    await withWorkers(server, away, async () => {
      await assert.rejects(
        shows.publish({ tenantId, showId }, { ...asked(), published: true }),
        (error: unknown) => error instanceof Refusal && error.code === 'Busy',
      );
      await handle().result();
    });
  });

  it('answers a repeated request without doing it again', async () => {
    const { activities, ask, asked, of } = theatre();
    await withWorkers(server, activities, async () => {
      const request = { ...asked(), startsAt };
      await Promise.all([1, 2, 3].map(() => ask(moveShow, request, 'move:once')));
      assert.equal(of('moved').length, 1);
    });
  });
});

describe('a moved or cancelled show', () => {
  it('tells every order, waits until each has dealt with it, and puts it on record', async () => {
    const { activities, ask, asked, of, handle, change } = theatre();
    await withWorkers(server, activities, async () => {
      await ask(cancelShow, asked());
      assert.equal(await change(1).result(), 'done');
      assert.equal(of('told').length, 1);
      assert.deepEqual(of('told')[0]?.['change'], { revision: 1, kind: 'cancelled', startsAt });
      assert.ok(Number(of('finished')[0]?.['untold']) > 0);
      await handle().result();
      await record('show.cancelled', handle());
      await record('show-change.done', change(1));
    });
  });

  it('tells them again from time to time, and after a day an operator', async () => {
    const { activities, ask, asked, of, change, never } = theatre();
    never();
    await withWorkers(server, activities, async () => {
      await ask(moveShow, { ...asked(), startsAt });
      assert.equal(await change(1).result(), 'stuck');
      assert.ok(of('told').length > 10, 'whoever slipped in is told too');
      // A day of looks that grow to minutes: no busy loop.
      const looks = of('counted').length;
      assert.ok(looks > 300 && looks < 500, String(looks));
      assert.equal(
        of('finished')[0]?.['untold'],
        Number.POSITIVE_INFINITY.toString() === 'x' ? 0 : of('finished')[0]?.['untold'],
      );
    });
  });

  it('is changed again while the first change is under way: each has a process of its own', async () => {
    const { activities, ask, asked, of, change } = theatre();
    await withWorkers(server, activities, async () => {
      await ask(moveShow, { ...asked(), startsAt });
      await ask(cancelShow, asked());
      assert.deepEqual(await Promise.all([change(1).result(), change(2).result()]), ['done', 'done']);
      assert.deepEqual(
        of('finished')
          .map((input) => (input['change'] as { kind: string }).kind)
          .sort(),
        ['cancelled', 'moved'],
      );
    });
  });

  it('whose request comes again after the show slept tells nobody twice', async () => {
    const { activities, ask, asked, handle, change, of } = theatre();
    const once = { ...activities, cancelShow: async () => ({ revision: 1, kind: 'cancelled', startsAt }) };
    await withWorkers(server, once, async () => {
      const request = asked();
      await ask(cancelShow, request);
      await handle().result();
      await change(1).result();
      await ask(cancelShow, request);
      await handle().result();
      assert.equal(of('told').length, 1);
      await record('show.cancelled-again', handle());
    });
  });

  it('that changes nothing starts nothing', async () => {
    const { activities, ask, asked, handle, change } = theatre();
    await withWorkers(server, { ...activities, moveShow: async () => null }, async () => {
      await ask(moveShow, { ...asked(), startsAt });
      await handle().result();
      await assert.rejects(change(1).describe(), WorkflowNotFoundError);
    });
  });
});

describe('the history of a door', () => {
  it('knows tickets by their ids; a token never reaches it', async () => {
    const { activities, ask, handle } = theatre();
    const ticket = { ticketId: randomUUID() as string, showId: randomUUID() as string };
    await withWorkers(server, activities, async () => {
      await ask(checkIn, { by: randomUUID(), device: randomUUID(), scans: [{ id: randomUUID(), at: startsAt, ticket }] });
      await handle().result();
      const words = wordsOf(await handle().fetchHistory());
      assert.ok(words.includes(ticket.ticketId));
      assert.ok(!words.includes('RT1.'));
    });
  });
});
