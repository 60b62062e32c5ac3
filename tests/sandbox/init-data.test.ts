/** Mini App data is signed as Telegram signs it; checked here by an independent reading of the rule. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { get, open, TOKEN } from './helpers.ts';

function verifies(initData: string, token: string): boolean {
  const fields = new URLSearchParams(initData);
  const hash = fields.get('hash');
  fields.delete('hash');
  const lines = [...fields].map(([key, value]) => `${key}=${value}`).sort();
  const secret = createHmac('sha256', 'WebAppData').update(token).digest();
  return createHmac('sha256', secret).update(lines.join('\n')).digest('hex') === hash;
}

test('init data verifies with the bot’s token and names the person', async (t) => {
  const sandbox = await open(t);
  const { initData } = (await get(sandbox, '/people/2002/init-data?bot=rampa_bot&startParam=show_1')).body;
  assert.ok(verifies(initData, TOKEN));
  const fields = new URLSearchParams(initData);
  const user = JSON.parse(fields.get('user') ?? '');
  assert.deepEqual([user.id, user.first_name, user.language_code], [2002, 'James', 'en']);
  assert.equal(fields.get('start_param'), 'show_1');
  assert.ok(fields.has('signature'));
  assert.ok(Math.abs(Number(fields.get('auth_date')) - Date.now() / 1000) < 60);
});

test('init data that was tampered with, or signed for another bot, does not verify', async (t) => {
  const sandbox = await open(t);
  const { initData } = (await get(sandbox, '/people/2001/init-data')).body;
  assert.ok(!verifies(initData.replace('2001', '1001'), TOKEN));
  assert.ok(!verifies(initData, '7000000001:another'));
});

test('a stale sheet can be had for tests', async (t) => {
  const sandbox = await open(t);
  const { initData } = (await get(sandbox, '/people/2001/init-data?authDate=1000000000')).body;
  assert.ok(verifies(initData, TOKEN));
  assert.equal(new URLSearchParams(initData).get('auth_date'), '1000000000');
  assert.equal((await get(sandbox, '/people/2001/init-data?authDate=soon')).status, 400);
});
