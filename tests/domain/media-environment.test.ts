/** Variables of the media servers: what a provider needs beside its name, and which keys are none. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { parseEnvironment, readEnvironment } from '../../domain/environment.ts';
import { mediaFrom } from '../../providers/media/accounts.ts';
import type { MediaProvider, PlaybackSigner } from '../../providers/media/port.ts';

const keyOf = (namedCurve: string) =>
  generateKeyPairSync('ec', {
    namedCurve,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
const oneLine = (pem: string) => pem.trimEnd().replaceAll('\n', '\\n');
const key = keyOf('P-384');
const ivs = {
  ...{ MEDIA_PROVIDER: 'ivs', AWS_REGION: 'eu-west-1', IVS_PLAYBACK_KEY: oneLine(key) },
  ...{ IVS_EVENTBRIDGE_SECRET: 'events-events-events' },
};
const mediaMtx = {
  ...{ MEDIA_PROVIDER: 'mediamtx', MEDIAMTX_API_URL: 'http://mediamtx:9997', MEDIAMTX_ARCHIVE_URL: 'http://mediamtx:9996' },
  ...{ MEDIAMTX_PLAYBACK_URL: 'https://media.example', MEDIAMTX_RECORDINGS_URL: 'https://archive.example' },
  ...{ MEDIAMTX_RTMP_URL: 'rtmp://stage.example:1935', MEDIAMTX_SECRET: 'mediamtx-mediamtx-mediamtx' },
};
const faulty = (env: Record<string, string>) => readEnvironment(env).faults.map(({ variable }) => variable);
const never = () => assert.fail('nobody asked for the embedded server');

test('without a word the embedded server carries the picture, as whoever wires it brings it', () => {
  const embedded = { provider: {} as MediaProvider, signer: {} as PlaybackSigner };
  const env = parseEnvironment({});
  assert.deepEqual(
    mediaFrom(env, (given) => (given === env ? embedded : never())),
    { name: 'embedded', ...embedded },
  );
});

test('each of the others is made of its own variables', async () => {
  const mtx = mediaFrom(parseEnvironment({ ...mediaMtx, MEDIAMTX_WHIP_URL: 'https://whip.example/' }), never);
  const channelId = 'live/11111111-1111-4111-8111-111111111111';
  const ingest = await mtx.provider.ingest(channelId, 1);
  assert.deepEqual(
    [mtx.name, ...ingest.map(({ url }) => url)],
    [...['mediamtx', 'rtmp://stage.example:1935/live', `https://whip.example/${channelId}/whip`]],
  );
  const aws = mediaFrom(parseEnvironment({ ...ivs, PUBLIC_URL: 'https://theatre.example' }), never);
  const grant = { channelId: 'arn', playbackUrl: 'https://play.example/x.m3u8', viewerId: 'v', version: 1, seconds: 60 };
  const { url } = await aws.signer.sign({ ...grant, audience: 'viewer', now: new Date() });
  const [, claims = ''] = new URL(url).searchParams.get('token')!.split('.');
  const told = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
  assert.deepEqual([aws.name, told['aws:access-control-allow-origin']], ['ivs', 'https://theatre.example']);
});

test('what one of them lacks is named, all at once', () => {
  for (const whole of [mediaMtx, ivs]) {
    assert.deepEqual(faulty(whole), []);
    const { MEDIA_PROVIDER, ...needed } = whole;
    assert.deepEqual(faulty({ MEDIA_PROVIDER }), Object.keys(needed));
    for (const name of Object.keys(needed)) assert.deepEqual(faulty({ ...whole, [name]: '' }), [name]);
  }
  assert.deepEqual(faulty({ MEDIA_PROVIDER: 'toString' }), ['MEDIA_PROVIDER']);
  const arn = 'arn:aws:ivs:eu-west-1:000000000000:recording-configuration/abc';
  assert.deepEqual(faulty({ ...ivs, IVS_RECORDING_CONFIGURATION_ARN: arn }), ['IVS_RECORDINGS_URL', 'IVS_RECORDINGS_SECRET']);
});

test('a key of another kind is none, and what is wrong with it does not repeat it', () => {
  for (const wrong of [keyOf('P-256'), 'just-words-that-are-no-key-of-any-kind-at-all-and-long', key.slice(0, -60)]) {
    const { faults } = readEnvironment({ ...ivs, IVS_PLAYBACK_KEY: oneLine(wrong) });
    assert.deepEqual(
      faults.map(({ variable }) => variable),
      ['IVS_PLAYBACK_KEY'],
    );
    assert.ok(!JSON.stringify(faults).includes(wrong.slice(30, 50)));
  }
  assert.equal(parseEnvironment(ivs).IVS_PLAYBACK_KEY, key.trimEnd());
  assert.equal(parseEnvironment({ ...ivs, IVS_PLAYBACK_KEY: key }).IVS_PLAYBACK_KEY, key);
});

test('secrets are long, and travel in addresses', () => {
  for (const wrong of ['short', 'with space with space with', 'a/b/c/d/e/f/g/h/i/j/k/l/m'])
    assert.deepEqual(faulty({ ...mediaMtx, MEDIAMTX_SECRET: wrong }), ['MEDIAMTX_SECRET']);
});
