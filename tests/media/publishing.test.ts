/** Who may publish: whoever has the channel's latest key, one at a time. Everybody else is refused, and that is told. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { findFfmpeg } from '../../media/ingest/ffmpeg.ts';
import type { Ingest, MediaNotice } from '../../providers/media/port.ts';
import { eventually } from '../support/http.ts';
import { grant, type MediaHouse, openMediaHouse } from './media-house.ts';
import { get, segmentsOf } from './play.ts';
import { publish, rtmpAddress, type TestPublisher } from './publisher.ts';

describe('publishing', () => {
  let house: MediaHouse;
  const channelId = randomUUID();
  const running: TestPublisher[] = [];
  const provision = (channelKey: string, keyRevision = 1) =>
    house.media.provision({ channelKey, keyRevision, label: 'A1', record: false });
  const begin = (address: string) => {
    const publisher = publish(address);
    running.push(publisher);
    return publisher;
  };
  const rightly = (ingest: Ingest[]) => begin(rtmpAddress(ingest));
  const told = (kind: MediaNotice['kind'], channel: string = channelId) =>
    house.notices.filter((notice) => notice.kind === kind && notice.channelId === channel);
  const refusals = (channel: string) => told('refused', channel).map((notice) => notice.kind === 'refused' && notice.why);
  const isPublishing = async () => (await house.media.read(channelId)).state === 'publishing';

  before(async () => {
    house = await openMediaHouse();
    await provision(channelId);
  });
  after(async () => {
    await Promise.all(running.map((publisher) => publisher.kill()));
    await house?.close();
  });

  it('with the right key is taken, told once, and measured', async () => {
    assert.equal((await house.media.read(channelId)).state, 'offline');
    rightly(await house.media.ingest(channelId, 1));
    const reading = await eventually(async () => {
      const read = await house.media.read(channelId);
      return read.state === 'publishing' && read.keyframes !== null && read.audio && read;
    }, 'the lights are on');
    assert.deepEqual([reading.by, reading.video, reading.audio, reading.width, reading.height], ['rtmp', true, true, 320, 180]);
    assert.ok(Math.abs(reading.keyframes! - 1) < 0.2, `a key frame each ${reading.keyframes} s`);
    assert.ok(reading.bitrate! > 20_000 && reading.bitrate! < 5_000_000, `${reading.bitrate} bit/s`);
    assert.ok(reading.quietFor! < 5000 && Date.parse(reading.since) <= Date.now());
    await eventually(async () => told('picture').length === 1, 'the picture is told');
  });

  it('as a second one is refused, and the first goes on', async () => {
    const second = rightly(await house.media.ingest(channelId, 1));
    await second.exited;
    await eventually(async () => refusals(channelId).includes('secondPublisher'), 'it is told');
    assert.ok(await isPublishing());
    assert.ok(!running[0]!.ended());
  });

  it('with a wrong key, none, or that of another show is refused', async () => {
    const other = randomUUID();
    await provision(other);
    const [{ url }] = (await house.media.ingest(other, 1)) as [Ingest];
    const keyOfFirst = (await house.media.ingest(channelId, 1))[0]!.key.split('?')[1];
    const wrong = [`${other}?key=wrong`, other, `${other}?${keyOfFirst}`];
    await Promise.all(wrong.map((key) => begin(`${url}/${key}`).exited));
    await eventually(async () => refusals(other).length > 0, 'it is told');
    assert.deepEqual(new Set(refusals(other)), new Set(['wrongKey']));
    assert.equal((await house.media.read(other)).state, 'offline');
  });

  it('to a channel that nobody knows, or that is torn down, is refused', async () => {
    const [unknown, gone] = [randomUUID(), randomUUID()];
    await provision(gone);
    await house.media.tearDown(gone);
    await Promise.all([unknown, gone].map(async (channel) => rightly(await house.media.ingest(channel, 1)).exited));
    await eventually(async () => refusals(unknown).length > 0 && refusals(gone).length > 0, 'both are told');
    assert.deepEqual([refusals(unknown), refusals(gone)], [['unknownChannel'], ['tornDown']]);
    assert.deepEqual([await house.media.read(unknown), await house.media.read(gone)], [{ state: 'gone' }, { state: 'gone' }]);
    assert.ok(!(await house.media.list()).some((channel) => channel.channelId === gone));
  });

  it('is cut off when the key is changed; the old one is refused, the new one taken', async () => {
    const fresh = await house.media.rotateKey(channelId, 2);
    await running[0]!.exited;
    assert.notEqual(rtmpAddress(fresh), rtmpAddress(await house.media.ingest(channelId, 1)));
    await rightly(await house.media.ingest(channelId, 1)).exited;
    await eventually(async () => refusals(channelId).includes('wrongKey'), 'the old key is told');
    assert.ok(!(await isPublishing()));
    // Late, or once more: nothing comes back to life.
    await house.media.provision({ channelKey: channelId, keyRevision: 1, label: 'A1', record: false });
    await house.media.rotateKey(channelId, 2);
    rightly(fresh);
    await eventually(isPublishing, 'the new key publishes');
  });

  it('ends with stop, which is told', async () => {
    const last = running.at(-1)!;
    await eventually(async () => told('picture').length >= 1 && (await isPublishing()), 'it publishes');
    await house.media.stop(channelId);
    await last.exited;
    await eventually(async () => told('ended').length === 1, 'the end is told');
    assert.equal((await house.media.read(channelId)).state, 'offline');
    await house.media.stop(channelId);
  });

  it('has no way round: RTMP plays nothing, not even to whoever has the key', async () => {
    const address = rtmpAddress(await house.media.ingest(channelId, 2));
    begin(address);
    await house.media.setOnAir(channelId, true);
    const { url } = await house.signer.sign(grant(channelId));
    await eventually(async () => segmentsOf((await get(url)).text).length > 1, 'there is a picture');
    assert.equal(await plays(url), true, 'at its address');
    assert.equal(await plays(address), false);
  });

  it('leaves no secret in the log', async () => {
    const { key } = (await house.media.ingest(channelId, 2)).at(-1)!;
    assert.ok(house.log().includes('publishing refused'));
    for (const secret of [key, house.control.secret]) assert.ok(!house.log().includes(secret));
  });
});

/** Whether ffmpeg gets a second of picture there. */
async function plays(address: string): Promise<boolean> {
  const child = spawn(await findFfmpeg(), ['-loglevel', 'quiet', '-i', address, '-t', '1', '-f', 'null', '-'], {
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number];
  return code === 0;
}
