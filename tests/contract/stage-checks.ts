/** One contract for every server of immersive stages, as sentences and what proves them. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ChannelReading } from '../../providers/media/port.ts';
import type { StagePerson } from '../../providers/stage/port.ts';
import { eventually } from '../support/http.ts';
import { enters, grantOf, newStage, type StageDriver, type Visitor } from './stage-driver.ts';

/** @param patience how long what must happen may take, ms */
export type StageCheck = (driver: StageDriver, patience: number) => Promise<void>;

/** A screen that lost its right is dark by then, ms. */
const soon = 5000;

const reads = (driver: StageDriver, channelId: string, state: ChannelReading['state'], patience: number) =>
  eventually(
    async () => {
      const reading = await driver.provider.read(channelId);
      return reading.state === state && reading;
    },
    `the stage reads ${state}`,
    patience,
  );
const isOut = (visitor: Visitor, who: string, patience: number) =>
  eventually(() => visitor.isOut(), `${who} is out`, Math.min(patience, soon));
const finds = (driver: StageDriver, channelId: string, person: Partial<StagePerson>, patience: number) =>
  eventually(
    async () => {
      const people = await driver.provider.people(channelId);
      const wanted = Object.entries(person);
      return people.find((one) => wanted.every(([name, value]) => one[name as keyof StagePerson] === value));
    },
    `there is ${JSON.stringify(person)}`,
    patience,
  );
const sends = async (visitor: Visitor, kind: 'video' | 'audio' = 'video') =>
  assert.ok(await visitor.send(kind), `${kind} is taken`);

