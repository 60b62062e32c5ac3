/** Three hundred malformed or forged messages from thirty pages: each is refused, or its page is put out, and nobody else feels it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { Saying } from '../../api/live/messages.ts';
import { hostile, mutated } from '../bad-input/arbitraries.ts';
import { seed, tellSeed } from '../bad-input/seed.ts';
import { onAir, type TestAudience, TestPage } from '../support/audience.ts';
import { CrowdPage } from '../support/crowd.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { newOrganiser } from '../support/organiser.ts';
import { bystander } from './bystander.ts';

let house: House;
let show: TestAudience;
const pages: Array<{ close(): void }> = [];
before(async () => {
  tellSeed();
  house = await openHouse();
  show = await onAir(house, 100);
});
after(async () => {
  for (const one of pages) one.close();
  await house?.close();
});
const crowdPage = (n: number) => {
  const made = new CrowdPage(() => house.web, show.pass(n));
  pages.push(made);
  return made;
};

const honest = fc.oneof(
  fc.tuple(
    fc.constant('say'),
    fc.record({ id: fc.uuid(), text: fc.string({ maxLength: 50 }), name: fc.string({ maxLength: 20 }) }),
  ),
  fc.tuple(
    fc.constant('react'),
    fc.record({ kind: fc.constantFrom('applause', 'heart'), count: fc.integer({ min: 1, max: 20 }) }),
  ),
  fc.tuple(
    fc.constant('beat'),
    fc.record({ playing: fc.boolean(), stalls: fc.nat({ max: 100 }), bitrate: fc.nat({ max: 100_000 }) }),
  ),
);
const eventNames = [
  'welcome',
  'news',
  'over',
  'lines',
  'here',
  'felt',
  'error',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
];
const numbered = fc.nat({ max: 9999 });
/** As they stand in a frame; `42<number>` wants an answer, `42` has forgotten to ask for one. */
const messages: fc.Arbitrary<string | Buffer> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(numbered, mutated(honest)).map(([n, event]) => `42${n}${JSON.stringify(event)}`) },
  { weight: 2, arbitrary: honest.map((event) => `42${JSON.stringify(event)}`).filter((text) => text.includes('"say"')) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...eventNames), hostile).map((event) => `42${JSON.stringify(event)}`) },
  { weight: 1, arbitrary: fc.tuple(numbered, hostile).map(([n, value]) => `42${n}${JSON.stringify(value)}`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        '',
        '4',
        '42',
        '42[]',
        '42["say"',
        '42{"say":1}',
        '42/other,["say",{}]',
        '40{}',
        '40{"pass":1}',
        '43[]',
        '439[{"ok":true}]',
        '44{}',
      ],
      ...[
        '451-["say",{"_placeholder":true,"num":0}]',
        '4599999999-["say"]',
        '46',
        '49',
        '9',
        '5',
        '6',
        '0{}',
        '3probe',
        'x'.repeat(30_000),
      ],
      ...[
        '42["disconnect"]',
        '42["connect"]',
        '42["newListener","x"]',
        `42["say",${'['.repeat(9000)}${']'.repeat(9000)}]`,
        '\u0000',
        '42["say",\ud800]',
      ],
    ),
  },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);

describe('three hundred bad messages', () => {
  it('none of them is taken for a good one, none stops the server, and who reads and talks misses nothing', async () => {
    const pid = house.server.pid();
    const others = await bystander(house.web, show, 60);
    const bad = fc.sample(messages, { numRuns: 300, seed });
    const attackers = Array.from({ length: 30 }, (_, n) => crowdPage(n));
    await eventually(async () => attackers.every(({ entered }) => entered > 0), 'all are in');
    await Promise.all(
      attackers.map((one, n) =>
        attack(
          one,
          bad.filter((_, k) => k % attackers.length === n),
        ),
      ),
    );
    await others.feltNothing();
    others.close();
    assert.ok(
      attackers.some(({ cuts }) => cuts > 0),
      'some were cut off',
    );
    const answers = attackers.flatMap(({ said }) => said);
    for (const said of answers) if (!said.ok) assert.ok(said.error && said.message && said.how, JSON.stringify(said));
    assert.ok(
      answers.some((said) => !said.ok && said.error === 'InvalidRequest'),
      'whoever asked for an answer has one',
    );
    await assertOnlyGood(bad);
    assert.equal(house.server.pid(), pid);
    assert.doesNotMatch(house.server.output(), /uncaught|unhandled/i);
  });
});

