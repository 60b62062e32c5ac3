/** What one person tries in a chat, and how it ends: each says what it saw, whether a server has its guard or not. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Said } from '../../api/live/messages.ts';
import { audiencePasses } from '../../domain/audience-pass.ts';
import type { TestAudience, TestPage } from '../support/audience.ts';
import type { House } from '../support/house.ts';
import { eventually } from '../support/http.ts';
import type { LiveGuard } from './guards.ts';

export type Ground = {
  house: House;
  show: TestAudience;
  /** The server at which it is tried. */
  web: string;
  /** A ticket that nobody has used. */
  fresh(): number;
  page(n: number, pass?: string): TestPage;
  /** As the theatre's owner, over the API. */
  act(action: object): Promise<void>;
  /** ms, for what must happen. */
  patience: number;
};
export type Scenario = { name: string; without: LiveGuard; run(ground: Ground): Promise<void> };

async function enter({ page, fresh }: Ground, n = fresh()): Promise<TestPage> {
  const made = page(n);
  await made.entered();
  return made;
}

/** With words for whoever it concerns. */
function assertRefused(said: Said, error: string, what: string): void {
  assert.ok(!said.ok && said.error === error, `${what}: ${JSON.stringify(said)}`);
  assert.ok(said.message.length > 5 && said.how.length > 5, what);
}
const good = (said: readonly Said[]) => said.filter(({ ok }) => ok).length;

/** So many windows of a limit may have begun meanwhile. */
const windows = (began: number, ms: number) => 1 + Math.ceil((Date.now() - began) / ms);

async function flood(pages: readonly TestPage[], lines: number): Promise<void> {
  const began = Date.now();
  const said = await Promise.all(Array.from({ length: lines }, (_, n) => pages[n % pages.length]!.say(`flood ${n}`)));
  assert.ok(good(said) <= 6 * windows(began, 10_000), `${good(said)} of ${lines} were taken`);
  for (const one of said) {
    if (one.ok) continue;
    assertRefused(one, 'TooManyRequests', 'a line too many');
    assert.ok(one.retryAfter! >= 1 && one.retryAfter! <= 10);
  }
}

async function assertEach(ground: Ground, lines: readonly string[], error: string): Promise<void> {
  for (const text of lines) assertRefused(await (await enter(ground)).say(text), error, text);
}

async function refusedPass({ page, fresh, patience }: Ground, pass: string): Promise<void> {
  const made = page(fresh(), pass);
  await eventually(async () => made.refused !== undefined || made.welcomes.length > 0, 'an answer', patience);
  assert.equal(made.refused, 'SignInRequired');
}