export const stageChecks: Record<string, StageCheck> = {
  async 'provision: the same key finds the same stage, silent, empty and listed once'({ provider }) {
    const request = { channelKey: randomUUID(), keyRevision: 1, label: 'TEST-1', record: false };
    const one = await provider.provision(request);
    assert.deepEqual(await provider.provision(request), one);
    assert.deepEqual(await provider.read(one.channelId), { state: 'offline' });
    assert.deepEqual(await provider.people(one.channelId), []);
    assert.deepEqual(await provider.recordings(one.channelId), []);
    const listed = (await provider.list()).filter(({ channelKey }) => channelKey === request.channelKey);
    assert.deepEqual(listed, [{ channelId: one.channelId, channelKey: request.channelKey }]);
  },

  async 'roles: an artist and a participant may send, a guest may not; all of them are seen to be there'(driver, patience) {
    const stage = await newStage(driver);
    const roles = ['artist', 'participant', 'guest'] as const;
    const taken: boolean[] = [];
    for (const [index, role] of roles.entries()) {
      const viewerId = randomUUID();
      const visitor = await enters(driver, stage, { role, viewerId, version: index + 1 });
      taken.push(await visitor.send('video'));
      await finds(driver, stage.channelId, { personId: viewerId, role, version: index + 1, video: role !== 'guest' }, patience);
    }
    assert.deepEqual(taken, [true, true, false]);
  },

  async 'read: an artist makes the picture, and its end is seen; somebody of the audience does not'(driver, patience) {
    const stage = await newStage(driver);
    const viewerId = randomUUID();
    await sends(await enters(driver, stage, { role: 'participant', viewerId }));
    await finds(driver, stage.channelId, { personId: viewerId, video: true }, patience);
    assert.deepEqual(await driver.provider.read(stage.channelId), { state: 'offline' });
    const artist = await enters(driver, stage, { role: 'artist' });
    await sends(artist);
    const reading = await reads(driver, stage.channelId, 'publishing', patience);
    assert.ok(reading.state === 'publishing' && reading.video && reading.viewers === 1, JSON.stringify(reading));
    assert.ok(Math.abs(Date.parse(reading.since) - Date.now()) < 60_000);
    await artist.leave();
    await reads(driver, stage.channelId, 'offline', patience);
  },

  async 'set role: who is invited may send, who is seated again sends nothing; who is not here is left alone'(driver, patience) {
    const stage = await newStage(driver);
    const { channelId } = stage;
    const viewerId = randomUUID();
    await driver.provider.setRole(channelId, viewerId, 'participant');
    const change = async (visitor: Visitor, role: 'participant' | 'guest') => {
      for (let times = 0; times < 2; times += 1) await driver.provider.setRole(channelId, viewerId, role);
      if (driver.keepsPlace) return visitor;
      await isOut(visitor, 'whose role changed', patience);
      return enters(driver, stage, { viewerId, role });
    };
    const guest = await enters(driver, stage, { viewerId });
    assert.equal(await guest.send('video'), false, 'a guest');
    const invited = await change(guest, 'participant');
    assert.equal(await invited.isOut(), false);
    await sends(invited);
    await finds(driver, channelId, { personId: viewerId, role: 'participant', video: true }, patience);
    const seated = await change(invited, 'guest');
    await finds(driver, channelId, { personId: viewerId, role: 'guest', video: false }, patience);
    assert.equal(await seated.isOut(), false);
    assert.equal(await seated.send('audio'), false, 'seated again');
  },

  async 'mute: their sound ends and may begin again; who is not here is left alone'(driver, patience) {
    const stage = await newStage(driver);
    const { channelId } = stage;
    const viewerId = randomUUID();
    await driver.provider.mute(channelId, viewerId);
    const loud = await enters(driver, stage, { viewerId, role: 'participant' });
    await sends(loud, 'audio');
    await finds(driver, channelId, { personId: viewerId, audio: true }, patience);
    for (let times = 0; times < 2; times += 1) await driver.provider.mute(channelId, viewerId);
    if (driver.keepsPlace) {
      await finds(driver, channelId, { personId: viewerId, audio: false }, patience);
      return assert.equal(await loud.isOut(), false);
    }
    await isOut(loud, 'who was muted', patience);
    await sends(await enters(driver, stage, { viewerId, role: 'participant' }), 'audio');
  },

  async 'revoke: this person is out within five seconds up to that version, and does not stay when they come again; others do'(
    driver,
    patience,
  ) {
    const stage = await newStage(driver);
    const viewerId = randomUUID();
    const [visitor, other] = [await enters(driver, stage, { viewerId, version: 2 }), await enters(driver, stage)];
    driver.putOutUpTo(viewerId, 2);
    for (let times = 0; times < 2; times += 1) await driver.provider.revoke(stage.channelId, viewerId, 2);
    await isOut(visitor, 'who is put out', patience);
    // Told of, or found among those who are here.
    const again = await enters(driver, stage, { viewerId, version: 1 });
    if (!driver.tellsGuests) await driver.provider.revoke(stage.channelId, viewerId, 2);
    await isOut(again, 'who came by an older entrance', patience);
    const later = await enters(driver, stage, { viewerId, version: 3 });
    await finds(driver, stage.channelId, { personId: viewerId, version: 3 }, patience);
    assert.deepEqual([await later.isOut(), await other.isOut()], [false, false]);
  },

  async 'the same person on another screen: the former one ends, this one stays'(driver, patience) {
    const stage = await newStage(driver);
    const viewerId = randomUUID();
    const former = await enters(driver, stage, { viewerId, version: 1 });
    const now = await enters(driver, stage, { viewerId, version: 2 });
    // So does the house with each new screen.
    await driver.provider.revoke(stage.channelId, viewerId, 1);
    await isOut(former, 'the former screen', patience);
    await finds(driver, stage.channelId, { personId: viewerId, version: 2 }, patience);
    assert.equal(await now.isOut(), false);
    assert.equal((await driver.provider.people(stage.channelId)).length, 1);
  },

  async 'a screen that has ended and comes again does not end the one that came after it'(driver, patience) {
    const stage = await newStage(driver);
    const viewerId = randomUUID();
    driver.putOutUpTo(viewerId, 1);
    const now = await enters(driver, stage, { viewerId, version: 2 });
    const again = await enters(driver, stage, { viewerId, version: 1 });
    if (!driver.tellsGuests) await driver.provider.revoke(stage.channelId, viewerId, 1);
    await isOut(again, 'the ended screen', patience);
    await finds(driver, stage.channelId, { personId: viewerId, version: 2 }, patience);
    assert.equal(await now.isOut(), false);
  },

  async 'stop: all are out, and the stage is there for another time'(driver, patience) {
    const stage = await newStage(driver);
    const [artist, guest] = [await enters(driver, stage, { role: 'artist' }), await enters(driver, stage)];
    await sends(artist);
    await reads(driver, stage.channelId, 'publishing', patience);
    for (let times = 0; times < 2; times += 1) await driver.provider.stop(stage.channelId);
    await isOut(artist, 'the artist', patience);
    await isOut(guest, 'the guest', patience);
    await reads(driver, stage.channelId, 'offline', patience);
    await sends(await enters(driver, stage, { role: 'artist' }));
    await reads(driver, stage.channelId, 'publishing', patience);
  },

  async 'tear down: the stage is gone with whoever was on it, however often it is asked for'(driver, patience) {
    const stage = await newStage(driver);
    const { channelId } = stage;
    const guest = await enters(driver, stage);
    for (let times = 0; times < 2; times += 1) await driver.provider.tearDown(channelId);
    await isOut(guest, 'the guest', patience);
    await reads(driver, channelId, 'gone', patience);
    assert.deepEqual(await driver.provider.people(channelId), []);
    assert.ok((await driver.provider.list()).every((other) => other.channelId !== channelId));
    await driver.provider.revoke(channelId, randomUUID(), 1);
  },

  async 'an entrance opens its own stage alone: not when it has expired, was tampered with, or is signed by another key'(
    driver,
    patience,
  ) {
    const [stage, other] = [await newStage(driver), await newStage(driver)];
    const good = await driver.signer.enter(grantOf(stage));
    const [header, claims = '', signature] = good.token.split('.');
    const raised = Buffer.from(claims, 'base64url').toString('utf8').replaceAll('false', 'true');
    const opens = async (token: string) => (await driver.enter({ ...good, token })) !== 'refused';
    assert.deepEqual(
      {
        none: await opens(''),
        expired: await opens((await driver.signer.enter(grantOf(stage, { now: new Date(Date.now() - 3_600_000) }))).token),
        raised: await opens([header, Buffer.from(raised).toString('base64url'), signature].join('.')),
        stranger: await opens((await driver.stranger.enter(grantOf(stage))).token),
        good: await opens(good.token),
      },
      { none: false, expired: false, raised: false, stranger: false, good: true },
    );
    const life = Date.parse(good.expiresAt) - Date.now();
    assert.ok(life > 0 && life <= 60_000, 'it is to be used at once');
    const viewerId = randomUUID();
    await enters(driver, other, { viewerId });
    await finds(driver, other.channelId, { personId: viewerId }, patience);
    assert.ok((await driver.provider.people(stage.channelId)).every(({ personId }) => personId !== viewerId));
  },

  async 'rotate: an encoder makes the picture; with a new key the old one is out and does not come back to stay'(
    driver,
    patience,
  ) {
    const stage = await newStage(driver);
    const { provider } = driver;
    const [ingest] = await provider.ingest(stage.channelId, 1);
    assert.ok(ingest);
    const first = await driver.encode(ingest);
    assert.notEqual(first, 'refused');
    const reading = await reads(driver, stage.channelId, 'publishing', patience);
    assert.equal(reading.state === 'publishing' && reading.by, ingest.protocol);
    assert.deepEqual(await provider.people(stage.channelId), [], 'an encoder is nobody');
    const [rotated] = await provider.rotateKey(stage.channelId, 2);
    assert.ok(rotated && rotated.key !== ingest.key, 'another key');
    await reads(driver, stage.channelId, 'offline', patience);
    const old = await driver.encode(ingest);
    await reads(driver, stage.channelId, 'offline', patience);
    const second = await driver.encode(rotated);
    await reads(driver, stage.channelId, 'publishing', patience);
    assert.deepEqual(await provider.rotateKey(stage.channelId, 2), await provider.ingest(stage.channelId, 2));
    await reads(driver, stage.channelId, 'publishing', patience);
    for (const encoder of [first, old, second]) if (encoder !== 'refused') await encoder.stop();
    await reads(driver, stage.channelId, 'offline', patience);
  },

  async 'notices: who comes in and the picture are told under ids of their own; what is not proven is refused'(driver, patience) {
    const stage = await newStage(driver);
    const [artistId, viewerId] = [randomUUID(), randomUUID()];
    await enters(driver, stage, { viewerId, version: 7 });
    await sends(await enters(driver, stage, { role: 'artist', viewerId: artistId, version: 3 }));
    const told = () => driver.notices(stage.channelId);
    const entered = () => told().flatMap((notice) => (notice.kind === 'entered' ? [`${notice.viewerId} ${notice.version}`] : []));
    const wanted = [`${artistId} 3`, ...(driver.tellsGuests ? [`${viewerId} 7`] : [])];
    await eventually(async () => told().some(({ kind }) => kind === 'picture'), 'the door hears of the picture', patience);
    await eventually(async () => wanted.every((one) => entered().includes(one)), 'and of who came in', patience);
    assert.equal(new Set(told().map(({ id }) => id)).size, told().length);
    assert.ok(told().every(({ at }) => Math.abs(Date.parse(at) - Date.now()) < 60_000));
    const forged = JSON.stringify({ event: 'room_finished', id: 'EV_1', room: { name: stage.channelId }, source: 'aws.ivs' });
    for (const headers of [{}, { authorization: 'guess', 'x-rampa-event-secret': 'guess' }])
      assert.equal((await fetch(driver.doorUrl, { method: 'POST', headers, body: forged })).status, 401);
  },
};
