/** A stage as a process: a picture that does not come, and what media servers say late, twice or never. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { evenings, hour, minute } from './stage-house.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());
const evening = evenings(() => server);

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
