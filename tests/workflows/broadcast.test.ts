/** A stage as a process: on a clock that jumps, through evenings of every kind. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Refusal } from '../../domain/errors.ts';
import type { ShowKind } from '../../domain/shows.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import type { broadcast } from '../../workflows/shows/broadcast.ts';
import { showOfStageChanged } from '../../workflows/shows/stage-messages.ts';
import type { stageSweep } from '../../workflows/shows/stage-sweep.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { withWorkers } from '../support/workers.ts';
import { hour, minute, type StageHouse, stageHouse } from './stage-house.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());

const says = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const day = 24 * hour;

/** @param work is given a stage that has begun */
async function evening(work: (house: StageHouse) => Promise<void>, kind?: ShowKind, change?: (house: StageHouse) => void) {
  const house = await stageHouse(server, kind);
  change?.(house);
  await withWorkers(server, house.activities, async () => {
    await house.start();
    await eventually(async () => house.named('openStage').length > 0, 'it has begun');
    try {
      await work(house);
    } finally {
      // To its own end: what a process leaves behind when it is terminated would hold the clock.
      house.facts.off = true;
      await house.changed().catch(() => undefined);
      await house.handle().result();
    }
  });
}

describe('an evening', () => {
  it('is provisioned at once, tested, played by the picture, recorded, watched again and cleared away', async () => {
    await evening(async (house) => {
      const { news, at, is, handle, named } = house;
      await eventually(async () => named('provisionChannel').length === 1, 'a channel at the announcement');
      await news('picture');
      await is('test');
      assert.equal(house.last().onAir, false, 'nobody sees a test picture');
      await news('loss');
      await is('offline');
      await at(-10 * minute);
      await news('picture');
      await is('test');
      await at(1000);
      await is('live');
      await eventually(async () => named('setStageOnAir').at(-1)?.onAir === true, 'viewers are let in');
      await house.commands.direct(house.ids, { ...house.asked(), direction: { do: 'end' } });
      await is('archived');
      assert.deepEqual(named('setStageOnAir').at(-1), { ...house.ids, channelId: 'channel', onAir: false, stop: true });
      assert.equal(named('closeChannel').length, 0, 'the recording is there for a week');
      assert.equal(await handle().result(), 'closed');
      assert.deepEqual(house.path(), ['test', 'offline', 'test', 'live', 'ended', 'archived', 'closed']);
      assert.ok((await house.now()) >= house.startsAt + 7 * day);
      assert.equal(named('closeChannel').length, 1);
      await record('broadcast.evening', handle());
    });
  });

  it('begins by hand before its time, when there is a picture', async () => {
    await evening(async (house) => {
      const { commands, ids, asked, at, named } = house;
      const start = { do: 'start' } as const;
      await assert.rejects(commands.direct(ids, { ...asked(), direction: start }), says('ShowNotOpen'), 'two hours early');
      await at(-30 * minute);
      await assert.rejects(commands.direct(ids, { ...asked(), direction: start }), says('NoPicture'));
      assert.equal(named('readChannel').length, 1, 'the media server itself was asked');
      await assert.rejects(
        commands.direct(ids, { ...asked('nobody'), direction: { do: 'word', text: 'x' } }),
        says('NotAllowed'),
      );
      house.found.publishing = true;
      await commands.direct(ids, { ...asked(), direction: start });
      assert.equal(house.last().state, 'live');
      await commands.direct(ids, { ...asked(), direction: start });
      assert.equal(house.events().filter((kind) => kind === 'live').length, 1, 'pressed twice');
      await record('broadcast.by-hand', house.handle());
    });
  });

  it('is interrupted after five seconds without a picture, and comes back by itself', async () => {
    await evening(async (house) => {
      const { news, at, is } = house;
      await news('picture');
      await at(0);
      await is('live');
      // Away from the moments at which the picture is asked for: two timers at once are more than this server can take.
      await at(3 * minute);
      await news('loss');
      await server.sleep(3000);
      await news('picture');
      await server.sleep(10_000);
      assert.equal(house.last().state, 'live', 'control: three seconds are none');
      await news('loss');
      await server.sleep(6000);
      await is('interrupted');
      assert.equal(house.last().onAir, true, 'the viewers stay');
      await news('picture');
      await is('live');
      assert.deepEqual(
        house.events().filter((kind) => ['interrupted', 'back'].includes(kind)),
        ['interrupted', 'back'],
      );
      await record('broadcast.interrupted', house.handle());
    });
  });

  it('has an interval with an end, which may come sooner', async () => {
    await evening(async (house) => {
      const { commands, ids, asked, news, at, is } = house;
      await news('picture');
      await at(0);
      await is('live');
      await commands.direct(ids, { ...asked(), direction: { do: 'interval', minutes: 10 } });
      assert.equal(house.last().state, 'interval');
      const until = Date.parse(house.last().intervalUntil!);
      assert.ok(Math.abs(until - (await house.now()) - 10 * minute) < 5000);
      await news('loss');
      await server.sleep(minute);
      assert.equal(house.last().state, 'interval', 'without a picture it is no interruption');
      await news('picture');
      await server.sleep(10 * minute);
      await is('live');
      assert.equal(house.last().intervalUntil, null);
      await commands.direct(ids, { ...asked(), direction: { do: 'interval', minutes: 10 } });
      await commands.direct(ids, { ...asked(), direction: { do: 'resume' } });
      assert.equal(house.last().state, 'live');
      await record('broadcast.interval', house.handle());
    });
  });

  it('ends by itself fifteen minutes after its planned end without a picture', async () => {
    await evening(async (house) => {
      const { news, at, is } = house;
      await news('picture');
      await at(0);
      await is('live');
      await at(46 * minute);
      assert.equal(house.last().state, 'live', 'control: it plays on while there is a picture');
      await news('loss');
      await server.sleep(14 * minute);
      await is('interrupted');
      await server.sleep(2 * minute);
      await eventually(async () => house.path().includes('ended'), 'it has ended');
      await record('broadcast.by-itself', house.handle());
    });
  });

  it('without a recording it is cleared away at once', async () => {
    await evening(async (house) => {
      house.found.recording = { state: 'none' };
      await house.news('picture');
      await house.at(0);
      await house.is('live');
      await house.commands.direct(house.ids, { ...house.asked(), direction: { do: 'end' } });
      assert.equal(await house.handle().result(), 'closed');
      assert.deepEqual(house.path().slice(-2), ['ended', 'closed']);
    }, 'stream');
  });
});

