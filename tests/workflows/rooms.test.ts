/** An immersive show as a process: a room instead of a picture, hands, and people who come and are put out. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Refusal } from '../../domain/errors.ts';
import type { ShowKind } from '../../domain/shows.ts';
import type { PersonOrder } from '../../domain/stage-people.ts';
import { raiseHand } from '../../workflows/shows/stage-messages.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { withWorkers } from '../support/workers.ts';
import { minute, type StageHouse, stageHouse } from './stage-house.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());

const says = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

/** @param work is given a stage that has begun, and has its room or channel */
async function evening(work: (house: StageHouse) => Promise<void>, kind: ShowKind = 'immersive') {
  const house = await stageHouse(server, kind);
  await withWorkers(server, house.activities, async () => {
    await house.start();
    await eventually(async () => house.named('provisionChannel').length > 0, 'it has a channel');
    try {
      await work(house);
    } finally {
      house.facts.off = true;
      await house.changed().catch(() => undefined);
      await house.handle().result();
    }
  });
}
const onAir = async ({ at, news, is }: StageHouse) => {
  await at(-minute);
  await news('picture');
  await is('test');
  await at(0);
  await is('live');
};
const order = ({ commands, ids, asked }: StageHouse, what: PersonOrder, ticketId: string, by?: string) =>
  commands.direct(ids, { ...asked(by), direction: { do: what, ticketId } });
const entered =
  ({ notice, now }: StageHouse) =>
  async (viewerId: string, version = 1) =>
    notice({ kind: 'entered', viewerId, version }, await now());
const count = ({ named }: StageHouse, name: string, times: number) =>
  eventually(async () => named(name).length === times, `${name} ${times} times`);

