/** The desk at a door: what it says by itself, what it tells the house, and how the house's word wins. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { arrivalsOf, countArrivals } from '../../frontend/logic/door/arrivals.ts';
import { DoorDesk } from '../../frontend/logic/door/desk.ts';
import { type Keep, keepInMemory } from '../../frontend/logic/door/keep.ts';
import type { SubtleCryptoLike } from '../../frontend/logic/door/token.ts';
import type { Said } from '../../frontend/logic/door/types.ts';
import { type DoorHouse, openDoorHouse } from './door-house.ts';

const subtle = crypto.subtle as unknown as SubtleCryptoLike;
type Line = 'up' | 'down' | 'answers lost';

/** A device with a line to the house that can be cut. `patient`: waits for the house as long as it takes. */
function device(house: DoorHouse, given: { keep?: Keep; subtle?: SubtleCryptoLike | undefined; now?: () => number } = {}) {
  const corrected: Said[] = [];
  const state = { line: 'up' as Line, patient: true, hold: undefined as Promise<void> | undefined };
  const id = randomUUID();
  const keep = given.keep ?? keepInMemory();
  const reach = () => {
    if (state.line === 'down') throw new Error('Offline');
  };
  const desk = new DoorDesk({
    show: `theatre/${house.showId}`,
    house: {
      async list() {
        reach();
        return house.list();
      },
      async tell(scans) {
        reach();
        await state.hold;
        const { results } = house.checkIn({ device: id, scans });
        if (state.line === 'answers lost') throw new Error('Unreachable');
        return results;
      },
    },
    keep,
    subtle: 'subtle' in given ? given.subtle : subtle,
    newId: randomUUID,
    now: given.now ?? (() => Date.now()),
    after: () => (state.patient ? new Promise(() => {}) : Promise.resolve()),
    online: () => state.line !== 'down',
    changed: () => {},
    corrected: (said) => void corrected.push(said),
  });
  return { desk, state, corrected, keep };
}

async function opened(house: DoorHouse, given: Parameters<typeof device>[1] = {}) {
  const made = device(house, given);
  await made.desk.open();
  await made.desk.refresh();
  return made;
}

test('a ticket lets in once, and the second showing says when and where the first was', async () => {
  const house = openDoorHouse();
  const { token, id } = house.sell();
  const { desk } = await opened(house);
  const first = await desk.take(token, 'camera');
  assert.deepEqual([first.verdict, first.by], ['admitted', 'house']);
  const second = await desk.take(token, 'camera');
  assert.deepEqual([second.verdict, second.firstAt, second.firstBy], ['already', house.usedAt(id), 'here']);
  assert.equal(desk.waiting, 0);
});

test('shown twice in one moment, a ticket still lets in once', async () => {
  const house = openDoorHouse();
  const { token } = house.sell();
  const { desk, state } = await opened(house);
  state.line = 'down';
  const [one, other] = await Promise.all([desk.take(token, 'camera'), desk.take(token, 'typed')]);
  assert.deepEqual([one.verdict, other.verdict], ['admitted', 'already']);
});

test('without a network: good, void, of another evening, forged, a stranger’s', async () => {
  const house = openDoorHouse();
  const [good, gone, other] = [house.sell(), house.sell(), house.sell({ show: randomUUID() })];
  house.revoke(gone.id);
  const { desk, state } = await opened(house);
  state.line = 'down';
  const verdicts = [];
  const forged = `${good.token.slice(0, 60)}${good.token[60] === 'A' ? 'B' : 'A'}${good.token.slice(61)}`;
  for (const shown of [good.token, gone.token, other.token, forged, 'https://example.org/menu', `RT1.${good.token}`])
    verdicts.push((await desk.take(shown, 'camera')).verdict);
  assert.deepEqual(verdicts, ['admitted', 'revoked', 'otherShow', 'forged', 'foreign', 'foreign']);
  assert.equal(desk.waiting, 4, 'a stranger’s code is nobody’s business');
  assert.ok(desk.problem);
});

test('scans that waited are told in their order, a hundred at a time, and the tokens do not stay', async () => {
  const house = openDoorHouse();
  const sold = Array.from({ length: 130 }, () => house.sell());
  const { desk, state, keep } = await opened(house);
  state.line = 'down';
  for (const { token } of sold) assert.equal((await desk.take(token, 'camera')).verdict, 'admitted');
  state.line = 'up';
  await desk.refresh();
  assert.deepEqual(
    house.batches.map(({ scans }) => scans.length),
    [100, 30],
  );
  assert.deepEqual(
    house.batches.flatMap(({ scans }) => scans.map(({ token }) => token)),
    sold.map(({ token }) => token),
  );
  assert.deepEqual([desk.waiting, desk.problem], [0, undefined]);
  const { scans } = await keep.load(`theatre/${house.showId}`);
  assert.ok(scans.every(({ token, answer }) => token === '' && answer));
  assert.deepEqual(countArrivals(arrivalsOf(desk.door!.list, desk.scans), desk.scans), { inside: 130, expected: 130 });
});

