/** IVS real-time: what its events tell, what an entrance says, and how a stage's address holds what a signer needs. */
import assert from 'node:assert/strict';
import { createPublicKey, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { addressOf, readAddress } from '../../providers/stage/ivs-realtime/account.ts';
import { participantIdOf, readParticipantId } from '../../providers/stage/ivs-realtime/participant-id.ts';
import { ivsStageSigner } from '../../providers/stage/ivs-realtime/signer.ts';
import { ivsStageNotices, ivsStageVerifier } from '../../providers/stage/ivs-realtime/webhook.ts';
import { newStageKey } from '../contract/stage-ivs-realtime.ts';

const channelId = 'arn:aws:ivs:eu-west-1:000000000000:stage/abcdABCDefgh';
const viewerId = '22222222-2222-4222-8222-222222222222';
const address = {
  events: 'wss://global.events.live-video.net',
  whip: 'https://453fdfd2ad24df.global-bm.whip.live-video.net',
  keyArn: 'arn:aws:ivs:eu-west-1:000000000000:public-key/f99cde61-c2b0-4df3-8941-ca7d38acca1a',
};

const event = (name: string, detail: object, changes: object = {}) => ({
  ...{ id: 'e-1', 'detail-type': 'IVS Stage Update', source: 'aws.ivs', time: '2026-11-22T17:59:00Z', resources: [channelId] },
  ...{ detail: { session_id: 'st-1', event_name: name, ...detail }, ...changes },
});
const by = (role: 'artist' | 'participant', version = 3) => ({
  ...{ user_id: viewerId, participant_id: participantIdOf({ viewerId, version, role }) },
});

test('an address holds what a signer needs; another one is refused', () => {
  assert.deepEqual(readAddress(addressOf(address)), address);
  assert.throws(() => readAddress('wss://global.events.live-video.net'), TypeError);
});

test("a participant's id says who it is, is as IVS takes it, and never the same twice", () => {
  const person = { viewerId: randomUUID(), version: 999_999, role: 'guest' } as const;
  const id = participantIdOf(person);
  assert.match(id, /^[a-zA-Z0-9-]{1,64}$/);
  assert.deepEqual(readParticipantId(id), person);
  assert.notEqual(participantIdOf(person), id);
  for (const other of ['', 'xYz1c2d3e4f', `x-1-${viewerId}-0123456789`, `a-1-${viewerId}-0123456789-more`])
    assert.equal(readParticipantId(other), null, other);
});

test('an entrance: ES384 by the imported key, a minute at most, with the rights of its role', async () => {
  const stageKey = newStageKey();
  const { enter } = ivsStageSigner({ stageKey });
  const now = new Date();
  const grant = { channelId, playbackUrl: addressOf(address), viewerId, version: 3, now, seconds: 600, name: 'Аня' };
  for (const [role, publishes] of [
    ['artist', true],
    ['participant', true],
    ['guest', false],
  ] as const) {
    const { token, url, kind, expiresAt } = await enter({ ...grant, role });
    const { payload } = await jwtVerify(token, createPublicKey(stageKey), { algorithms: ['ES384'] });
    assert.equal(decodeProtectedHeader(token).kid, address.keyArn);
    assert.deepEqual(payload['capabilities'], { allow_publish: publishes, allow_subscribe: true });
    assert.deepEqual([payload['resource'], payload['topic'], payload['user_id']], [channelId, 'abcdABCDefgh', viewerId]);
    assert.deepEqual([url, kind], [address.events, 'ivs-realtime']);
    assert.equal(payload.exp, Math.floor(now.getTime() / 1000) + 60);
    assert.equal(expiresAt, new Date(payload.exp! * 1000).toISOString());
  }
});

test('an artist who sends has come in and makes the picture; a participant has come in; told twice it is the same news', () => {
  const about = { channelId, at: '2026-11-22T17:59:00.000Z' };
  const entered = { ...about, id: 'ivs:e-1:entered', kind: 'entered', viewerId, version: 3 };
  const picture = { ...about, id: 'ivs:e-1', kind: 'picture' };
  assert.deepEqual(ivsStageNotices(event('Participant Published', by('artist'))), [entered, picture]);
  assert.deepEqual(ivsStageNotices(event('Participant Published', by('participant'))), [entered]);
  const encoder = { user_id: 'encoder-2', participant_id: 'xYz1c2d3e4f' };
  assert.deepEqual(ivsStageNotices(event('Participant Published', encoder)), [picture]);
});

test('what nobody acts on is nothing; what has another secret, or is of the future, is refused', () => {
  const artist = by('artist');
  const silent = [
    event('Participant Unpublished', artist),
    event('Participant Published', { user_id: 'x', participant_id: 'xYz1c2d3e4f' }),
    event('Participant Published', artist, { resources: ['arn:aws:ivs:eu-west-1:000000000000:channel/abc'] }),
    event('Participant Published', artist, { 'detail-type': 'IVS Composition State Change' }),
  ];
  for (const one of silent) assert.deepEqual(ivsStageNotices(one), []);
  const verify = ivsStageVerifier('events-events-events');
  const raw = (changes: object = {}) => Buffer.from(JSON.stringify(event('Participant Published', artist, changes)));
  assert.equal(verify(raw(), {}), null);
  assert.equal(verify(raw(), { 'x-rampa-event-secret': 'guess' }), null);
  const right = { 'x-rampa-event-secret': 'events-events-events' };
  assert.equal(verify(raw({ time: new Date(Date.now() + 3_600_000).toISOString() }), right), null);
  assert.equal([verify(raw({ time: new Date().toISOString() }), right)].flat().length, 2);
});
