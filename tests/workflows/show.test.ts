/** A show as a process: requests in turn, refusals as they are, nothing confidential in its history. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Refusal } from '../../domain/errors.ts';
import { record, wordsOf } from '../support/histories.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { withWorkers } from '../support/workers.ts';
import { asked, settings, startsAt, theatre } from './theatre.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());

const says = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

describe('a show', () => {
  it('does what is asked in turn and ends when nothing more comes', async () => {
    const { ids, activities, shows, of, handle } = theatre(server.client);
    await withWorkers(server, activities, async () => {
      await shows.changeSettings(ids, { ...asked(), ...settings });
      await shows.publish(ids, { ...asked(), published: true });
      const scans = [{ id: randomUUID() as string, at: startsAt, ticket: null }];
      const [answer] = await shows.checkIn(ids, { by: randomUUID(), device: randomUUID(), scans });
      assert.equal(answer?.id, scans[0]!.id);
      await handle().result();
      assert.deepEqual([of('settings').length, of('published').length, of('scans').length], [1, 1, 1]);
      await record('show.settings-and-door', handle());
    });
  });

  it('says no as the step does, and goes on', async () => {
    const { ids, activities, shows, of, handle } = theatre(server.client);
    await withWorkers(server, activities, async () => {
      await assert.rejects(shows.changeSettings(ids, { ...asked(), ...settings, capacity: 1 }), says('CapacityTooSmall'));
      await shows.changeSettings(ids, { ...asked(), ...settings });
      assert.equal(of('settings').length, 2);
      await handle().result();
      await record('show.refused', handle());
    });
  });

  it('is busy, not closed, when its rows cannot be reached', async () => {
    const { ids, activities, shows, handle } = theatre(server.client);
    const away = { ...activities, setShowPublished: async () => Promise.reject(new Error('connection refused')) };
    await withWorkers(server, away, async () => {
      await assert.rejects(shows.publish(ids, { ...asked(), published: true }), says('Busy'));
      await handle().result();
    });
  });

  it('answers a repeated request without doing it again', async () => {
    const { ids, activities, shows, of, handle } = theatre(server.client);
    await withWorkers(server, activities, async () => {
      const request = { ...asked(), published: true };
      await Promise.all([1, 2, 3].map(() => shows.publish(ids, request)));
      await handle().result();
      assert.equal(of('published').length, 1);
    });
  });

  it('starts nothing when a move changes nothing', async () => {
    const { ids, activities, shows, handle, change } = theatre(server.client);
    await withWorkers(server, { ...activities, moveShow: async () => null }, async () => {
      await shows.move(ids, { ...asked(), startsAt });
      await handle().result();
      await assert.rejects(change(1).describe(), WorkflowNotFoundError);
    });
  });

  it('knows tickets by their ids: a token never reaches its history', async () => {
    const { ids, activities, shows, handle } = theatre(server.client);
    const ticket = { ticketId: randomUUID() as string, showId: ids.showId };
    await withWorkers(server, activities, async () => {
      await shows.checkIn(ids, { by: randomUUID(), device: randomUUID(), scans: [{ id: randomUUID(), at: startsAt, ticket }] });
      await handle().result();
      const words = wordsOf(await handle().fetchHistory());
      assert.ok(words.includes(ticket.ticketId));
      assert.ok(!words.includes('RT1.'));
    });
  });
});
