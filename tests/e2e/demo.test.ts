/** The demo against a running house, against none, and against one that misbehaves. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { type House, openHouse } from '../support/house.ts';
import { assertSound } from '../support/invariants.ts';
import { freePort, temporaryFolder } from '../support/servers.ts';

async function demo(env: Record<string, string>): Promise<{ code: number; output: string; errors: string }> {
  const PATH = process.env['PATH'] ?? '';
  const child = spawn(process.execPath, ['sandbox/demo/main.ts'], { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const [code] = await once(child, 'close');
  return { code, output, errors };
}

describe('the demo', { timeout: 400_000 }, () => {
  let house: House;
  let at: { WEB_URL: string; SANDBOX_URL: string };
  before(async () => {
    house = await openHouse();
    at = { WEB_URL: house.web, SANDBOX_URL: house.sandbox };
  });
  after(() => house?.close());

  for (const [LANG, told, link] of [
    ['ru_RU.UTF-8', [/на входе: поддельный билет не проходит/, /звонок, занавес/, /2 из 2, 100 %/], /Заказ гостя/],
    [
      'en_GB.UTF-8',
      [/the door: a forged ticket is refused/, /the bell, the curtain/, /2 orders of 2, 100%/],
      /The guest's order/,
    ],
  ] as const)
    test(`plays a whole evening and says where to look (${LANG})`, async () => {
      const [{ since } = { since: new Date() }] = await house.db.sql<{ since: Date }>('select now() as since');
      const { code, output, errors } = await demo({ ...at, LANG });
      assert.deepEqual([code, errors], [0, '']);
      const steps = output.split('\n').filter((line) => line.startsWith('✓'));
      assert.equal(steps.length, 36);
      for (const step of steps) assert.match(step, /^✓ \S.* \d+ ms$/);
      for (const words of told) assert.match(output, words);
      assert.match(output, link);
      // Whatever the house is called by: people, plays, tickets and dates too.
      assert.equal(/\p{Script=Cyrillic}/u.test(output), LANG.startsWith('ru'), output);
      await assertSound(house.db);
      const phases = await house.db.sql<{ phase: string; orders: number }>(
        `select phase, count(*)::int as orders from orders where created_at > $1 group by phase order by phase`,
        [since],
      );
      // Two tickets, the hall, two for the evening that is moved; one given back and two of the evening that is cancelled.
      assert.deepEqual(phases, [
        { phase: 'paid', orders: 4 },
        { phase: 'refunded', orders: 3 },
      ]);
    });

  test('says what it expected and what it saw when a step fails', async () => {
    await house.db.sql('update shows set seats_left = 0');
    const { code, errors } = await demo({ ...at, LANG: 'C' });
    assert.equal(code, 1);
    assert.match(errors, /✗ expected: a show on the playbill has free seats\n {2}seen: .+/);
    assert.doesNotMatch(errors, /\n {4}at /, 'words, not a stack');
  });

  test('says what to do when nothing runs, or nothing is known of it', async () => {
    const folder = temporaryFolder('demo').path;
    const unknown = await demo({ RAMPA_DATA: folder, LANG: 'C' });
    const gone = await demo({ ...at, WEB_URL: `http://127.0.0.1:${await freePort()}`, LANG: 'ru_RU.UTF-8' });
    assert.deepEqual([unknown.code, gone.code], [1, 1]);
    assert.match(unknown.errors, /Rampa is not running: there is no .*addresses\.json\n.*npm start/);
    assert.match(gone.errors, /Рампа не отвечает: http.*ECONNREFUSED.*\n.*npm start/);
  });
});