test('answers lost on the way: the same batch comes again word for word and counts once, also from another page', async () => {
  const house = openDoorHouse();
  const [one, two, three] = [house.sell(), house.sell(), house.sell()];
  const { desk, state, keep } = await opened(house);
  state.line = 'down';
  await desk.take(one.token, 'camera');
  await desk.take(two.token, 'camera');
  state.line = 'answers lost';
  await desk.tell();
  assert.deepEqual([desk.waiting, house.recorded.size], [2, 2]);
  state.line = 'down';
  await desk.take(three.token, 'camera');
  const again = device(house, { keep });
  await again.desk.open();
  await again.desk.refresh();
  assert.deepEqual(house.batches[1], { ...house.batches[0], device: house.batches[1]!.device });
  assert.deepEqual([house.batches.length, house.recorded.size, again.desk.waiting], [3, 3, 0]);
  assert.deepEqual(again.desk.conflicts, [], 'its own lost answer is no other device');
});

test('two devices, one ticket, no network: the one that syncs second is told that somebody is in already', async () => {
  const house = openDoorHouse();
  const { token, id } = house.sell();
  const [here, there] = [await opened(house), await opened(house)];
  for (const { state } of [here, there]) state.line = 'down';
  assert.equal((await here.desk.take(token, 'camera')).verdict, 'admitted');
  assert.equal((await there.desk.take(token, 'camera')).verdict, 'admitted');
  for (const { state } of [here, there]) state.line = 'up';
  await here.desk.refresh();
  await there.desk.refresh();
  assert.deepEqual([here.corrected, here.desk.conflicts], [[], []]);
  const [said] = there.corrected;
  assert.deepEqual(
    [said?.verdict, said?.conflict, said?.firstAt, said?.firstBy],
    ['already', true, house.usedAt(id), 'elsewhere'],
  );
  assert.equal(there.desk.conflicts.length, 1);
  await there.desk.notice(there.desk.conflicts[0]!.id);
  assert.equal(there.desk.conflicts.length, 0);
  assert.equal((await there.desk.take(token, 'camera')).verdict, 'already');
});

test('a list that knows of another device’s scan refuses the second one, without a network too', async () => {
  const house = openDoorHouse();
  const { token, id } = house.sell();
  const [here, there] = [await opened(house), await opened(house)];
  await here.desk.take(token, 'camera');
  there.state.line = 'down';
  // The control: before the list is fresh, the other device cannot know.
  assert.equal(arrivalsOf(there.desk.door!.list, there.desk.scans).filter(({ inAt }) => inAt).length, 0);
  there.state.line = 'up';
  await there.desk.refresh();
  there.state.line = 'down';
  const said = await there.desk.take(token, 'camera');
  assert.deepEqual([said.verdict, said.by, said.firstAt, said.firstBy], ['already', 'device', house.usedAt(id), 'elsewhere']);
});

test('online, the house’s word comes before the sign: nobody is let in by a stale list', async () => {
  const house = openDoorHouse();
  const { token } = house.sell();
  const [here, there] = [await opened(house), await opened(house)];
  await here.desk.take(token, 'camera');
  const said = await there.desk.take(token, 'camera');
  assert.deepEqual([said.verdict, said.by, said.conflict, said.firstBy], ['already', 'house', false, 'elsewhere']);
  assert.deepEqual([there.desk.conflicts, there.corrected], [[], []]);
});

test('a house that is slow to answer keeps nobody waiting, and its word comes after', async () => {
  const house = openDoorHouse();
  const { token } = house.sell();
  const [here, there] = [await opened(house), await opened(house)];
  await here.desk.take(token, 'camera');
  let answer = () => {};
  there.state.hold = new Promise((done) => {
    answer = done;
  });
  there.state.patient = false;
  const said = await there.desk.take(token, 'camera');
  assert.deepEqual([said.verdict, said.by], ['admitted', 'device']);
  answer();
  await there.desk.tell();
  assert.equal(there.corrected[0]?.verdict, 'already');
  assert.equal(there.desk.conflicts.length, 1);
});