export const scenarios: Scenario[] = [
  {
    name: 'forty lines of one person in one moment: six are taken, for the rest they hear when to come again',
    without: 'flood',
    run: async (ground) => flood([await enter(ground)], 40),
  },
  {
    name: 'fifty pages of one ticket: some are let in, and together they write as one person does',
    without: 'arrivals',
    async run({ fresh, page }) {
      const [n, began] = [fresh(), Date.now()];
      const pages = Array.from({ length: 50 }, () => page(n));
      await eventually(async () => pages.every(({ refused, welcomes }) => refused || welcomes.length > 0), 'all have an answer');
      const inside = pages.filter(({ welcomes }) => welcomes.length > 0);
      assert.ok(inside.length > 0 && inside.length <= 30 * windows(began, 60_000), `${inside.length} are in`);
      assert.deepEqual([...new Set(pages.flatMap(({ refused }) => refused ?? []))], ['TooManyRequests']);
      await flood(inside, 60);
    },
  },
  {
    name: 'a frame of forty kilobytes: its page is cut off',
    without: 'frameSize',
    async run(ground) {
      const page = await enter(ground);
      const cut = new Promise<string>((resolve) => page.socket.once('disconnect', resolve));
      const answered = page.say('x'.repeat(40_000)).then(
        () => 'answered',
        () => 'never answered',
      );
      assert.notEqual(await Promise.race([cut, answered]), 'answered');
    },
  },
  {
    name: 'links, however they are disguised',
    without: 'plainLinks',
    run: (ground) =>
      assertEach(
        ground,
        [
          ...['see https://evil.example/x', 'WWW.evil', 'evil.com', 'пишите в t.me/evil', 'театр.рф', 'tg://resolve?domain=evil'],
          ...['ｅｖｉｌ．ｃｏｍ', 'e\u200bvil.c\u200bom', 'ev\u00adil.com', '𝐞𝐯𝐢𝐥.𝐜𝐨𝐦'],
        ],
        'LineHasLink',
      ),
  },
  {
    name: 'words that the theatre minds, with letters that only look alike',
    without: 'plainWords',
    async run(ground) {
      const watcher = await enter(ground);
      await ground.act({ do: 'words', words: ['дурак', 'хрен*', 'fool'] });
      const seq = () => watcher.cursor ?? 0;
      await eventually(async () => seq() > (watcher.welcomes[0]?.seq ?? 0), 'heard on this server');
      const bad = ['Дурак', 'вы ДУРАК!', 'хреновина', 'дypaк', 'ду\u200bрак', 'ДУ\u0301РАК', 'fооl', 'FOOL'];
      await assertEach(ground, bad, 'LineHasWord');
      assert.equal((await watcher.say('дуракаваляние')).ok, true);
      const page = await enter(ground);
      const id = randomUUID();
      assert.equal((await page.say('good evening', { id, name: 'дypaк' })).ok, true);
      await eventually(async () => page.lines.has(id), 'shown');
      assert.match(page.lines.get(id)!.name, /^Viewer /);
    },
  },
  {
    name: 'a line under the id of another',
    without: 'ownIds',
    async run(ground) {
      const [anna, boris] = [await enter(ground), await enter(ground)];
      const id = randomUUID();
      assert.equal((await anna.say('mine', { id })).ok, true);
      await eventually(async () => boris.lines.has(id), 'shown');
      assertRefused(await boris.say('no, mine', { id }), 'InvalidRequest', 'before it is accepted');
      assert.equal((await anna.say('mine', { id })).ok, true, 'its writer may send it again');
      assert.equal(anna.lines.get(id)?.text, 'mine');
    },
  },
  {
    name: 'nonsense, again and again: whoever talks it is put out',
    without: 'nonsense',
    async run(ground) {
      const page = await enter(ground);
      for (let n = 0; n < 25; n += 1) page.socket.emit(...([`what${n}`, n] as unknown as ['react', unknown]));
      await eventually(async () => page.over !== undefined, 'put out', ground.patience);
      assert.deepEqual(page.over, { error: 'InvalidRequest' });
    },
  },
  {
    name: 'a pass that somebody else has signed',
    without: 'signedPass',
    async run(ground) {
      const { show, fresh } = ground;
      const n = fresh();
      const ours = { tenantId: show.tenantId, showId: show.showId, country: null, theatre: null };
      const own = { ...ours, ticketId: show.ticketId(n), personId: show.personId(n) };
      await refusedPass(ground, audiencePasses('a secret of theirs').sign(own, Date.now() + 60_000));
    },
  },
  {
    name: 'a pass that is over',
    without: 'freshPass',
    run: (ground) => refusedPass(ground, ground.show.pass(ground.fresh(), {}, Date.now() - 1000)),
  },
  {
    name: 'silenced, they write nothing; clap they may',
    without: 'silence',
    async run(ground) {
      const [muted, other] = [await enter(ground), await enter(ground)];
      const id = randomUUID();
      assert.equal((await muted.say('boo', { id })).ok, true);
      await eventually(async () => other.accepted.has(id), 'accepted');
      await ground.act({ do: 'mute', lineId: id, minutes: 10 });
      await eventually(async () => muted.you?.muted === true, 'told so');
      const said = await muted.say('boo again');
      muted.socket.emit('react', { kind: 'applause', count: 5 });
      const claps = async () => other.news.some(({ reactions }) => reactions?.applause === 5);
      await eventually(claps, 'their hands are heard', ground.patience);
      assertRefused(said, 'ChatMuted', 'a line');
    },
  },
  {
    name: 'a ticket that was given back: its page is out within seconds, the others stay',
    without: 'sweep',
    async run(ground) {
      const n = ground.fresh();
      const [gone, other] = [await enter(ground, n), await enter(ground)];
      await ground.house.db.sql(`update tickets set state = 'revoked' where id = $1`, [ground.show.ticketId(n)]);
      await eventually(async () => gone.over !== undefined, 'put out', ground.patience);
      assert.deepEqual([gone.over, other.over, other.socket.connected], [{ error: 'TicketNotValid' }, undefined, true]);
    },
  },
  {
    name: 'two devices of one person in the same moment, in slow mode',
    without: 'slowAtOnce',
    async run(ground) {
      const n = ground.fresh();
      const pages = [await enter(ground, n), await enter(ground, n)];
      await ground.act({ do: 'slow', seconds: 60 });
      await eventually(async () => pages.every(({ rules }) => rules?.slowSeconds === 60), 'slow');
      const said = await Promise.all(pages.map((one) => one.say('at once')));
      await ground.act({ do: 'slow', seconds: 0 });
      assert.equal(good(said), 1);
      const late = said.find(({ ok }) => !ok)!;
      assertRefused(late, 'ChatSlow', 'the other');
      assert.ok(!late.ok && late.retryAfter! > 0 && late.retryAfter! <= 60);
    },
  },
  {
    name: 'a line of four kilobytes, and one of five hundred and one characters',
    without: 'lineLength',
    async run(ground) {
      await assertEach(ground, ['x'.repeat(4000), '🎭'.repeat(501)], 'LineTooLong');
      assert.equal((await (await enter(ground)).say('🎭'.repeat(500))).ok, true);
      assertRefused(await (await enter(ground)).say('x'.repeat(7000)), 'InvalidRequest', 'longer than is read');
    },
  },
];
