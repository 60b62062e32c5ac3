/** What a scenario has in it, whatever its seed, and that a seed that failed draws the same again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Scenario } from './scenario.ts';
import { onceDrawn } from './simulate.ts';
import { kindNames, kindOf } from './weather.ts';

const size = { orders: 205, kills: 3 };
async function drawn(seed: number): Promise<Scenario> {
  const seen: Scenario[] = [];
  await onceDrawn({ seed, ...size }, async (scenario) => void seen.push(scenario));
  return seen[0]!;
}
const seeds = [20261121, ...Array.from({ length: 40 }, (_, index) => index)];

describe('every scenario', () => {
  const every = (what: string, look: (scenario: Scenario) => void) =>
    it(what, async () => {
      for (const seed of seeds) look(await drawn(seed));
    });
  every('has weather of each kind, and none that need not strike', ({ events }) => {
    const weather = events.flatMap((event) => (event.what === 'weather' ? [event] : []));
    assert.deepEqual([...new Set(weather.map(({ fault }) => kindOf(fault)))].sort(), kindNames);
    assert.ok(weather.every(({ strikes }) => strikes));
  });
  every('moves one show and cancels another, and kills the worker as often as it is told to', ({ events }) => {
    const shows = events.flatMap((event) => ('show' in event ? [event.show] : []));
    assert.equal(new Set(shows).size, 2);
    assert.equal(events.filter(({ what }) => what === 'kill').length, size.kills);
  });
  every('has buyers of each provider, currency and turn of mind', ({ buyers }) => {
    assert.equal(buyers.length, size.orders);
    const of = (key: keyof Scenario['buyers'][number]) => new Set(buyers.map((buyer) => buyer[key])).size;
    assert.deepEqual([of('provider'), of('currency'), of('taps'), of('pays'), of('later')], [3, 2, 2, 6, 7]);
  });
});

describe('a scenario that failed', () => {
  it('is drawn again by the seed and the path that are told, and by no other seed', async () => {
    const seen: Scenario[] = [];
    const failing = async (scenario: Scenario) => {
      seen.push(scenario);
      throw new Error('money was lost');
    };
    const failed = await onceDrawn({ seed: 7, ...size }, failing).catch((error: Error) => error);
    const [, seed, path] = /^SEED=(\d+) FC_PATH=(\S+) replays it: money was lost$/.exec(String(failed?.message))!;
    await assert.rejects(onceDrawn({ seed: Number(seed), path, ...size }, failing), /money was lost/);
    assert.deepEqual(seen[1], seen[0]);
    assert.notDeepEqual(await drawn(8), seen[0]);
  });
});