describe('an immersive evening', () => {
  it('is played by its artists, is not recorded, and its room closes for everybody at the end', async () => {
    await evening(async (house) => {
      const { named, commands, ids, asked, handle } = house;
      assert.deepEqual(
        named('provisionChannel').map(({ kind, record }) => [kind, record]),
        [['immersive', false]],
      );
      await house.at(-10 * minute);
      await assert.rejects(
        commands.direct(ids, { ...asked(), direction: { do: 'start' } }),
        says('NoPicture'),
        'nobody on stage',
      );
      await onAir(house);
      await commands.direct(ids, { ...asked(), direction: { do: 'end' } });
      assert.equal(await handle().result(), 'closed');
      assert.deepEqual(house.path(), ['test', 'live', 'ended', 'closed'], 'there is no archive');
      assert.equal(named('findRecording').length, 0);
      assert.deepEqual(named('setStageOnAir').at(-1), { ...ids, channelId: 'channel', onAir: false, stop: true });
      const calls = house.calls.map(([name]) => name);
      assert.ok(calls.lastIndexOf('setStageOnAir') < calls.indexOf('closeChannel'), 'everybody is out before the room goes');
      assert.ok(house.events().includes('roomClosed'));
      await record('broadcast.room', handle());
    });
  });

  it('that is over before its server has heard that it began is ended for everybody first, too', async () => {
    await evening(async (house) => {
      const { commands, ids, asked, activities, named, handle } = house;
      const { setStageOnAir } = activities;
      let heard = () => {};
      const late = new Promise<void>((resolve) => (heard = resolve));
      activities.setStageOnAir = async (told) => {
        if (told.onAir) await late;
        return setStageOnAir(told);
      };
      await onAir(house);
      await commands.direct(ids, { ...asked(), direction: { do: 'end' } });
      heard();
      assert.equal(await handle().result(), 'closed');
      assert.equal(named('setStageOnAir').at(-1).stop, true);
      // As they were asked for: workers may take both at once.
      const { events } = await handle().fetchHistory();
      const calls = events!.map((event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? '');
      assert.ok(calls.lastIndexOf('setStageOnAir') < calls.indexOf('closeChannel'), 'everybody is out before the room goes');
      await record('broadcast.over-is-told', handle());
    });
  });

  it('is closed for good, also when somebody is told of who came in as it closed', async () => {
    await evening(async (house) => {
      const { commands, ids, asked, handle, activities } = house;
      await onAir(house);
      // A step beside it that has failed is rested from for minutes: it goes on while the stage closes.
      activities.restrictCountries = async () => {
        throw ApplicationFailure.nonRetryable('no');
      };
      const archive = { availableDays: 7, unlockDays: null, watchHours: null };
      const settings = { do: 'settings', countries: null, mark: false, address: null, archive } as const;
      await commands.direct(ids, { ...asked(), direction: settings });
      await commands.direct(ids, { ...asked(), direction: { do: 'end' } });
      await count(house, 'closeChannel', 1);
      await entered(house)(randomUUID());
      await house.at(120 * minute);
      await eventually(async () => (await handle().describe()).status.name === 'COMPLETED', 'it is over', 20_000);
      assert.equal(house.last().state, 'closed');
    });
  });

  it('without an artist two minutes after its start is told to the organiser', async () => {
    await evening(async (house) => {
      await house.at(3 * minute);
      await count(house, 'alertNoPicture', 1);
    });
  });

  it('looks at whoever comes in; nobody who comes in is a loss of the picture', async () => {
    await evening(async (house) => {
      await onAir(house);
      const enter = entered(house);
      const [anna, boris] = [randomUUID(), randomUUID()];
      await enter(anna);
      await enter(boris, 2);
      await eventually(
        async () => house.named('admitPeople').flatMap(({ entered }) => entered).length === 2,
        'both are looked at',
      );
      assert.deepEqual(
        house.named('admitPeople').flatMap(({ entered }) => entered),
        [
          { personId: anna, version: 1 },
          { personId: boris, version: 2 },
        ],
      );
      await server.sleep(minute);
      assert.equal(house.last().state, 'live');
      assert.equal(house.events().includes('pictureLost'), false);
    });
  });

  it('hears nothing that the channel of the old way says late', async () => {
    await evening(async (house) => {
      await house.notice({ kind: 'picture', channelId: 'another' }, await house.now());
      await house.news('picture');
      await house.is('test');
      await house.notice({ kind: 'loss', channelId: 'another' }, (await house.now()) + 1);
      await house.commands.direct(house.ids, { ...house.asked(), direction: { do: 'word', text: 'x' } });
      assert.equal(house.last().state, 'test');
    });
  });
});

describe('a hand', () => {
  it('is raised while the show is on, and by nobody else', async () => {
    await evening(async (house) => {
      const { commands, ids, named } = house;
      const asked = { ticketId: randomUUID() as string, screenId: randomUUID() as string, personId: randomUUID() as string };
      const hand = (up: boolean, requestId: string = randomUUID()) => commands.raiseHand(ids, { ...asked, requestId, up });
      await assert.rejects(hand(true), says('WatchClosed'));
      await onAir(house);
      const requestId = randomUUID();
      for (const _ of 'twice') assert.deepEqual(await hand(true, requestId), { handRaised: true });
      assert.equal(named('raiseHand').length, 1, 'the same request is answered as it was');
      assert.deepEqual(await hand(false), { handRaised: false });
      const request = { ...asked, requestId: randomUUID() as string, up: true };
      await house.handle().executeUpdate(raiseHand, { args: [request] });
      assert.deepEqual(named('raiseHand').at(-1), { ...ids, ...request });
      await record('broadcast.hands', house.handle());
    });
  });

  it('has no place in a stream', async () => {
    await evening(async (house) => {
      await onAir(house);
      const asked = { ticketId: randomUUID(), screenId: randomUUID(), personId: randomUUID(), requestId: randomUUID() };
      await assert.rejects(house.commands.raiseHand(house.ids, { ...asked, up: true }), says('WatchClosed'));
      await assert.rejects(order(house, 'invite', randomUUID()), says('NotImmersive'));
    }, 'stream');
  });
});

describe('people', () => {
  it('are invited, sent back, silenced, put out: recorded first, then the room is told, in that order', async () => {
    await evening(async (house) => {
      await onAir(house);
      const ticketId = randomUUID();
      for (const what of ['invite', 'mute', 'seat', 'remove', 'readmit'] as const) await order(house, what, ticketId);
      await count(house, 'bringPerson', 4);
      assert.deepEqual(
        house.calls
          .flatMap(([name]) => (/^(recordDirection|bringPerson|mutePerson)$/.test(name) ? [name] : []))
          .filter((name) => name !== 'recordDirection'),
        ['bringPerson', 'mutePerson', 'bringPerson', 'bringPerson', 'bringPerson'],
      );
      assert.equal(house.named('recordDirection').length, 5);
      assert.deepEqual(house.named('mutePerson'), [{ ...house.ids, ticketId }]);
      await assert.rejects(order(house, 'invite', ticketId, 'nobody'), says('NotAllowed'));
      assert.equal(house.named('bringPerson').length, 4, 'who may not changes nothing');
      await record('broadcast.people', house.handle());
    });
  });

  it('are told to a room whose server was away, until it knows', async () => {
    const fails = { bringPerson: 2 };
    await evening(async (house) => {
      const bring = house.activities.bringPerson;
      house.activities.bringPerson = async (input) => {
        const answer = await bring(input);
        fails.bringPerson -= 1;
        if (fails.bringPerson >= 0) throw new Error('away');
        return answer;
      };
      await onAir(house);
      await order(house, 'remove', randomUUID());
      await count(house, 'bringPerson', 3);
    });
  });

  it('are not held up by a no that is final', async () => {
    await evening(async (house) => {
      house.activities.mutePerson = async () => {
        throw ApplicationFailure.nonRetryable('no', 'MediaRejected');
      };
      await onAir(house);
      await order(house, 'mute', randomUUID());
      await order(house, 'remove', randomUUID());
      await count(house, 'bringPerson', 1);
    });
  });
});

describe('a show that is played another way', () => {
  for (const [from, to] of [
    ['stream', 'immersive'],
    ['immersive', 'stream'],
  ] as const)
    it(`from ${from} to ${to}: the old way closes, then the new one is made`, async () => {
      await evening(async (house) => {
        house.facts.kind = to;
        await house.changed();
        await count(house, 'closeChannel', 1);
        await count(house, 'provisionChannel', 2);
        assert.deepEqual(
          house.named('provisionChannel').map(({ kind }) => kind),
          [from, to],
        );
        const calls = house.calls.map(([name]) => name);
        assert.ok(calls.indexOf('closeChannel') < calls.lastIndexOf('provisionChannel'));
        await onAir(house);
        if (to === 'immersive') await record('broadcast.becomes-a-room', house.handle());
      }, from);
    });
});