describe('no picture at the start', () => {
  it('is told after two minutes, once, and again for another start', async () => {
    await evening(async (house) => {
      const { at, named, facts } = house;
      await at(minute);
      assert.equal(named('alertNoPicture').length, 0, 'control: one minute is none');
      await at(3 * minute);
      await eventually(async () => named('alertNoPicture').length === 1, 'the organiser hears');
      facts.startsAt += hour;
      await house.changed();
      await server.sleep(hour + minute);
      await eventually(async () => named('alertNoPicture').length === 2, 'of the new start too');
      await record('broadcast.no-picture', house.handle());
    });
  });

  it('ends the evening after its planned end and the grace: nobody pays for a channel that is not used', async () => {
    await evening(async (house) => {
      assert.equal(await house.handle().result(), 'closed');
      assert.deepEqual(house.path(), ['offline', 'ended', 'closed'].slice(-house.path().length));
      assert.ok(house.events().includes('neverBegan'));
      assert.ok((await house.now()) >= house.startsAt + 45 * minute);
      assert.equal(house.named('closeChannel').length, 1);
    });
  });
});

describe('news of a media server', () => {
  it('that comes twice, late or out of order changes nothing', async () => {
    await evening(async (house) => {
      const { news, at, is, now } = house;
      const first = await now();
      await news('picture', first + 1000, 'n2');
      await is('test');
      await news('loss', first, 'n1');
      await news('picture', first + 1000, 'n2');
      await at(0);
      await is('live');
      // Away from the moments at which the picture is asked for: two timers at once are more than this server can take.
      await at(3 * minute);
      const events = house.events();
      assert.deepEqual(
        events.filter((kind) => kind.startsWith('picture')),
        ['picture'],
      );
      await news('loss', (await now()) - 1000, 'n3');
      await server.sleep(10_000);
      await is('interrupted');
      // Heard before: the same words again do not bring the picture back.
      await news('picture', first + 1000, 'n2');
      await server.sleep(1000);
      assert.equal(house.last().state, 'interrupted');
    });
  });

  it('that never came: the media server is asked, and the show begins all the same', async () => {
    await evening(async (house) => {
      house.found.seen.push({ state: 'there', at: new Date(await house.now()).toISOString() });
      await house.at(-29 * minute);
      await house.is('test');
      await house.at(1000);
      await house.is('live');
      house.found.seen.push({ state: 'gone' });
      await server.sleep(12 * minute);
      await eventually(async () => house.named('provisionChannel').length === 2, 'a channel that is gone is made again');
      await record('broadcast.watched', house.handle());
    });
  });

  it('of somebody who may not publish is put on record with its reason', async () => {
    await evening(async (house) => {
      for (const why of ['wrongKey', 'secondPublisher']) await house.notice({ kind: 'refused', why }, await house.now());
      await eventually(async () => house.events().filter((kind) => kind === 'refused').length === 2, 'both');
      const written = house
        .named('saveStage')
        .flatMap(({ events }) => events)
        .map(({ details }) => details.why);
      assert.deepEqual(written.filter(Boolean), ['wrongKey', 'secondPublisher']);
      assert.equal(house.last().state, 'offline');
    });
  });
});

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

describe('screens', () => {
  it('are taken while there is something to watch; a second one ends the first', async () => {
    await evening(async (house) => {
      const { commands, ids, named } = house;
      const screen = { ticketId: randomUUID() as string, personId: randomUUID() as string };
      const take = () => commands.takeScreen(ids, { ...screen, screenId: randomUUID() });
      await assert.rejects(take(), says('WatchClosed'));
      await house.news('picture');
      await house.at(0);
      await house.is('live');
      assert.deepEqual(await take(), { version: 1, what: 'live', endedAnother: false });
      assert.equal(named('revokeScreen').length, 0);
      assert.deepEqual(await take(), { version: 2, what: 'live', endedAnother: true });
      await eventually(async () => named('revokeScreen').length === 1, 'the first is revoked');
      assert.deepEqual(named('revokeScreen')[0], { ...ids, ticketId: screen.ticketId, upToVersion: 1 });
      await record('broadcast.screens', house.handle());
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
