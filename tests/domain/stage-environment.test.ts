/** Variables of the stage servers: what each needs beside its name, and where it is. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { stageAddresses } from '../../domain/addresses.ts';
import { parseEnvironment, readEnvironment } from '../../domain/environment.ts';

const pem = generateKeyPairSync('ec', {
  namedCurve: 'P-384',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;
const faulty = (env: Record<string, string>) => readEnvironment(env).faults.map(({ variable }) => variable);
const own = {
  ...{ LIVEKIT_URL: 'https://house.livekit.cloud', LIVEKIT_API_KEY: 'APIhouse' },
  LIVEKIT_API_SECRET: 'secret-secret-secret-secret-secret',
};
const ivs = {
  ...{ STAGE_PROVIDER: 'ivs-realtime', AWS_REGION: 'eu-west-1', IVS_STAGE_KEY: pem.replaceAll('\n', '\\n') },
  IVS_EVENTBRIDGE_SECRET: 'events-events-events',
};

test('without a word our own LiveKit carries immersive shows, and browsers find it on this machine', () => {
  const env = parseEnvironment({});
  assert.deepEqual([env.STAGE_PROVIDER, env.LIVEKIT_URL], ['livekit', undefined]);
  assert.deepEqual(stageAddresses(env), { url: 'http://127.0.0.1:7880', publicUrl: 'ws://localhost:7880' });
  const open = parseEnvironment({ HOST: '0.0.0.0', STAGE_PORT: '7000', LIVEKIT_PUBLIC_URL: 'wss://stage.theatre.example' });
  assert.deepEqual(stageAddresses(open), { url: 'http://127.0.0.1:7000', publicUrl: 'wss://stage.theatre.example' });
});

test('another LiveKit is called at its address, by browsers too unless they are told another one', () => {
  const cloud = parseEnvironment(own);
  assert.deepEqual(stageAddresses(cloud), { url: own.LIVEKIT_URL, publicUrl: 'wss://house.livekit.cloud' });
  const behind = parseEnvironment({ ...own, LIVEKIT_URL: 'http://livekit:7880', LIVEKIT_PUBLIC_URL: 'wss://stage.example' });
  assert.deepEqual(stageAddresses(behind), { url: 'http://livekit:7880', publicUrl: 'wss://stage.example' });
});

test('what is missing beside another variable is named, all at once and each once', () => {
  for (const whole of [own, ivs]) {
    assert.deepEqual(faulty(whole), []);
    const [[first, value] = ['', ''], ...others] = Object.entries(whole);
    assert.deepEqual(
      faulty({ [first]: value }),
      others.map(([name]) => name),
    );
  }
  assert.deepEqual(faulty({ LIVEKIT_API_KEY: 'APIhouse' }), ['LIVEKIT_API_SECRET']);
  assert.deepEqual(faulty({ LIVEKIT_API_SECRET: own.LIVEKIT_API_SECRET }), ['LIVEKIT_API_KEY']);
  assert.deepEqual(faulty({ STAGE_TURN_DOMAIN: 'turn.theatre.example' }), ['STAGE_NODE_IP']);
  assert.deepEqual(faulty({ STAGE_TURN_CERT: '/cert.pem', STAGE_NODE_IP: '203.0.113.7' }), [
    'STAGE_TURN_KEY',
    'STAGE_TURN_DOMAIN',
  ]);
  const turn = { STAGE_TURN_DOMAIN: 'turn.theatre.example', STAGE_NODE_IP: '203.0.113.7' };
  assert.deepEqual(faulty({ ...turn, STAGE_TURN_CERT: '/cert.pem', STAGE_TURN_KEY: '/key.pem' }), []);
});

test('a page by https cannot open ws://, and is told before anybody buys', () => {
  const pages = { PUBLIC_URL: 'https://theatre.example' };
  assert.deepEqual(faulty({ ...pages, LIVEKIT_PUBLIC_URL: 'ws://stage.theatre.example' }), ['LIVEKIT_PUBLIC_URL']);
  assert.deepEqual(faulty({ ...pages, LIVEKIT_PUBLIC_URL: 'wss://stage.theatre.example' }), []);
  assert.deepEqual(faulty({ LIVEKIT_PUBLIC_URL: 'ws://localhost:7880' }), []);
});

test('every variable has its form', () => {
  const wrong = {
    ...{ STAGE_PROVIDER: 'zoom', LIVEKIT_URL: 'localhost:7880', LIVEKIT_API_KEY: 'a b', LIVEKIT_API_SECRET: 'short' },
    ...{ LIVEKIT_PUBLIC_URL: 'https://stage.example', STAGE_PORT: 'x', STAGE_TCP_PORT: '70000', STAGE_UDP_PORT: '-1' },
    ...{ STAGE_NODE_IP: 'localhost', STAGE_TURN_DOMAIN: 'https://turn.example', IVS_STAGE_KEY: 'words', IVS_STAGE_ENDPOINT: 'x' },
  };
  assert.deepEqual(faulty(wrong).sort(), Object.keys(wrong).sort());
});
