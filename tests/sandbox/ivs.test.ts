/** The IVS stand-in: as strict as IVS, its events as unreliable as EventBridge, its state kept over a restart. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  CreateChannelCommand,
  CreateStreamKeyCommand,
  DeleteChannelCommand,
  GetChannelCommand,
  GetStreamCommand,
  PutMetadataCommand,
} from '@aws-sdk/client-ivs';
import { ivsClients } from '../../providers/media/ivs/account.ts';
import { endpoint, open, post, until } from './helpers.ts';

const clientFor = (url: string) => ivsClients({ region: 'eu-west-1', house: 'test', playbackKey: '', endpoint: url }).ivs;
const named = (name: string) => (error: Error) => error.name === name;

test('IVS: refuses what is not signed, unknown, misspelt or too much', async (t) => {
  const sandbox = await open(t);
  assert.equal((await post(sandbox, '/ivs/ListChannels')).status, 403);
  assert.equal((await fetch(`${sandbox.url}/s3/sandbox-recordings?list-type=2`)).status, 403);
  const ivs = clientFor(sandbox.url);
  const { channel, streamKey } = await ivs.send(new CreateChannelCommand({ name: 'one' }));
  await assert.rejects(ivs.send(new CreateChannelCommand({ name: 'with space' })), named('ValidationException'));
  await assert.rejects(ivs.send(new GetChannelCommand({ arn: channel!.arn!.slice(0, -1) })), named('ResourceNotFoundException'));
  await assert.rejects(
    ivs.send(new CreateStreamKeyCommand({ channelArn: channel!.arn })),
    named('ServiceQuotaExceededException'),
  );
  await assert.rejects(ivs.send(new GetStreamCommand({ channelArn: channel!.arn })), named('ChannelNotBroadcasting'));
  await post(sandbox, '/ivs/encoder/publish', { key: streamKey!.value });
  await assert.rejects(ivs.send(new DeleteChannelCommand({ arn: channel!.arn })), named('ConflictException'));
  const metadata = 'x'.repeat(1025);
  await assert.rejects(ivs.send(new PutMetadataCommand({ channelArn: channel!.arn, metadata })), named('ValidationException'));
});

test('IVS: events come twice, late, out of order or never', async (t) => {
  const hook = await endpoint(t);
  const sandbox = await open(t, { ivs: { eventsUrl: hook.url, header: { name: 'x-secret', value: 'word' } } });
  const { streamKey } = await clientFor(sandbox.url).send(new CreateChannelCommand({ name: 'one' }));
  const order = (mode: string, method: string) => post(sandbox, '/faults', { target: 'ivs-events', mode, method, ms: 150 });
  const names = () => hook.heard.map(({ body }) => body.detail.event_name);
  await order('drop', 'Session Created');
  await order('duplicate', 'Stream Start');
  await order('delay', 'Session Ended');
  const { body } = await post(sandbox, '/ivs/encoder/publish', { key: streamKey!.value });
  await until('the start, twice', () => names().length === 2);
  assert.equal(hook.heard[0]!.body.id, hook.heard[1]!.body.id);
  await post(sandbox, '/ivs/encoder/stop', { streamId: body.streamId });
  await until('both', () => names().length === 4);
  assert.deepEqual(names(), ['Stream Start', 'Stream Start', 'Stream End', 'Session Ended']);
  assert.ok(hook.heard.every(({ headers }) => headers['x-secret'] === 'word'));
});

test('IVS: channels, keys and live streams outlive a restart', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'rampa-test-ivs-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const stateFile = join(folder, 'sandbox.json');
  const first = await open(t, { stateFile });
  const { channel, streamKey } = await clientFor(first.url).send(new CreateChannelCommand({ name: 'one' }));
  await post(first, '/ivs/encoder/publish', { key: streamKey!.value });
  await first.close();
  const second = await open(t, { stateFile });
  const { stream } = await clientFor(second.url).send(new GetStreamCommand({ channelArn: channel!.arn }));
  assert.equal(stream?.state, 'LIVE');
});
