/** IVS's events on their way to our door: twice, late, in another order, lost, forged; what GetStream says is what counts. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually } from '../support/http.ts';
import { newChannel } from './media-driver.ts';
import { type IvsDriver, ivsDriver } from './media-ivs.ts';

let aws: IvsDriver;
before(async () => {
  aws = await ivsDriver();
});
after(() => aws.close());

const fault = (mode: string, method: string) => aws.partners.fault({ target: 'ivs-events', mode, method, ms: 200 });
const kinds = (channelId: string) => aws.notices(channelId).map(({ kind }) => kind);

test('told twice it is one piece of news; told late or in another order the reading is right all the same', async () => {
  const { channelId, ingest } = await newChannel(aws);
  await fault('duplicate', 'Stream Start');
  await fault('delay', 'Session Ended');
  const publishing = await aws.publish(ingest);
  await eventually(async () => kinds(channelId).length === 2, 'the start, twice');
  assert.equal(new Set(aws.notices(channelId).map(({ id }) => id)).size, 1);
  if (publishing !== 'refused') await publishing.stop();
  await eventually(async () => kinds(channelId).length === 4, 'the late one too');
  assert.deepEqual(kinds(channelId).sort(), ['ended', 'loss', 'picture', 'picture']);
  assert.deepEqual(await aws.provider.read(channelId), { state: 'offline' });
});

test('lost for good, the picture is found by reading', async () => {
  const { channelId, ingest } = await newChannel(aws);
  await fault('drop', 'Stream Start');
  const publishing = await aws.publish(ingest);
  assert.equal((await aws.provider.read(channelId)).state, 'publishing');
  if (publishing !== 'refused') await publishing.stop();
  await eventually(async () => kinds(channelId).includes('ended'), 'what comes after it is told');
  assert.ok(!kinds(channelId).includes('picture'));
});

test('what comes without the secret is refused', async () => {
  const before = aws.refused;
  for (const headers of [{}, { 'x-rampa-event-secret': 'guess' }])
    assert.equal((await fetch(aws.doorUrl, { method: 'POST', headers, body: '{"source":"aws.ivs"}' })).status, 401);
  assert.equal(aws.refused, before + 2);
});
