/** One contract for every media server, as sentences and what proves them. A driver that breaks its word must fail here: see the negative controls. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ChannelReading } from '../../providers/media/port.ts';
import { eventually } from '../support/http.ts';
import { grantOf, type MediaDriver, newChannel, type Publishing, type TestChannel, tokenOf } from './media-driver.ts';

/** @param patience how long what must happen may take, ms */
export type Check = (driver: MediaDriver, patience: number) => Promise<void>;

const published = async (driver: MediaDriver, { ingest }: Pick<TestChannel, 'ingest'>): Promise<Publishing> => {
  const publishing = await driver.publish(ingest);
  if (publishing === 'refused') throw new Error('the right key was refused');
  return publishing;
};
const reads = (driver: MediaDriver, channelId: string, state: ChannelReading['state'], patience: number) =>
  eventually(
    async () => {
      const reading = await driver.provider.read(channelId);
      return reading.state === state && reading;
    },
    `the channel reads ${state}`,
    patience,
  );
const hears = (driver: MediaDriver, channelId: string, kind: string, patience: number) =>
  eventually(async () => driver.notices(channelId).find((notice) => notice.kind === kind), `the door hears ${kind}`, patience);
const open = async (driver: MediaDriver, grant: Parameters<typeof grantOf>) =>
  driver.open((await driver.signer.sign(grantOf(...grant))).url);
const opens = async (driver: MediaDriver, ...grant: Parameters<typeof grantOf>) => (await open(driver, grant)).seen;
const sees = (driver: MediaDriver, channel: TestChannel, patience: number) =>
  eventually(async () => (await opens(driver, channel)) === 'picture', 'a viewer sees the picture', patience);

