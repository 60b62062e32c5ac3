/** The doctor and the media servers: who knows us, what is missing there, and no secret told. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Examination, examineHouse as examineWith, isWell } from '../../launcher/doctor/examine.ts';
import { report } from '../../launcher/doctor/report.ts';
import { recordingConfigurationArn } from '../../sandbox/ivs/cloud.ts';
import { type IvsDriver, ivsDriver } from '../contract/media-ivs.ts';
import { type MediaMtxDriver, mediaMtxDriver } from '../contract/media-mediamtx.ts';
import { nobodysAddress, type Partners, startPartners } from '../providers/sandbox.ts';

type Env = Record<string, string>;
const examineHouse = (env: Env) => examineWith(env, 60_000);
const said = ({ findings }: Examination) => Object.fromEntries(findings.map(({ variable, state }) => [variable, state]));
const wordsOf = ({ findings }: Examination, variable: string) => findings.find((one) => one.variable === variable)?.what.en ?? '';

let aws: IvsDriver;
let mtx: MediaMtxDriver;
let empty: Partners;
before(async () => {
  [aws, mtx, empty] = await Promise.all([ivsDriver(), mediaMtxDriver(), startPartners()]);
});
after(() => Promise.all([aws?.close(), mtx?.close(), empty?.close()]));

const secret = 'mediamtx-mediamtx-mediamtx';
const events = 'events-events-events-events';
const recordings = 'recordings-recordings-recordings';
const mediaMtx = (): Env => ({
  ...{ MEDIA_PROVIDER: 'mediamtx', MEDIAMTX_API_URL: `${mtx.partners.url}/mediamtx/api`, MEDIAMTX_SECRET: secret },
  ...{ MEDIAMTX_ARCHIVE_URL: `${mtx.partners.url}/mediamtx/archive`, MEDIAMTX_PLAYBACK_URL: 'https://media.example' },
  ...{ MEDIAMTX_RECORDINGS_URL: 'https://archive.example', MEDIAMTX_RTMP_URL: 'rtmp://stage.example' },
});
const ivs = (): Env => ({
  ...{ MEDIA_PROVIDER: 'ivs', AWS_REGION: 'eu-west-1', IVS_ENDPOINT: aws.partners.url, IVS_EVENTBRIDGE_SECRET: events },
  ...{
    IVS_PLAYBACK_KEY: aws.account.playbackKey.replaceAll('\n', '\\n'),
    IVS_RECORDING_CONFIGURATION_ARN: recordingConfigurationArn,
  },
  ...{ IVS_RECORDINGS_URL: 'https://d111.cloudfront.net', IVS_RECORDINGS_SECRET: recordings },
});

test('the embedded server needs nothing, and a house without the variable has it', async () => {
  assert.deepEqual(said(await examineHouse({ MEDIA_PROVIDER: 'embedded' })), { MEDIA_PROVIDER: 'works' });
  assert.ok((await examineHouse({})).unset.includes('MEDIA_PROVIDER'));
});

test('a MediaMTX that knows us works; with another secret it does not let us in; elsewhere nobody is', async () => {
  const good = await examineHouse(mediaMtx());
  assert.deepEqual(said(good), { MEDIAMTX_API_URL: 'works' });
  assert.match(wordsOf(good, 'MEDIAMTX_API_URL'), /MediaMTX v1\./);
  const other = await examineHouse({ ...mediaMtx(), MEDIAMTX_SECRET: 'another-another-another' });
  assert.deepEqual(said(other), { MEDIAMTX_API_URL: 'look' });
  const gone = await examineHouse({ ...mediaMtx(), MEDIAMTX_API_URL: await nobodysAddress() });
  assert.match(wordsOf(gone, 'MEDIAMTX_API_URL'), /nobody listens/);
  assert.equal(isWell(gone), false);
});

test('an IVS that has what a show needs works', async () => {
  const env = ivs();
  const examination = await examineHouse(env);
  assert.deepEqual(said(examination), {
    ...{ AWS_REGION: 'works', IVS_RECORDING_CONFIGURATION_ARN: 'works' },
    // Only a player and an event prove them.
    ...{ IVS_PLAYBACK_KEY: 'look', IVS_EVENTBRIDGE_SECRET: 'look' },
  });
  assert.equal(isWell(examination), true);
  for (const language of ['en', 'ru'] as const)
    for (const word of [events, recordings, env['IVS_PLAYBACK_KEY']!])
      assert.ok(!report(examination, env, language).includes(word));
});

test('an IVS without the public key or with another recording configuration is told', async () => {
  const arn = recordingConfigurationArn.replace('/sandbox', '/another');
  const examination = await examineHouse({ ...ivs(), IVS_ENDPOINT: empty.url, IVS_RECORDING_CONFIGURATION_ARN: arn });
  assert.deepEqual(said(examination), {
    ...{ AWS_REGION: 'works', IVS_PLAYBACK_KEY: 'fails', IVS_RECORDING_CONFIGURATION_ARN: 'fails' },
    IVS_EVENTBRIDGE_SECRET: 'look',
  });
});

test('what is missing or cannot be read is told, and nothing is tried with it', async () => {
  const { MEDIAMTX_RTMP_URL: _, ...noWayIn } = mediaMtx();
  assert.deepEqual(said(await examineHouse(noWayIn)), { MEDIAMTX_RTMP_URL: 'fails', MEDIAMTX_API_URL: 'works' });
  const key = await examineHouse({ ...ivs(), IVS_PLAYBACK_KEY: 'just-words-of-mine' });
  assert.deepEqual(said(key), { IVS_PLAYBACK_KEY: 'fails' });
  const nowhere = await examineHouse({ ...ivs(), IVS_ENDPOINT: 'localhost:1' });
  assert.deepEqual(said(nowhere), { IVS_ENDPOINT: 'fails', IVS_PLAYBACK_KEY: 'look' });
});
