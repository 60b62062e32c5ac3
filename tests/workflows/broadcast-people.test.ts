/** A stage as a process: what its show, its viewers, its stage manager and the house ask of it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { taskQueues } from '../../domain/task-queues.ts';
import type { broadcast } from '../../workflows/shows/broadcast.ts';
import { showOfStageChanged, takeScreen } from '../../workflows/shows/stage-messages.ts';
import type { stageSweep } from '../../workflows/shows/stage-sweep.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { evenings, minute, type StageHouse } from './stage-house.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());
const evening = evenings(() => server);

describe('what becomes of the show', () => {
  it('cancelled: everything is taken down', async () => {
    await evening(async (house) => {
      await house.news('picture');
      await house.is('test');
      house.facts.off = true;
      await house.changed();
      assert.equal(await house.handle().result(), 'closed');
      assert.equal(house.named('closeChannel').length, 1);
      assert.equal(house.named('alertNoPicture').length, 0);
      await record('broadcast.cancelled', house.handle());
    });
  });

  it('played another way: the old channel closes, the new way has its own rules', async () => {
    await evening(async (house) => {
      await eventually(async () => house.named('provisionChannel').length === 1, 'the channel');
      house.facts.kind = 'external';
      await house.changed();
      await eventually(async () => house.named('closeChannel').length === 1, 'the old way is closed');
      assert.equal(house.named('closeChannel')[0].why, 'wayChanged');
      await house.at(1000);
      await house.is('live');
      assert.equal(await house.handle().result(), 'closed');
      await record('broadcast.another-way', house.handle());
    });
  });

  it('in Telegram: live and ended by its video chat, which may be opened again', async () => {
    await evening(async (house) => {
      await house.at(-5 * minute);
      await house.news('picture');
      await house.is('live');
      await house.news('ended');
      await house.is('ended');
      await house.news('picture');
      await house.is('live');
      await house.at(20 * minute);
      await house.news('ended');
      assert.equal(await house.handle().result(), 'closed');
      assert.equal(house.named('provisionChannel').length, 0);
      await record('broadcast.telegram', house.handle());
    }, 'telegram');
  });
});

describe('screens that are asked of the stage itself, as they once were', () => {
  it('are taken while there is something to watch; a second one ends the first', async () => {
    await evening(async (house) => {
      const { ids, named } = house;
      const screen = { ticketId: randomUUID() as string, personId: randomUUID() as string };
      const take = () => house.handle().executeUpdate(takeScreen, { args: [{ ...screen, screenId: randomUUID() }] });
      await assert.rejects(take(), ({ cause }: { cause?: { type?: string } }) => cause?.type === 'WatchClosed');
      await house.news('picture');
      await house.at(0);
      await house.is('live');
      assert.deepEqual(await take(), { version: 1, what: 'live', endedAnother: false });
      assert.equal(named('revokeScreen').length, 0);
      assert.deepEqual(await take(), { version: 2, what: 'live', endedAnother: true });
      await eventually(async () => named('revokeScreen').length === 1, 'the first is revoked');
      assert.deepEqual(named('revokeScreen')[0], { ...ids, ticketId: screen.ticketId, upToVersion: 1 });
    });
  });
});

describe('a stage manager', () => {
  it('speaks to the viewers, changes the key and the settings', async () => {
    await evening(async (house) => {
      const { commands, ids, asked, named } = house;
      await eventually(async () => named('provisionChannel').length === 1, 'the channel');
      await commands.direct(ids, { ...asked(), direction: { do: 'word', text: 'We begin in five minutes' } });
      assert.equal(house.last().word, 'We begin in five minutes');
      await commands.direct(ids, { ...asked(), direction: { do: 'rotateKey' } });
      assert.deepEqual(named('rotateStageKey'), [{ ...ids, channelId: 'channel', keyRevision: 2 }]);
      const archive = { availableDays: 0, unlockDays: null, watchHours: null };
      await commands.direct(ids, {
        ...asked(),
        direction: { do: 'settings', countries: null, mark: true, address: null, archive },
      });
      await eventually(async () => named('provisionChannel').length === 2, 'it need not be recorded any more');
      assert.equal(named('provisionChannel')[1].record, false);
      assert.equal(named('provisionChannel')[1].keyRevision, 2);
      await record('broadcast.desk', house.handle());
    });
  });
});

describe('a word to the viewers', () => {
  it('stays until the show is over, and is not there over its recording', async () => {
    await evening(async ({ commands, ids, asked, news, at, is, last }) => {
      await news('picture');
      await at(0);
      await is('live');
      await commands.direct(ids, { ...asked(), direction: { do: 'word', text: 'Two minutes more' } });
      assert.equal(last().word, 'Two minutes more');
      await commands.direct(ids, { ...asked(), direction: { do: 'end' } });
      await is('ended');
      assert.equal(last().word, null);
    });
  });
});

describe('a sweep of the house', () => {
  it('begins the stages that are missing, lets be those that are there, and clears away what nobody needs', async () => {
    const missing = randomUUID();
    // Theirs from the first: of two workers the other one would be asked too, and would know nothing of a sweep.
    const withSweep = (house: StageHouse) =>
      void Object.assign(house.activities, {
        stagesToBegin: async () => [house.ids, { ...house.ids, showId: missing }],
        tearDownUnneeded: async () => ({ gone: 2 }),
      });
    await evening(
      async (house) => {
        const options = { workflowId: randomUUID(), taskQueue: taskQueues.workflows, args: [] as [] };
        const sweep = await server.client.workflow.start<typeof stageSweep>('stageSweep', options);
        assert.deepEqual(await sweep.result(), { begun: 1, gone: 2 });
        await record('stage-sweep.begun', sweep);
        const begun = server.client.workflow.getHandle<typeof broadcast>(`broadcast:${missing}`);
        house.facts.off = true;
        await begun.signal(showOfStageChanged);
        await begun.result();
      },
      'stream',
      withSweep,
    );
  });
});
