/** A stage's process and what its media provider sees to: the countries, and words within the picture. Beside the story, never in its way. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ShowKind } from '../../domain/shows.ts';
import { defaultArchive } from '../../domain/stage.ts';
import type { Direction } from '../../workflows/shows/stage-messages.ts';
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

async function evening(work: (house: StageHouse) => Promise<void>, { kind = 'stream' as ShowKind, change = {} } = {}) {
  const house = await stageHouse(server, kind);
  Object.assign(house.activities, change);
  await withWorkers(server, house.activities, async () => {
    await house.start();
    await eventually(async () => house.named('openStage').length > 0, 'it has begun');
    try {
      await work(house);
    } finally {
      house.facts.off = true;
      await house.changed().catch(() => undefined);
      await house.handle().result();
    }
  });
}
const settings: Direction = {
  ...{ do: 'settings', countries: { mode: 'refuse', list: ['FR'] }, mark: false, address: null },
  archive: defaultArchive,
};
const told = ({ named }: StageHouse, times: number) =>
  eventually(async () => named('restrictCountries').length === times, `the provider is told of the countries ${times} times`);
const put = ({ named }: StageHouse, times: number) =>
  eventually(async () => named('putWord').length === times, `a word is put into the picture ${times} times`);
const onAir = async (house: StageHouse) => {
  await house.news('picture');
  await house.at(0);
  await house.is('live');
};

describe('the countries of a show', () => {
  it('are told once the channel is there, and with each change of the settings; the same request again changes nothing', async () => {
    await evening(async (house) => {
      await told(house, 1);
      assert.deepEqual(house.named('restrictCountries')[0], { ...house.ids, channelId: 'channel' });
      const names = house.calls.map(([name]) => name);
      assert.ok(names.indexOf('provisionChannel') < names.indexOf('restrictCountries'));
      const asked = house.asked();
      for (const _ of 'twice') await house.commands.direct(house.ids, { ...asked, direction: settings });
      await told(house, 2);
      await house.commands.direct(house.ids, { ...house.asked(), direction: { do: 'word', text: 'Soon' } });
      await house.at(-minute);
      assert.equal(house.named('restrictCountries').length, 2);
      await record('broadcast.countries', house.handle());
    });
  });

  it('changed while they are being told are told once more', async () => {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const calls: number[] = [];
    const change = {
      async restrictCountries() {
        calls.push(calls.length);
        if (calls.length === 1) await held;
      },
    };
    await evening(
      async (house) => {
        await eventually(async () => calls.length === 1, 'being told');
        for (const _ of [1, 2, 3]) await house.commands.direct(house.ids, { ...house.asked(), direction: settings });
        assert.equal(calls.length, 1, 'one thing at a time');
        letGo();
        await eventually(async () => calls.length === 2, 'and once more');
        await house.at(-minute);
        assert.equal(calls.length, 2, 'three changes are one');
      },
      { change },
    );
  });

  it('that the provider does not take hold up nothing, and are tried again', async () => {
    let tries = 0;
    const change = {
      async restrictCountries() {
        tries += 1;
        if (tries === 1) throw ApplicationFailure.nonRetryable('no more policies');
      },
    };
    await evening(
      async (house) => {
        await eventually(async () => tries === 1, 'refused');
        await onAir(house);
        await eventually(async () => house.named('setStageOnAir').at(-1)?.onAir === true, 'the show goes on');
        assert.equal(tries, 2, 'two hours have passed: it was tried again, once');
      },
      { change },
    );
  });

  it('of a show without a channel are told to nobody: control', async () => {
    await evening(
      async (house) => {
        await house.commands.direct(house.ids, { ...house.asked(), direction: settings });
        await house.at(1000);
        await house.is('live');
        assert.equal(house.named('restrictCountries').length, 0);
      },
      { kind: 'external' },
    );
  });
});

describe('a word to the viewers', () => {
  const say = (house: StageHouse, text: string | null) =>
    house.commands.direct(house.ids, { ...house.asked(), direction: { do: 'word', text } });

  it('is put into the picture, and so is its end; before there is a picture on air it waits for one', async () => {
    await evening(async (house) => {
      await say(house, 'Soon');
      await say(house, 'We begin');
      await house.at(-minute);
      assert.equal(house.named('putWord').length, 0, 'there is no picture');
      await onAir(house);
      await put(house, 1);
      assert.deepEqual(house.named('putWord')[0], { ...house.ids, channelId: 'channel', number: 2 });
      const asked = house.asked();
      for (const _ of 'twice')
        await house.commands.direct(house.ids, { ...asked, direction: { do: 'word', text: 'Five minutes more' } });
      await put(house, 2);
      await say(house, null);
      await put(house, 3);
      assert.equal(house.named('putWord')[2].number, 4);
      // What is to be read from the row is in the row.
      const names = house.calls.map(([name, input]) => (name === 'saveStage' ? `saved ${input.stage.word}` : name));
      assert.ok(names.lastIndexOf('saved null') < names.lastIndexOf('putWord'));
      await record('broadcast.word-in-picture', house.handle());
    });
  });

  it('never fails for it: a server that is away loses the frame, not the word', async () => {
    let tries = 0;
    const change = {
      async putWord() {
        tries += 1;
        throw new Error('away');
      },
    };
    await evening(
      async (house) => {
        await onAir(house);
        await say(house, 'We begin');
        assert.equal(house.last().word, 'We begin');
        await eventually(async () => tries > 0, 'tried');
        await house.commands.direct(house.ids, { ...house.asked(), direction: { do: 'end' } });
        await house.is('archived');
      },
      { change },
    );
  });
});