/** One after another, each on a page that is in: a question after it shows that it was read, unless it cost the connection. */
async function attack(attacker: CrowdPage, bad: ReadonlyArray<string | Buffer>): Promise<void> {
  for (const message of bad) {
    await eventually(async () => attacker.inside, 'in again, if it was put out');
    const [cuts, answers] = [attacker.cuts, attacker.said.length];
    attacker.throwAt(message, typeof message === 'string' ? 1 : 2);
    attacker.throwAt('4299999["say",null]');
    await eventually(async () => attacker.cuts > cuts || attacker.said.length > answers, 'read');
  }
}

/** What was kept was sent in the form that is asked for. */
async function assertOnlyGood(bad: ReadonlyArray<string | Buffer>): Promise<void> {
  const ids = bad.flatMap((message) => {
    try {
      const [event, word] = JSON.parse(/^42\d+(.*)$/s.exec(String(message))?.[1] ?? '') as [unknown, unknown];
      const read = Saying.safeParse(word);
      return event === 'say' && read.success ? [read.data.id] : [];
    } catch {
      return [];
    }
  });
  const rows = await house.db.sql<{ id: string; text: string }>(
    `select id, text from audience_lines where show_id = $1 and text not like 'talk %'`,
    [show.showId],
  );
  assert.deepEqual(
    rows.filter(({ id }) => !ids.includes(id)),
    [],
  );
}

describe('forged', () => {
  const refusedAs = async (pass: unknown, more: object = {}) => {
    const page = new TestPage(house.web, pass as string, { auth: more });
    pages.push(page);
    await eventually(async () => page.refused !== undefined || page.welcomes.length > 0, 'an answer');
    page.close();
    return page.refused;
  };

  it('a pass with any letter changed lets nobody in', async () => {
    const pass = show.pass(50);
    for (let at = 0; at < pass.length; at += 7) {
      const letter = pass[at] === 'A' ? 'B' : 'A';
      assert.equal(await refusedAs(pass.slice(0, at) + letter + pass.slice(at + 1)), 'SignInRequired', `letter ${at}`);
    }
    assert.equal(await refusedAs(pass), undefined, 'as it was it is good');
  });

  it('what is no pass lets nobody in', async () => {
    for (const pass of [undefined, null, 1, [], {}, '', 'a.b.c', 'x'.repeat(5000), { __proto__: null }, [show.pass(51)]])
      assert.equal(await refusedAs(pass), 'SignInRequired', JSON.stringify(pass));
    assert.equal(await refusedAs(show.pass(51), { personId: show.personId(52) }), 'SignInRequired', 'more than is asked');
    assert.equal(await refusedAs(show.pass(51), { cursor: -1 }), 'SignInRequired', 'a number that is none');
  });

  it('the pass of another show opens that show alone: nothing of it is seen or written here', async () => {
    const other = await onAir(house, 3);
    assert.notEqual(other.showId, show.showId);
    const [here, there] = [new TestPage(house.web, show.pass(53)), new TestPage(house.web, other.pass(1))];
    pages.push(here, there);
    await Promise.all([here.entered(), there.entered()]);
    assert.equal((await there.say('somewhere else')).ok, true);
    assert.equal((await here.say('here')).ok, true);
    await eventually(async () => here.settled && there.settled && here.has('here') && there.has('somewhere else'), 'accepted');
    assert.deepEqual([here.has('somewhere else'), there.has('here')], [false, false]);
  });

  it('whoever may not moderate is told so, and nothing changes', async () => {
    const page = crowdPage(54);
    await eventually(async () => page.inside, 'in');
    const id = page.say('stays where it is');
    await eventually(async () => page.accepted.has(id), 'accepted');
    const path = `shows/${show.showId}/audience`;
    const asked = { requestId: crypto.randomUUID(), action: { do: 'delete', lineId: id } };
    for (const role of ['door', 'content'] as const) {
      const { ask } = await newOrganiser(house, role);
      for (const answer of [await ask(`${path}/actions`, asked), await ask(`${path}/pass`, {}), await ask(path)])
        assert.deepEqual([answer.status, answer.body['error']], [403, 'NotAllowed'], role);
    }
    const nobody = await call(`${house.web}/api/organiser/rampa/${path}/actions`, { body: asked });
    assert.deepEqual([nobody.status, nobody.body['error']], [401, 'SignInRequired']);
    const { ask } = await newOrganiser(house, 'moderator');
    assert.ok(page.lines.has(id));
    assert.equal((await ask(`${path}/actions`, asked)).status, 200);
    await eventually(async () => !page.lines.has(id), 'a moderator may');
  });
});