test('bought after the list was loaded: let in by its signature, and said so', async () => {
  const house = openDoorHouse();
  const { desk, state } = await opened(house);
  const { token, number, id } = house.sell({ listed: false });
  state.line = 'down';
  const said = await desk.take(token, 'camera');
  assert.deepEqual([said.verdict, said.late, said.number], ['admitted', true, null]);
  assert.deepEqual(countArrivals(arrivalsOf(desk.door!.list, desk.scans), desk.scans), { inside: 1, expected: 1 });
  state.line = 'up';
  house.enlist(id);
  await desk.refresh();
  assert.equal(desk.scans[0]?.number, number);
  assert.deepEqual(countArrivals(arrivalsOf(desk.door!.list, desk.scans), desk.scans), { inside: 1, expected: 1 });
});

test('returned while the door was offline: let in there, and the person is told afterwards', async () => {
  const house = openDoorHouse();
  const { token, id } = house.sell();
  const { desk, state, corrected } = await opened(house);
  state.line = 'down';
  house.revoke(id);
  assert.equal((await desk.take(token, 'camera')).verdict, 'admitted');
  state.line = 'up';
  await desk.refresh();
  assert.deepEqual([corrected[0]?.verdict, corrected[0]?.conflict], ['revoked', true]);
  assert.equal((await desk.take(token, 'camera')).verdict, 'revoked');
});

test('a ticket refused without a network is no entry that waits, and the house hears of it all the same', async () => {
  const house = openDoorHouse();
  const [one, two] = [house.sell(), house.sell()];
  const { desk, state } = await opened(house);
  state.line = 'down';
  for (const { token } of [one, two, one]) await desk.take(token, 'camera');
  assert.deepEqual([desk.entriesWaiting, desk.waiting], [2, 3]);
  state.line = 'up';
  await desk.tell();
  assert.deepEqual([desk.entriesWaiting, desk.waiting, house.recorded.size], [0, 0, 3]);
});

test('a browser that cannot check asks the house, and lets nobody in by itself', async () => {
  const house = openDoorHouse();
  const [one, two] = [house.sell(), house.sell()];
  const { desk, state } = await opened(house, { subtle: undefined });
  assert.equal(desk.checksAlone, false);
  const asked = await desk.take(one.token, 'camera');
  assert.deepEqual([asked.verdict, asked.by, asked.number], ['admitted', 'house', one.number]);
  state.line = 'down';
  assert.equal((await desk.take(two.token, 'camera')).verdict, 'unchecked');
  assert.equal(desk.waiting, 0, 'whoever was turned away is not let in later behind their back');
});

test('a number is taken from the person at the door, never from a printed code', async () => {
  const house = openDoorHouse();
  const { number, id } = house.sell();
  const { desk } = await opened(house);
  assert.equal((await desk.take(number, 'camera')).verdict, 'foreign');
  const said = await desk.take(number.toLowerCase().replaceAll('-', ' '), 'typed');
  assert.deepEqual([said.verdict, said.typed, said.number], ['admitted', true, number]);
  assert.ok(house.usedAt(id));
  assert.equal((await desk.take('00-00-00-00', 'typed')).verdict, 'noNumber');
});

test('a device with a wrong clock tells the house’s time', async () => {
  const at = Date.parse('2026-11-28T16:00:00Z');
  const house = openDoorHouse({ now: () => at });
  const { token, id } = house.sell();
  const { desk, state, keep } = await opened(house, { now: () => at - 5 * 3_600_000 });
  state.line = 'down';
  await desk.take(token, 'camera');
  const again = device(house, { keep, now: () => at - 5 * 3_600_000 });
  await again.desk.open();
  assert.equal(again.desk.time, new Date(at).toISOString(), 'kept through a reload');
  await again.desk.refresh();
  assert.equal(house.usedAt(id), new Date(at).toISOString());
});

test('a list that was slow to come does not undo a newer one', async () => {
  let at = Date.parse('2026-11-28T16:00:00Z');
  const house = openDoorHouse({ now: () => at });
  const { id } = house.sell();
  const { desk } = await opened(house);
  house.revoke(id);
  at -= 1000;
  await desk.refresh();
  assert.equal(desk.door!.list.tickets[0]!.state, 'valid');
  at += 2000;
  await desk.refresh();
  assert.equal(desk.door!.list.tickets[0]!.state, 'revoked');
});

test('a browser that stores nothing is told apart, and the door goes on', async () => {
  const house = openDoorHouse();
  const { token } = house.sell();
  const memory = keepInMemory();
  const full: Keep = { ...memory, lasting: true, saveScans: () => Promise.reject(new Error('QuotaExceededError')) };
  const { desk } = await opened(house, { keep: full });
  assert.equal(desk.lasting, true);
  assert.equal((await desk.take(token, 'camera')).verdict, 'admitted');
  assert.equal(desk.lasting, false);
});
