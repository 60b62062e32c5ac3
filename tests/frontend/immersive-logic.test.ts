/** What the pages of immersive shows decide without a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, ordersFor, type StagePerson } from '../../frontend/logic/desk/people.ts';
import { deviceFault } from '../../frontend/logic/device-fault.ts';
import { arrange, columnsOf, initialsOf } from '../../frontend/logic/stage-room/arrange.ts';
import { keepChoice, keptChoice, tidyName } from '../../frontend/logic/stage-room/kept-choice.ts';
import type { OnStage } from '../../frontend/logic/stage-room/port.ts';
import { roadOf, type Stat } from '../../frontend/logic/stage-room/road.ts';
import { asPicture } from '../../frontend/logic/watch/picture-source.ts';
import { hallPace, watchScene } from '../../frontend/logic/watch/scene.ts';

const someone = (id: string, more: Partial<OnStage> = {}): OnStage => ({
  ...{ id, role: 'participant', name: id, mine: false, speaking: false, microphone: true, camera: `c-${id}`, screen: null },
  ...more,
});
const keys = (tiles: { key: string }[]) => tiles.map(({ key }) => key);

test('artists stand large and in an order of their own, participants beside them, oneself the first', () => {
  const { large, beside } = arrange([
    someone('z', { mine: true }),
    someone('nina', { role: 'artist' }),
    someone('a', { speaking: true }),
    someone('kostya', { role: 'artist', camera: null, microphone: false }),
  ]);
  assert.deepEqual(keys(large), ['kostya:camera', 'nina:camera']);
  assert.deepEqual(keys(beside), ['z:camera', 'a:camera']);
});

test('a screen stands before the faces; whoever shows only a screen has no empty frame beside it', () => {
  const screen = arrange([someone('a', { role: 'artist' }), someone('b', { role: 'artist', camera: null, screen: 's' })]);
  assert.deepEqual(keys(screen.large), ['b:screen', 'a:camera']);
  assert.deepEqual(arrange([]), { large: [], beside: [] });
});

test('a phone held upright has two columns at most, a wide screen three', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 9].map((n) => columnsOf(n).narrow),
    [1, 1, 2, 2, 2],
  );
  assert.deepEqual(
    [1, 2, 4, 5, 9].map((n) => columnsOf(n).wide),
    [1, 2, 2, 3, 3],
  );
});

test('whoever shows no face has two letters', () => {
  assert.equal(initialsOf('  нина   заречная михайловна'), 'НЗ');
  assert.equal(initialsOf('🎭 Маша'), '🎭М');
  assert.equal(initialsOf(' '), '');
});

test('a name is one line and no longer than the house takes it', () => {
  assert.equal(tidyName('  Анна \n\t Керн\u202e '), 'Анна Керн');
  assert.equal([...tidyName('я'.repeat(80))].length, 40);
  assert.equal([...tidyName('🎭'.repeat(80))].length, 40);
});

test('what was chosen is kept; what somebody else wrote there is not believed', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  assert.deepEqual(keptChoice(storage), { name: '', camera: '', microphone: '' });
  keepChoice(storage, { name: 'Анна', camera: 'front' });
  keepChoice(storage, { microphone: 'headset' });
  assert.deepEqual(keptChoice(storage), { name: 'Анна', camera: 'front', microphone: 'headset' });
  for (const wrong of ['{', '{"name":1}', 'null', '{"camera":{}}']) {
    for (const key of kept.keys()) kept.set(key, wrong);
    assert.deepEqual(keptChoice(storage), { name: '', camera: '', microphone: '' }, wrong);
  }
});

test('the longer road is told only when the browser says so', () => {
  const stats = (mine: Partial<Stat>): Stat[] => [
    { id: 't', type: 'transport', selectedCandidatePairId: 'p' },
    { id: 'p', type: 'candidate-pair', localCandidateId: 'l' },
    { id: 'l', type: 'local-candidate', ...mine },
  ];
  assert.equal(roadOf(stats({ protocol: 'udp', candidateType: 'host' })), 'direct');
  assert.equal(roadOf(stats({ protocol: 'tcp', candidateType: 'host' })), 'around');
  assert.equal(roadOf(stats({ protocol: 'udp', candidateType: 'relay' })), 'around');
  assert.equal(roadOf(stats({})), null);
  assert.equal(roadOf([]), null);
});

test('why there is no camera, by the browser’s own names', () => {
  const named = (name: string) => Object.assign(new Error(name), { name });
  const faults = ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'TypeError'].map((name) => deviceFault(named(name)));
  assert.deepEqual(faults, ['denied', 'missing', 'busyDevice', 'cannot']);
  assert.equal(deviceFault(undefined), 'cannot');
});

test('what one press can do about a person, and how many there are', () => {
  const person = (more: Partial<StagePerson>): StagePerson => ({
    ...{ ticketId: 't', number: '7F-2K-91', role: 'guest', handAt: null, here: true, removed: false },
    ...more,
  });
  assert.deepEqual(ordersFor(person({})), ['invite', 'remove']);
  assert.deepEqual(ordersFor(person({ role: 'participant' })), ['mute', 'seat', 'remove']);
  assert.deepEqual(ordersFor(person({ role: 'participant', here: false })), ['seat', 'remove']);
  assert.deepEqual(ordersFor(person({ removed: true, role: 'participant' })), ['readmit']);
  const people = [
    person({ handAt: '2026-11-28T16:00:00Z' }),
    person({ role: 'participant' }),
    person({ here: false }),
    person({ removed: true, handAt: '2026-11-28T16:00:00Z' }),
  ];
  assert.deepEqual(countsOf(people), { here: 2, stage: 1, hands: 1 });
});

test('a player is never given a room; the end of a show without a recording is an end', () => {
  const playback = { url: '/a', expiresAt: '2026-11-28T16:00:00Z' };
  assert.equal(asPicture({ ...playback, kind: 'll-hls' }).kind, 'll-hls');
  assert.throws(() => asPicture({ ...playback, kind: 'livekit' }), TypeError);
  assert.equal(watchScene({ may: false, why: 'stageOver' }, 'none'), 'over');
  const out = { may: false, what: null, why: 'putOut', begins: '2026-11-28T16:00:00Z' } as const;
  assert.equal(hallPace(out, Date.parse(out.begins)), 5000, 'whoever is let in again need not reload');
});
