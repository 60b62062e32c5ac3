/** What one person may not do in a chat: each is refused or limited with words, nobody else feels it, and it would be noticed without its guard. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { environmentWithout } from '../faults/guards.ts';
import { onAir, type TestAudience, TestPage } from '../support/audience.ts';
import { type House, openHouse } from '../support/house.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { bystander } from './bystander.ts';
import { type Ground, type Scenario, scenarios } from './scenarios.ts';

let house: House;
let show: TestAudience;
let owner: Organiser;
let guarded: Ground;
let unguarded: Ground;
const pages: TestPage[] = [];
let used = 0;

before(async () => {
  house = await openHouse();
  show = await onAir(house, 400);
  owner = await newOrganiser(house);
  const { web } = await house.anotherServer(environmentWithout(scenarios.map(({ without }) => without)));
  guarded = groundAt(house.web, 60_000);
  unguarded = groundAt(web, 15_000);
});
after(async () => {
  for (const one of pages) one.close();
  await house?.close();
});

function groundAt(web: string, patience: number): Ground {
  return {
    ...{ house, show, web, patience },
    fresh: () => (used += 1),
    page(n, pass = show.pass(n)) {
      const made = new TestPage(web, pass);
      pages.push(made);
      return made;
    },
    async act(action) {
      const { status, body } = await owner.ask(`shows/${show.showId}/audience/actions`, { requestId: randomUUID(), action });
      assert.equal(status, 200, JSON.stringify(body));
    },
  };
}

async function tried({ run }: Scenario, ground: Ground): Promise<void> {
  const before = pages.length;
  await run(ground).finally(() => {
    for (const one of pages.slice(before)) one.close();
  });
}
/** In it everybody waits, whoever they are. */
const concernsAll = ({ without }: Scenario) => without === 'slowAtOnce';

describe('refused or limited', () => {
  it('and who only reads and talks misses nothing meanwhile', async (t) => {
    const others = await bystander(house.web, show, 370);
    try {
      for (const scenario of scenarios.filter((one) => !concernsAll(one)))
        await t.test(scenario.name, () => tried(scenario, guarded));
      await others.feltNothing();
    } finally {
      others.close();
    }
  });
  for (const scenario of scenarios.filter(concernsAll)) it(scenario.name, () => tried(scenario, guarded));
});

describe('without its guard it is noticed:', () => {
  for (const scenario of scenarios)
    it(scenario.name, () =>
      assert.rejects(tried(scenario, unguarded), (error: Error) =>
        /AssertionError|never happened/.test(`${error.name} ${error.message}`),
      ),
    );
});
