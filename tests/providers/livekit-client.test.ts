/** LiveKit's client where the server misbehaves, or belongs to others too. What it does on the real one: tests/contract. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParticipantInfo, Room } from '@livekit/protocol';
import { ServerError } from 'livekit-server-sdk';
import { MediaRejected } from '../../providers/media/port.ts';
import type { LiveKitAccount, Rooms } from '../../providers/stage/livekit/account.ts';
import { liveKitProvider } from '../../providers/stage/livekit/client.ts';

const account: LiveKitAccount = {
  ...{ url: 'http://livekit.example', publicUrl: 'wss://livekit.example', apiKey: 'rampa', house: 'theatre.example' },
  apiSecret: 'secret-secret-secret-secret-secret',
};
const channelId = 'show-11111111-1111-4111-8111-111111111111';
const roomOf = (name: string, house: string | null, more: object = {}) =>
  new Room({ name, metadata: house === null ? '' : JSON.stringify({ house, label: 'TEST-1', keyRevision: 2, ...more }) });
const nothing = () => assert.fail('nobody asked for it');
const given = (rooms: Partial<Rooms>) =>
  liveKitProvider(account, {
    ...{ createRoom: nothing, listRooms: nothing, deleteRoom: nothing, updateRoomMetadata: nothing, listParticipants: nothing },
    ...{ removeParticipant: nothing, mutePublishedTrack: nothing, updateParticipant: nothing, ...rooms },
  });
const refusal = (status: number, code: string) => async () => {
  throw new ServerError('twirp', 'no', status, code);
};

test('a final no is said as one; a server that is away, busy or has another key may be asked again', async () => {
  await assert.rejects(given({ listRooms: refusal(400, 'invalid_argument') }).list(), MediaRejected);
  for (const [status, code] of [
    [401, 'unauthenticated'],
    [429, 'resource_exhausted'],
    [503, 'unavailable'],
  ] as const)
    await assert.rejects(given({ listRooms: refusal(status, code) }).list(), (error) => !(error instanceof MediaRejected));
});

test('who is gone already is no mistake; whoever asks may give it up', async () => {
  const gone = given({ deleteRoom: refusal(404, 'not_found'), listParticipants: refusal(404, 'not_found') });
  await gone.tearDown(channelId);
  await gone.revoke(channelId, 'somebody', 9);
  assert.deepEqual(await gone.people(channelId), []);
  const asked = new AbortController();
  const waiting = given({ listRooms: () => new Promise(() => {}) }).list(asked.signal);
  asked.abort(new Error('given up'));
  await assert.rejects(waiting, /given up/);
});

test('rooms of another house are left alone by the sweep; one that nobody provisioned is a stray', async () => {
  const stray = channelId.replaceAll('1', '3');
  const rooms = [roomOf(channelId, 'theatre.example'), roomOf(channelId.replaceAll('1', '2'), 'other.example')];
  const more = [roomOf(stray, null), roomOf('kitchen', 'theatre.example'), roomOf('pantry', null)];
  assert.deepEqual(await given({ listRooms: async () => [...rooms, ...more] }).list(), [
    { channelId, channelKey: channelId.replace('show-', '') },
    { channelId: stray, channelKey: stray.replace('show-', ''), stray: true },
  ]);
});

test('an encoder with an old key is put out at each look, its picture does not count, and the new one stays', async () => {
  const removed: string[] = [];
  const encoder = (revision: number) =>
    ParticipantInfo.fromJson({
      identity: `artist-obs-${revision}`,
      joinedAt: '1795000000',
      tracks: [{ sid: 'TR', type: 'VIDEO' }],
    });
  const looked = (revisions: number[]) =>
    given({
      listRooms: async () => [roomOf(channelId, 'theatre.example')],
      listParticipants: async () => revisions.map(encoder),
      removeParticipant: async (_, identity) => void removed.push(identity),
    }).read(channelId);
  assert.deepEqual(await looked([1]), { state: 'offline' });
  assert.equal((await looked([1, 2, 3])).state, 'publishing');
  assert.deepEqual(removed, ['artist-obs-1', 'artist-obs-1']);
});

test('a room that came back by itself after a restart is gone, until it is provisioned again', async () => {
  let room = roomOf(channelId, null);
  const server = given({
    listRooms: async () => [room],
    createRoom: async () => room,
    updateRoomMetadata: async (name, metadata) => {
      room = new Room({ name, metadata });
      return room;
    },
    listParticipants: async () => [],
  });
  assert.deepEqual(await server.read(channelId), { state: 'gone' });
  const channelKey = channelId.replace('show-', '');
  await server.provision({ channelKey, keyRevision: 2, label: 'TEST-1', record: false });
  assert.deepEqual(await server.read(channelId), { state: 'offline' });
  assert.deepEqual(await server.list(), [{ channelId, channelKey }]);
});
