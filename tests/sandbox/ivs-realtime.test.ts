/** The stand-in of IVS real-time: as strict as IVS, its events as unreliable as EventBridge, its state kept over a restart. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  CreateStageCommand,
  DisconnectParticipantCommand,
  GetStageCommand,
  ImportPublicKeyCommand,
} from '@aws-sdk/client-ivs-realtime';
import { ivsStageClient } from '../../providers/stage/ivs-realtime/account.ts';
import { ivsStageProvider } from '../../providers/stage/ivs-realtime/client.ts';
import { ivsStageSigner } from '../../providers/stage/ivs-realtime/signer.ts';
import { newStageKey } from '../contract/stage-ivs-realtime.ts';
import { endpoint, open, post, until } from './helpers.ts';

const stageKey = newStageKey();
const accountOf = (url: string) => ({ region: 'eu-west-1', house: 'test', stageKey, endpoint: url });
const named = (name: string) => (error: Error) => error.name === name;

async function evening(url: string) {
  const channelKey = '11111111-1111-4111-8111-111111111111';
  const stage = await ivsStageProvider(accountOf(url)).provision({ channelKey, keyRevision: 1, label: 'T', record: false });
  const person = { version: 1, role: 'artist', name: null, now: new Date(), seconds: 60 } as const;
  const { token } = await ivsStageSigner({ stageKey }).enter({ ...stage, ...person, viewerId: channelKey });
  return { stage, token };
}

test('IVS real-time: refuses what is not signed, unknown, misspelt or too much', async (t) => {
  const sandbox = await open(t);
  assert.equal((await post(sandbox, '/ivs-realtime/ListStages')).status, 403);
  const client = ivsStageClient(accountOf(sandbox.url));
  const { stage } = await client.send(new CreateStageCommand({ name: 'one' }));
  await assert.rejects(client.send(new CreateStageCommand({ name: 'with space' })), named('ValidationException'));
  await assert.rejects(client.send(new GetStageCommand({ arn: stage!.arn!.slice(0, -1) })), named('ResourceNotFoundException'));
  const nobody = { stageArn: stage!.arn, participantId: 'nobody' };
  await assert.rejects(client.send(new DisconnectParticipantCommand(nobody)), named('ResourceNotFoundException'));
  await assert.rejects(
    client.send(new DisconnectParticipantCommand({ ...nobody, participantId: '' })),
    named('ValidationException'),
  );
  const key = () => client.send(new ImportPublicKeyCommand({ publicKeyMaterial: '-----BEGIN PUBLIC KEY-----' }));
  for (let times = 0; times < 3; times += 1) await key();
  await assert.rejects(key(), named('ServiceQuotaExceededException'));
  assert.equal((await post(sandbox, '/ivs-realtime/people/encode', { key: 'guess' })).status, 403);
});

test('IVS real-time: who was put out does not come in by the same token again', async (t) => {
  const sandbox = await open(t);
  const { stage, token } = await evening(sandbox.url);
  const enter = () => post(sandbox, '/ivs-realtime/people/join', { token });
  const { status, body } = await enter();
  assert.equal(status, 201);
  const who = { stageArn: stage.channelId, participantId: body.participantId };
  await ivsStageClient(accountOf(sandbox.url)).send(new DisconnectParticipantCommand(who));
  assert.equal((await enter()).status, 403);
});

test('IVS real-time: events come twice, late or never', async (t) => {
  const hook = await endpoint(t);
  const sandbox = await open(t, { ivsRealtime: { eventsUrl: hook.url, header: { name: 'x-secret', value: 'word' } } });
  const { token } = await evening(sandbox.url);
  const order = (mode: string, method: string) =>
    post(sandbox, '/faults', { target: 'ivs-realtime-events', mode, method, ms: 150 });
  const names = () => hook.heard.map(({ body }) => body.detail.event_name);
  const { body } = await post(sandbox, '/ivs-realtime/people/join', { token });
  const act = (what: string) => post(sandbox, `/ivs-realtime/people/${what}`, { participantId: body.participantId });
  await order('duplicate', 'Participant Published');
  await act('publish');
  await until('the start, twice', () => names().length === 2);
  assert.equal(hook.heard[0]!.body.id, hook.heard[1]!.body.id);
  await order('drop', 'Participant Unpublished');
  await act('unpublish');
  await act('publish');
  await until('what comes after', () => names().length === 3);
  assert.deepEqual(names(), ['Participant Published', 'Participant Published', 'Participant Published']);
  assert.ok(hook.heard.every(({ headers }) => headers['x-secret'] === 'word'));
});

test('IVS real-time: stages and who is on them outlive a restart', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'rampa-test-ivs-realtime-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const stateFile = join(folder, 'state.json');
  const first = await open(t, { stateFile });
  const { stage, token } = await evening(first.url);
  await post(first, '/ivs-realtime/people/join', { token });
  await first.close();
  const second = await open(t, { stateFile });
  assert.equal((await ivsStageProvider(accountOf(second.url)).people(stage.channelId)).length, 1);
});
