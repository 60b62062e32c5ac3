/** The process of an audience: batches and moderators one after another, a history that begins anew, and sleep. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import { createAudienceCommands, type OpenBatch } from '../../commands/audience/audience.ts';
import { Refusal } from '../../domain/errors.ts';
import type { audience } from '../../workflows/audience/audience.ts';
import { audienceView, audienceWorkflowId } from '../../workflows/audience/messages.ts';
import { type DevServer, devServer, remembering } from '../support/dev-server.ts';
import { record, wordsOf } from '../support/histories.ts';
import { patient } from '../support/patient.ts';
import { withWorkers } from '../support/workers.ts';

let server: DevServer;
before(async () => {
  server = await devServer(remembering);
});
after(() => server?.teardown());

const key = randomBytes(32);
const sealingKeys = { forSealing: () => key, forOpening: () => key };

function aHouse() {
  const show = { tenantId: randomUUID() as string, showId: randomUUID() as string };
  const calls: Array<[name: string, id: string]> = [];
  const held = new Map<string, { seq: number; refused: string[] }>();
  const faults: Error[] = [];
  let under = 0;
  let most = 0;
  const doing = async <T>(work: () => T): Promise<T> => {
    under += 1;
    most = Math.max(most, under);
    await new Promise((go) => setTimeout(go, 5));
    under -= 1;
    const fault = faults.shift();
    if (fault) throw fault;
    return work();
  };
  const activities = {
    storeBatch: ({ batch }: { batch: { id: string } }) =>
      doing(() => {
        calls.push(['storeBatch', batch.id]);
        if (!held.has(batch.id)) held.set(batch.id, { seq: held.size + 1, refused: [] });
        return held.get(batch.id)!;
      }),
    moderateAudience: ({ requestId, by }: { requestId: string; by: string }) =>
      doing(() => {
        calls.push(['moderateAudience', requestId]);
        if (by === 'nobody')
          throw ApplicationFailure.create({ type: 'NotAllowed', message: 'NotAllowed', nonRetryable: true, category: 'BENIGN' });
        return { actionId: requestId, seq: 1 };
      }),
  };
  const commands = createAudienceCommands({ temporal: patient(server.client), sealingKeys });
  const batch = (id: string, text = 'hello'): OpenBatch => ({
    ...{ id, hub: 'h', minutes: [], watched: [], viewers: 1 },
    lines: [
      {
        id: randomUUID(),
        key: 'k',
        personId: randomUUID(),
        ticketId: null,
        name: 'Anna',
        badge: null,
        text,
        at: new Date().toISOString(),
      },
    ],
  });
  const handle = () => server.client.workflow.getHandle<typeof audience>(audienceWorkflowId(show.showId));
  return { show, calls, faults, activities, commands, batch, handle, most: () => most };
}

/** As a server of the house does. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'Busy') throw error;
      await new Promise((go) => setTimeout(go, 50));
    }
}

describe('the audience of a show', () => {
  it('takes batches one after another, whoever brings them, and a moderator between', async () => {
    const house = aHouse();
    await withWorkers(server, house.activities, async () => {
      const { commands, show, batch } = house;
      await commands.accept(show, batch('a:1'));
      await Promise.all(['a:2', 'b:1', 'c:1'].map((id) => insist(() => commands.accept(show, batch(id)))));
      await commands.moderate(show, { by: 'm', requestId: randomUUID(), action: { do: 'slow', seconds: 10 } });
      assert.equal(house.most(), 1);
      assert.equal((await house.handle().query(audienceView)).batches, 4);
      await record('audience.batches', house.handle());
      await house.handle().terminate();
    });
  });

  it('is told the same batch again after a fault, and what a step says no to reaches whoever asked', async () => {
    const house = aHouse();
    await withWorkers(server, house.activities, async () => {
      const { commands, show, batch, faults } = house;
      const one = batch('a:1');
      const first = await commands.accept(show, one);
      assert.deepEqual(await commands.accept(show, one), first);
      // Five tries of a step, and the command asks twice.
      faults.push(...Array.from({ length: 10 }, () => new Error('Postgres says no')));
      await assert.rejects(commands.accept(show, batch('a:2')), (error) => error instanceof Refusal && error.code === 'Busy');
      assert.deepEqual(await commands.accept(show, batch('a:2')), { seq: 2, refused: [] });
      const action = { do: 'open', on: false } as const;
      await assert.rejects(
        commands.moderate(show, { by: 'nobody', requestId: randomUUID(), action }),
        (error) => error instanceof Refusal && error.code === 'NotAllowed',
      );
      await record('audience.faults', house.handle());
      await house.handle().terminate();
    });
  });

  it('begins its history anew under a stream of batches, and each is stored', async () => {
    const house = aHouse();
    await withWorkers(server, house.activities, async () => {
      const { commands, show, batch, calls } = house;
      await commands.accept(show, batch('a:0'));
      const { runId } = await house.handle().describe();
      const ids = ['a', 'b', 'c'].map((hub) => Array.from({ length: 80 }, (_, n) => `${hub}:${n + 1}`));
      // Three servers, each with one batch under way.
      await Promise.all(
        ids.map(async (own) => {
          for (const id of own) await insist(() => commands.accept(show, batch(id)));
        }),
      );
      const { runId: later } = await house.handle().describe();
      assert.notEqual(later, runId);
      const stored = new Set(calls.map(([, id]) => id));
      assert.deepEqual(
        [...ids.flat(), 'a:0'].filter((id) => !stored.has(id)),
        [],
      );
      assert.equal((await house.handle().query(audienceView)).batches, 241);
      await record('audience.as-new', server.client.workflow.getHandle(audienceWorkflowId(show.showId), runId));
      await house.handle().terminate();
    });
  });

  it('says nothing of what people write in its history', async () => {
    const house = aHouse();
    await withWorkers(server, house.activities, async () => {
      const { commands, show, batch } = house;
      await commands.accept(show, batch('a:1', 'what only the hall may read'));
      await commands.moderate(show, { by: 'm', requestId: randomUUID(), action: { do: 'words', words: ['unspeakable'] } });
      const words = wordsOf(await house.handle().fetchHistory());
      for (const secret of ['only the hall', 'unspeakable', 'Anna']) assert.ok(!words.includes(secret), secret);
      assert.ok(words.includes('a:1'), 'control: the history is read');
      await house.handle().terminate();
    });
  });
});