export const checks: Record<string, Check> = {
  async 'provision: the same key finds the same channel, silent and listed'({ provider }) {
    const request = { channelKey: randomUUID(), keyRevision: 1, label: 'TEST-1', record: false };
    const one = await provider.provision(request);
    assert.deepEqual(await provider.provision(request), one);
    assert.deepEqual(await provider.read(one.channelId), { state: 'offline' });
    const listed = (await provider.list()).filter(({ channelKey }) => channelKey === request.channelKey);
    assert.deepEqual(listed, [{ channelId: one.channelId, channelKey: request.channelKey }]);
  },

  async 'tear down: the channel is gone, with whoever published, however often it is asked for'(driver, patience) {
    const channel = await newChannel(driver);
    const { channelId } = channel;
    await published(driver, channel);
    await reads(driver, channelId, 'publishing', patience);
    driver.row(channelId, { tornDown: true });
    for (let times = 0; times < 2; times += 1) await driver.provider.tearDown(channelId);
    await reads(driver, channelId, 'gone', patience);
    assert.equal(await driver.publish(channel.ingest), 'refused');
    assert.ok((await driver.provider.list()).every((other) => other.channelId !== channelId));
  },

  async 'publish: the key brings picture and sound, and the door hears of it'(driver, patience) {
    const channel = await newChannel(driver);
    await published(driver, channel);
    const reading = await reads(driver, channel.channelId, 'publishing', patience);
    assert.ok(reading.state === 'publishing' && reading.video && reading.audio, JSON.stringify(reading));
    assert.ok(Math.abs(Date.parse(reading.since) - Date.now()) < 60_000);
    await hears(driver, channel.channelId, 'picture', patience);
  },

  async 'publish: a wrong key and a second publisher are refused, and the first goes on'(driver, patience) {
    const channel = await newChannel(driver);
    const key = channel.ingest.key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    assert.equal(await driver.publish({ ...channel.ingest, key }), 'refused');
    await reads(driver, channel.channelId, 'offline', patience);
    await published(driver, channel);
    assert.equal(await driver.publish(channel.ingest), 'refused', 'a second one');
    assert.equal(await driver.publish({ ...channel.ingest, key }), 'refused');
    await reads(driver, channel.channelId, 'publishing', patience);
  },

  async 'rotate: the old key stops working and its publisher is cut off; the same revision again changes nothing'(
    driver,
    patience,
  ) {
    const channel = await newChannel(driver);
    await published(driver, channel);
    driver.row(channel.channelId, { keyRevision: 2 });
    const [ingest] = await driver.provider.rotateKey(channel.channelId, 2);
    assert.ok(ingest && ingest.key !== channel.ingest.key, 'another key');
    await reads(driver, channel.channelId, 'offline', patience);
    assert.equal(await driver.publish(channel.ingest), 'refused');
    await published(driver, { ingest });
    assert.deepEqual(await driver.provider.rotateKey(channel.channelId, 2), await driver.provider.ingest(channel.channelId, 2));
    assert.equal((await driver.provider.ingest(channel.channelId, 2))[0]?.key, ingest.key);
    await reads(driver, channel.channelId, 'publishing', patience);
  },

  async "watch: a token opens its channel's picture, and nothing else does"(driver, patience) {
    const [channel, other] = [await newChannel(driver), await newChannel(driver)];
    await published(driver, channel);
    await published(driver, other);
    await sees(driver, channel, patience);
    const { url } = await driver.signer.sign(grantOf(channel));
    const elsewhere = await driver.signer.sign(grantOf({ ...other, playbackUrl: channel.playbackUrl }));
    // Where the token is a part of the path, only its own channel's address can be made of it.
    const foreign = elsewhere.url.startsWith(channel.playbackUrl)
      ? elsewhere.url
      : url.replace(channel.channelId, other.channelId);
    const token = tokenOf(url);
    const spoilt = url.replace(
      token,
      token.replace(/.(?=.{4}$)/, (letter) => (letter === 'A' ? 'B' : 'A')),
    );
    const past = new Date(Date.now() - 3_600_000);
    assert.deepEqual(
      {
        none: (await driver.open(channel.playbackUrl)).seen,
        foreign: (await driver.open(foreign)).seen,
        spoilt: (await driver.open(spoilt)).seen,
        expired: await opens(driver, channel, { now: past }),
        right: (await driver.open(url)).seen,
      },
      { none: 'refused', foreign: 'refused', spoilt: 'refused', expired: 'refused', right: 'picture' },
    );
  },

  async 'off air: viewers see nothing, whoever watched is put out, the preview goes on'(driver, patience) {
    const channel = await newChannel(driver);
    await published(driver, channel);
    await sees(driver, channel, patience);
    const viewer = await open(driver, [channel]);
    driver.row(channel.channelId, { onAir: false });
    await driver.provider.setOnAir(channel.channelId, false);
    // Where they are not told apart the port says that nothing happens: the house signs no token then.
    if (!driver.tellsAudiences) return assert.equal(await viewer.again(), 'picture');
    await eventually(async () => (await viewer.again()) === 'refused', 'who watched is put out', patience);
    assert.equal(await opens(driver, channel), 'refused');
    assert.equal(await opens(driver, channel, { audience: 'preview' }), 'picture');
    driver.row(channel.channelId, { onAir: true });
    await driver.provider.setOnAir(channel.channelId, true);
    assert.equal(await opens(driver, channel), 'picture');
  },

  async "revoke: this viewer's tokens up to that version open nothing more, also in the middle; others and later ones do"(
    driver,
    patience,
  ) {
    const channel = await newChannel(driver);
    await published(driver, channel);
    await sees(driver, channel, patience);
    const viewerId = randomUUID();
    const [watching, other] = [await open(driver, [channel, { viewerId, version: 2 }]), await open(driver, [channel])];
    assert.deepEqual([await watching.again(), await other.again()], ['picture', 'picture']);
    driver.row(channel.channelId, { revoked: { [viewerId]: 2 } });
    for (let times = 0; times < 2; times += 1) await driver.provider.revoke(channel.channelId, viewerId, 2);
    await eventually(async () => (await watching.again()) === 'refused', 'the picture ends', Math.min(patience, 5000));
    assert.deepEqual(
      [
        await opens(driver, channel, { viewerId, version: 1 }),
        await opens(driver, channel, { viewerId, version: 2 }),
        await opens(driver, channel, { viewerId, version: 3 }),
        await other.again(),
      ],
      ['refused', 'refused', 'picture', 'picture'],
    );
  },

  async 'stop: what is published ends, and may be asked to end again'(driver, patience) {
    const channel = await newChannel(driver);
    await published(driver, channel);
    await reads(driver, channel.channelId, 'publishing', patience);
    for (let times = 0; times < 2; times += 1) await driver.provider.stop(channel.channelId);
    await reads(driver, channel.channelId, 'offline', patience);
    const [again] = await driver.provider.ingest(channel.channelId, 1);
    await published(driver, { ingest: again! });
    await reads(driver, channel.channelId, 'publishing', patience);
  },

  async 'loss: a cut line is told, each piece of news under an id of its own'(driver, patience) {
    const channel = await newChannel(driver);
    const publishing = await published(driver, channel);
    await hears(driver, channel.channelId, 'picture', patience);
    await publishing.lose();
    await hears(driver, channel.channelId, 'loss', patience);
    const told = driver.notices(channel.channelId);
    assert.equal(new Set(told.map(({ id, kind }) => `${id} ${kind}`)).size, new Set(told.map(({ id }) => id)).size);
    assert.ok(told.every(({ channelId, at }) => channelId === channel.channelId && !Number.isNaN(Date.parse(at))));
  },

  async 'recordings: an evening is found when it has ended, plays with its own token alone, outlives the channel, and goes when asked'(
    driver,
    patience,
  ) {
    const { provider } = driver;
    const channel = await newChannel(driver, true);
    const { channelId } = channel;
    const publishing = await published(driver, channel);
    if (!driver.records) return assert.deepEqual(await provider.recordings(channelId), []);
    await eventually(
      async () => (await provider.recordings(channelId)).some(({ ready }) => !ready),
      'it is being written',
      patience,
    );
    await publishing.stop();
    const recording = await eventually(
      async () => (await provider.recordings(channelId)).find(({ ready, seconds }) => ready && seconds > 0),
      'the recording is there',
      patience,
    );
    const { recordingId } = recording;
    const told = await hears(driver, channelId, 'recorded', patience);
    assert.equal(told.kind === 'recorded' && told.recordingId, recordingId);
    driver.row(channelId, { tornDown: true });
    await provider.tearDown(channelId);
    assert.equal(await opens(driver, channel, { recordingId }), 'picture');
    const { url } = await driver.signer.sign(grantOf(channel, { recordingId }));
    const live = await driver.signer.sign(grantOf(channel));
    assert.equal((await driver.open(url.replace(tokenOf(url), tokenOf(live.url)))).seen, 'refused', "the live picture's token");
    for (let times = 0; times < 2; times += 1) await provider.removeRecording(channelId, recordingId);
    assert.deepEqual(await provider.recordings(channelId), []);
    assert.equal(await opens(driver, channel, { recordingId }), 'nothing');
  },
};
