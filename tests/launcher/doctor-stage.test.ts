/** The doctor and the stage servers: a real LiveKit that knows us, or does not; and no secret told. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type Examination, examineHouse as examineWith, isWell } from '../../launcher/doctor/examine.ts';
import { report } from '../../launcher/doctor/report.ts';
import { nobodysAddress } from '../providers/sandbox.ts';
import { missingLiveKit, type TestLiveKit, testLiveKit } from '../support/livekit.ts';

type Env = Record<string, string>;
const examineHouse = (env: Env) => examineWith(env, 60_000);
const said = ({ findings }: Examination) => Object.fromEntries(findings.map(({ variable, state }) => [variable, state]));
const wordsOf = ({ findings }: Examination, variable: string) => findings.find((one) => one.variable === variable)?.what.en ?? '';
const key = { LIVEKIT_API_KEY: 'APIhouse', LIVEKIT_API_SECRET: 'secret-secret-secret-secret-secret' };

describe('a LiveKit of somebody else', { skip: missingLiveKit }, () => {
  let liveKit: TestLiveKit;
  let env: Env;
  before(async () => {
    liveKit = await testLiveKit();
    env = { LIVEKIT_URL: liveKit.url, LIVEKIT_API_KEY: liveKit.apiKey, LIVEKIT_API_SECRET: liveKit.apiSecret };
  });
  after(() => liveKit?.close());

  test('that knows our key works; its webhooks are to be looked at', async () => {
    const examination = await examineHouse(env);
    assert.deepEqual(said(examination), { LIVEKIT_URL: 'works', LIVEKIT_API_KEY: 'look' });
    assert.equal(isWell(examination), true);
  });

  test('that knows another key is told, in words and without the secret', async () => {
    const wrong: Env = { ...env, LIVEKIT_API_SECRET: key.LIVEKIT_API_SECRET };
    const examination = await examineHouse(wrong);
    assert.deepEqual(said(examination), { LIVEKIT_API_SECRET: 'fails', LIVEKIT_API_KEY: 'look' });
    assert.equal(isWell(examination), false);
    for (const language of ['en', 'ru'] as const)
      assert.ok(!report(examination, wrong, language).includes(key.LIVEKIT_API_SECRET));
  });
});

test('our own needs nothing; by https browsers must be told where it is', async () => {
  assert.ok((await examineHouse({})).unset.includes('STAGE_PROVIDER'));
  assert.deepEqual(said(await examineHouse({ STAGE_PROVIDER: 'livekit' })), { STAGE_PROVIDER: 'works' });
  assert.deepEqual(said(await examineHouse({ STAGE_PROVIDER: 'none' })), {});
  const open = { STAGE_PROVIDER: 'livekit', PUBLIC_URL: await nobodysAddress() };
  assert.equal(said(await examineHouse(open))['LIVEKIT_PUBLIC_URL'], undefined);
  const secure = { STAGE_PROVIDER: 'livekit', PUBLIC_URL: 'https://127.0.0.1:1' };
  assert.equal(said(await examineHouse(secure))['LIVEKIT_PUBLIC_URL'], 'look');
});

test('where nobody is, or somebody else, is told', async () => {
  const gone = await examineHouse({ ...key, LIVEKIT_URL: await nobodysAddress() });
  assert.match(wordsOf(gone, 'LIVEKIT_URL'), /no answer: nobody listens/);
  const page = createServer((_, response) => response.end('<!doctype html>')).listen(0, '127.0.0.1');
  await once(page, 'listening');
  const other = await examineHouse({ ...key, LIVEKIT_URL: `http://127.0.0.1:${(page.address() as AddressInfo).port}` });
  page.close();
  assert.match(wordsOf(other, 'LIVEKIT_URL'), /somebody else answers there/);
});

test('half a pair is told, and a key travels to no address that cannot be read', async () => {
  assert.deepEqual(said(await examineHouse({ LIVEKIT_URL: 'http://127.0.0.1:1' })), {
    ...{ LIVEKIT_API_KEY: 'fails', LIVEKIT_API_SECRET: 'fails' },
  });
  assert.deepEqual(said(await examineHouse({ ...key, LIVEKIT_URL: 'localhost:7880' })), {
    ...{ LIVEKIT_URL: 'fails', LIVEKIT_API_SECRET: 'look', STAGE_PROVIDER: 'works' },
  });
});

test('IVS real-time says what only an entrance shows, and that no page opens its rooms yet', async () => {
  const lacking = said(await examineHouse({ STAGE_PROVIDER: 'ivs-realtime' }));
  assert.deepEqual(lacking, {
    AWS_REGION: 'fails',
    IVS_STAGE_KEY: 'fails',
    IVS_EVENTBRIDGE_SECRET: 'fails',
    STAGE_PROVIDER: 'look',
  });
  assert.match(wordsOf(await examineHouse({ STAGE_PROVIDER: 'ivs-realtime' }), 'STAGE_PROVIDER'), /does not open rooms/);
});
