/** A stage as a process: on a clock that jumps, through evenings as they should be. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { evenings, hour, minute, says } from './stage-house.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());
const evening = evenings(() => server);
const day = 24 * hour;

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
