/** The house's server of immersive stages, by its environment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseEnvironment } from '../../domain/environment.ts';
import { NobodyCarries } from '../../providers/media/port.ts';
import { liveKitAccount } from '../../providers/stage/accounts.ts';
import { stageHouse } from '../../providers/stage/house.ts';
import { newStageKey } from '../contract/stage-ivs-realtime.ts';

const secrets = (name: string) => `${name}-of-the-data-folder`;
const channelId = 'show-11111111-1111-4111-8111-111111111111';
const grant = {
  channelId,
  playbackUrl: '',
  viewerId: 'x',
  version: 1,
  role: 'guest',
  name: null,
  now: new Date(),
  seconds: 60,
} as const;

test('without a word it is a LiveKit of our own, with the secret of the data folder', async () => {
  const env = parseEnvironment({});
  const house = stageHouse(env, secrets);
  assert.equal(house.name, 'livekit');
  assert.equal((await house.signer.enter(grant)).url, 'ws://localhost:7880');
  const account = { url: 'http://127.0.0.1:7880', publicUrl: 'ws://localhost:7880', apiKey: 'rampa', house: 'local' };
  assert.deepEqual(liveKitAccount(env, secrets), { ...account, apiSecret: 'livekit-of-the-data-folder' });
  const origins = ['ws://localhost:7880', 'http://localhost:7880', 'ws://127.0.0.1:7880', 'http://127.0.0.1:7880'];
  assert.deepEqual(house.origins, origins);
});

test('another LiveKit has its own address and key; of the cloud all regions may be spoken to', async () => {
  const env = parseEnvironment({
    ...{ LIVEKIT_URL: 'https://rampa.livekit.cloud', LIVEKIT_API_KEY: 'APIkey' },
    ...{ LIVEKIT_API_SECRET: 'secret-secret-secret-secret', PUBLIC_URL: 'https://theatre.example' },
  });
  const house = stageHouse(env, secrets);
  assert.equal((await house.signer.enter(grant)).url, 'wss://rampa.livekit.cloud');
  assert.equal(liveKitAccount(env, secrets).house, 'theatre.example');
  const here = ['wss://rampa.livekit.cloud', 'https://rampa.livekit.cloud'];
  assert.deepEqual(house.origins, [...here, 'wss://*.livekit.cloud', 'https://*.livekit.cloud']);
});

test('IVS real-time is made of its own variables', () => {
  const env = parseEnvironment({
    ...{ STAGE_PROVIDER: 'ivs-realtime', AWS_REGION: 'eu-west-1', IVS_EVENTBRIDGE_SECRET: 'events-events-events' },
    IVS_STAGE_KEY: newStageKey().trimEnd().replaceAll('\n', '\\n'),
  });
  const house = stageHouse(env, secrets);
  assert.equal(house.name, 'ivs-realtime');
  assert.equal(house.verify(Buffer.from('{}'), {}), null);
});

test('a house without stages says so, signs nothing and takes nobody at their word', async () => {
  const house = stageHouse(parseEnvironment({ STAGE_PROVIDER: 'none' }), secrets);
  await assert.rejects(house.provider.people(channelId), NobodyCarries);
  await assert.rejects(house.signer.enter(grant), NobodyCarries);
  assert.deepEqual([await house.provider.list(), house.verify(Buffer.from(''), {}), house.origins], [[], null, []]);
});
