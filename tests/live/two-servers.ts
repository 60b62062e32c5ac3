/** One show on two servers of a house: what must be so whatever they hear each other by. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { onAir, type TestAudience, TestPage } from '../support/audience.ts';
import { CrowdPage } from '../support/crowd.ts';
import { type House, openHouse } from '../support/house.ts';
import { eventually } from '../support/http.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { sameEverywhere } from './same.ts';

export type Two = { house: House; show: TestAudience; second: string; page(n: number, where?: 'first' | 'second'): TestPage };

/** As many people as it takes for nobody to write too fast. */
const people = 100;

/** @param env of both servers */
export function onTwoServers(env: () => Promise<Record<string, string>> | Record<string, string>): () => Two {
  let two: Two;
  let owner: Organiser;
  const pages: Array<{ close(): void }> = [];
  before(async () => {
    const house = await openHouse({ env: await env() });
    const { web } = await house.anotherServer();
    const show = await onAir(house, 200);
    owner = await newOrganiser(house);
    const page = (n: number, where: 'first' | 'second' = 'first') => {
      const made = new TestPage(where === 'first' ? house.web : web, show.pass(n));
      pages.push(made);
      return made;
    };
    two = { house, show, second: web, page };
  });
  after(async () => {
    for (const one of pages) one.close();
    await two?.house.close();
  });
  const act = async (action: object) => {
    const { status, body } = await owner.ask(`shows/${two.show.showId}/audience/actions`, { requestId: randomUUID(), action });
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };

  it('five hundred lines from a hundred people on both are the same for all, in the same order', async () => {
    const { house, show, second } = two;
    const crowd = Array.from({ length: people }, (_, n) => new CrowdPage(() => (n % 2 ? second : house.web), show.pass(n)));
    pages.push(...crowd);
    await eventually(async () => crowd.every(({ inside }) => inside), 'all are in');
    const wanted = crowd.flatMap((_, n) => Array.from({ length: 5 }, (_, k) => `${n}: ${k}`));
    for (let k = 0; k < 5; k += 1) for (const [n, one] of crowd.entries()) one.say(`${n}: ${k}`);
    await eventually(
      async () => crowd.every((one) => one.accepted.size === wanted.length && one.settled),
      'all have all',
      120_000,
    );
    await sameEverywhere(house, show.showId, crowd);
    assert.deepEqual(crowd[0]!.texts().sort(), wanted.sort());
    assert.deepEqual(
      crowd.flatMap(({ said }) => said.filter(({ ok }) => !ok)),
      [],
    );
    assert.notDeepEqual(crowd[0]!.arrived, crowd[1]!.arrived, 'without their keys they would stand otherwise');
    for (const one of crowd) one.close();
  });

  it('viewers are counted over both', async () => {
    const here = [two.page(100), two.page(101), two.page(102, 'second')];
    const counted = (count: number, what: string) => eventually(async () => here.every(({ viewers }) => viewers === count), what);
    await counted(3, 'three, of whom one is elsewhere');
    const again = two.page(102, 'second');
    await again.entered();
    const other = two.page(103, 'second');
    await counted(4, 'a second page of the same ticket is nobody new');
    other.close();
    await counted(3, 'whoever leaves is not counted');
    for (const one of [...here, again]) one.close();
  });

  it('what a moderator does is felt on both', async () => {
    const [anna, boris] = [two.page(110), two.page(111, 'second')];
    await Promise.all([anna.entered(), boris.entered()]);
    const id = randomUUID();
    assert.equal((await boris.say('it is raining', { id })).ok, true);
    await eventually(async () => anna.accepted.has(id) && boris.accepted.has(id), 'accepted');
    await act({ do: 'pin', lineId: id });
    await eventually(async () => [anna, boris].every(({ rules }) => rules?.pinned?.id === id), 'pinned on both');
    await act({ do: 'delete', lineId: id });
    await eventually(async () => [anna, boris].every(({ lines, removed }) => !lines.has(id) && removed.includes(id)), 'gone');
    await act({ do: 'slow', seconds: 300 });
    await eventually(async () => [anna, boris].every(({ rules }) => rules?.slowSeconds === 300), 'slow on both');
    await act({ do: 'slow', seconds: 0 });
    await eventually(async () => boris.rules?.slowSeconds === 0, 'no longer slow');
    const [first, next] = [randomUUID(), randomUUID()];
    assert.equal((await boris.say('first', { id: first })).ok, true);
    await eventually(async () => boris.accepted.has(first), 'accepted again');
    await act({ do: 'mute', lineId: first, minutes: 10 });
    await eventually(async () => boris.you?.muted === true, 'told on the other server');
    assert.deepEqual(refusalOf(await boris.say('next', { id: next })), 'ChatMuted');
    for (const one of [anna, boris]) one.close();
  });

  it('whoever has just written on one server waits on the other too, in slow mode', async () => {
    const [here, there, boris] = [two.page(120), two.page(120, 'second'), two.page(121, 'second')];
    await Promise.all([here, there, boris].map((one) => one.entered()));
    await act({ do: 'slow', seconds: 300 });
    await eventually(async () => [here, there, boris].every(({ rules }) => rules?.slowSeconds === 300), 'slow on both');
    const id = randomUUID();
    assert.equal((await here.say('one', { id })).ok, true);
    await eventually(async () => boris.lines.has(id), 'heard there');
    assert.equal(refusalOf(await there.say('two')), 'ChatSlow');
    assert.equal((await boris.say('somebody else')).ok, true);
    await act({ do: 'slow', seconds: 0 });
    for (const one of [here, there, boris]) one.close();
  });
  return () => two;
}

const refusalOf = (said: Awaited<ReturnType<TestPage['say']>>): string | undefined => (said.ok ? undefined : said.error);
