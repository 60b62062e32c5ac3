/** The MediaMTX stand-in: asks its door of everybody, refuses what MediaMTX refuses, tells by its hooks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDoor } from '../providers/door.ts';
import { ask, get, open, post, until } from './helpers.ts';

const path = 'recorded/11111111-1111-4111-8111-111111111111';
const encoder = { url: `rtmp://x/${path}?token=word` };

test('MediaMTX: without a door nobody gets in', async (t) => {
  const sandbox = await open(t);
  assert.equal((await get(sandbox, '/mediamtx/api/v3/info')).status, 401);
  assert.equal((await post(sandbox, '/mediamtx/encoder/publish', encoder)).status, 403);
});

test('MediaMTX: its question holds who, what and where, and the answer counts', async (t) => {
  const asked: Array<Record<string, unknown>> = [];
  const door = await openDoor((raw, { authorization }) => {
    asked.push({ ...JSON.parse(raw.toString('utf8')), authorization });
    return asked.at(-1)!['action'] === 'publish' ? 401 : 200;
  });
  t.after(door.close);
  const sandbox = await open(t, { mediamtx: { accessUrl: `${door.url.replace('//', '//rampa:word@')}/access` } });
  assert.equal((await post(sandbox, '/mediamtx/encoder/publish', encoder)).status, 403);
  assert.equal((await get(sandbox, `/mediamtx/hls/${path}/index.m3u8?token=abc`)).status, 404, 'let in, and there is nothing');
  const shown = asked.map(({ action, path: of, protocol, token, query }) => ({ action, of, protocol, token, query }));
  assert.deepEqual(shown, [
    { action: 'publish', of: path, protocol: 'rtmp', token: 'word', query: 'token=word' },
    { action: 'read', of: path, protocol: 'hls', token: '', query: 'token=abc' },
  ]);
  assert.equal(asked[0]!['authorization'], `Basic ${Buffer.from('rampa:word').toString('base64')}`);
});

test('MediaMTX: the API takes known fields, pages its lists, and says what is not there', async (t) => {
  const door = await openDoor(() => 200);
  t.after(door.close);
  const sandbox = await open(t, { mediamtx: { accessUrl: door.url } });
  const at = '/mediamtx/api/v3';
  assert.equal((await post(sandbox, `${at}/config/paths/add/${path}`, { record: true })).status, 200);
  assert.equal((await post(sandbox, `${at}/config/paths/add/${path}`, { record: true })).status, 400, 'it is there');
  assert.equal((await post(sandbox, `${at}/config/paths/replace/${path}`, { recrod: true })).status, 400);
  const { body } = await get(sandbox, `${at}/config/paths/list?itemsPerPage=2&page=1`);
  assert.deepEqual([body.pageCount, body.items], [2, [{ name: '~^recorded/[0-9a-f-]{36}$' }]]);
  assert.equal((await get(sandbox, `${at}/paths/get/${path}`)).status, 404);
  assert.equal((await post(sandbox, `${at}/rtmpconns/kick/nobody`)).status, 404);
  assert.equal((await ask(sandbox, 'DELETE', `${at}/config/paths/delete/${path}`)).status, 200);
  assert.equal((await ask(sandbox, 'DELETE', `${at}/config/paths/delete/${path}`)).status, 404);
  assert.equal((await get(sandbox, `${at}/nowhere`)).status, 404);
});

test('MediaMTX: its notices come twice, late, out of order or never', async (t) => {
  const door = await openDoor(() => 200);
  t.after(door.close);
  const heard: string[] = [];
  const hook = await openDoor((raw) => {
    heard.push(new URLSearchParams(raw.toString('utf8')).get('kind') ?? '');
    return 204;
  });
  t.after(hook.close);
  const sandbox = await open(t, { mediamtx: { accessUrl: door.url, noticesUrl: hook.url } });
  const order = (mode: string, method: string) => post(sandbox, '/faults', { target: 'mediamtx-notices', mode, method });
  await order('duplicate', 'online');
  await order('reorder', 'offline');
  const { body } = await post(sandbox, '/mediamtx/encoder/publish', encoder);
  await until('twice', () => heard.length === 2);
  await post(sandbox, '/mediamtx/encoder/stop', { id: body.id });
  await until('all', () => heard.length === 4);
  assert.deepEqual(heard, ['online', 'online', 'recorded', 'offline']);
  await order('drop', 'online');
  await post(sandbox, '/mediamtx/encoder/publish', encoder);
  await post(sandbox, '/mediamtx/restart');
  await until('the loss', () => heard.length === 6);
  assert.ok(!heard.slice(4).includes('online'));
});
