/** What goes wrong in the middle of a show, and goes on: the publisher falls silent, ffmpeg hangs, the server is killed. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findFfmpeg } from '../../media/ingest/ffmpeg.ts';
import type { Recording } from '../../providers/media/port.ts';
import { eventually } from '../support/http.ts';
import { grant, type MediaHouse, openMediaHouse } from './media-house.ts';
import { get, headsOf, lines, piecesOf, segmentsOf, sequenceOf } from './play.ts';
import { publish, rtmpAddress, type TestPublisher } from './publisher.ts';

describe('a show in which things go wrong', () => {
  let house: MediaHouse;
  let publisher: TestPublisher;
  const channelId = randomUUID();
  const begin = async () => {
    publisher = publish(rtmpAddress(await house.media.ingest(channelId, 1)));
  };
  const live = async () => (await house.signer.sign(grant(channelId))).url;
  const playlist = async () => (await get(await live())).text;
  const kinds = () => house.notices.map(({ kind }) => kind);
  const recordings = () => house.media.recordings(channelId);
  const secondsOf = async (recordingId: string) =>
    (await recordings()).find((one: Recording) => one.recordingId === recordingId)?.seconds ?? 0;
  /** What the house has started below itself. */
  const ffmpegs = () =>
    execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, parent, name]) => parent === String(house.pid()) && name?.startsWith('ffmpeg'))
      .map(([pid]) => Number(pid));
  const discontinuities = (text: string) =>
    lines(text, '#EXT-X-DISCONTINUITY').filter((line) => !line.includes('SEQUENCE')).length;

  before(async () => {
    house = await openMediaHouse();
    await house.media.provision({ channelKey: channelId, keyRevision: 1, label: 'A1', record: true });
    await begin();
    await eventually(async () => (await get(await preview())).status === 200, 'there is a test picture');
    assert.deepEqual(await recordings(), [], 'of which nothing is kept');
    await house.media.setOnAir(channelId, true);
    await eventually(async () => segmentsOf(await playlist()).length >= 2, 'it is on air');
  });
  const preview = async () => (await house.signer.sign(grant(channelId, { audience: 'preview' }))).url;
  after(async () => {
    await publisher?.kill();
    await house?.close();
  });

  it('a publisher that dies is a loss after two seconds; back again, it goes on in the same playlist', async () => {
    const before = await playlist();
    await publisher.kill();
    await eventually(async () => kinds().at(-1) === 'loss', 'the loss is told');
    assert.equal(discontinuities(await playlist()), 0, 'what was there stays');
    await begin();
    await eventually(async () => kinds().at(-1) === 'picture', 'the picture is told');
    const after = await eventually(async () => {
      const text = await playlist();
      return discontinuities(text) === 1 && /EXTINF[^#]*$/m.test(text.split('#EXT-X-DISCONTINUITY\n')[1]!) && text;
    }, 'the picture goes on');
    assert.equal(sequenceOf(after), sequenceOf(before));
    assert.ok(segmentsOf(after).includes(segmentsOf(before)[0]!));
    assert.equal(headsOf(after).length, 2);
    for (const { status } of await piecesOf(await live())) assert.equal(status, 200);
  });

  it('an ffmpeg that is killed, and one that hangs, is replaced while its publisher goes on', async () => {
    const [first] = ffmpegs();
    process.kill(first!, 'SIGKILL');
    const second = await eventually(async () => ffmpegs().find((pid) => pid !== first), 'there is another');
    await eventually(async () => discontinuities(await playlist()) === 2, 'the picture goes on');
    process.kill(second, 'SIGSTOP');
    await eventually(async () => !ffmpegs().includes(second), 'the one that hangs is ended');
    await eventually(async () => discontinuities(await playlist()) === 3, 'the picture goes on');
    assert.ok(!publisher.ended());
  });

  it('a server that is killed knows its channel again, tells the loss, and goes on with picture and recording', async () => {
    const viewer = await live();
    await house.media.revoke(channelId, 'returned', 1);
    const { url: returned } = await house.signer.sign(grant(channelId, { viewerId: 'returned' }));
    const [recording] = await recordings();
    assert.ok(recording && !recording.ready && recording.seconds > 2);
    const before = sequenceOf(await playlist());
    await house.kill();
    await publisher.kill();
    // As if the power had gone in the middle of a line, and of a segment.
    const folder = join(house.folder, 'media', 'recordings', channelId, recording.recordingId);
    const journal = readFileSync(join(folder, 'journal.jsonl'), 'utf8');
    writeFileSync(join(folder, 'journal.jsonl'), journal.slice(0, -9));
    await house.start();
    await eventually(async () => kinds().at(-1) === 'loss', 'the loss is told');
    assert.equal((await get(returned)).error, 'revoked');
    assert.equal((await get(viewer)).error, 'offline');
    await begin();
    await eventually(async () => (await get(viewer)).status === 200, 'the same address shows the picture');
    assert.ok(sequenceOf(await playlist()) > before);
    await eventually(async () => (await secondsOf(recording.recordingId)) > recording.seconds, 'the recording goes on');
    assert.equal((await recordings()).length, 1);
  });

  it('the recording is whole: told, played, and kept as one file', async () => {
    await house.media.stop(channelId);
    const [recording] = await recordings();
    assert.ok(recording?.ready);
    await eventually(async () => kinds().includes('recorded'), 'it is told');
    assert.ok(house.notices.some((notice) => notice.kind === 'recorded' && notice.seconds === recording.seconds));
    const { url, kind } = await house.signer.sign(grant(channelId, { recordingId: recording.recordingId }));
    assert.equal(kind, 'hls');
    const { text } = await get(url);
    assert.match(text, /PLAYLIST-TYPE:VOD[\s\S]*ENDLIST/);
    assert.ok(discontinuities(text) >= 2, 'several publishers and ffmpegs; the last of them may be in the line that was lost');
    for (const { status } of await piecesOf(url)) assert.equal(status, 200);
    const download = (await house.signer.download({
      ...grant(channelId, { audience: 'preview' }),
      recordingId: recording.recordingId,
    }))!;
    const length = await decodedSeconds(download.url, house.folder);
    assert.ok(Math.abs(length - recording.seconds) < 1.5, `${length} s decoded of ${recording.seconds}`);
  });

  it('a recording opens by its own token alone', async () => {
    const [{ recordingId }] = (await recordings()) as [Recording];
    const { url } = await house.signer.sign(grant(channelId, { recordingId }));
    const download = (await house.signer.download({ ...grant(channelId), recordingId }))!.url;
    const foreign = (await house.signer.sign(grant(channelId, { recordingId: randomUUID() }))).url;
    const token = (address: string) => address.split('/')[4]!;
    const status = async (address: string) => (await get(address)).status;
    assert.deepEqual([await status(url), await status(download)], [200, 200]);
    for (const name of ['index.m3u8', 'init0.mp4', 's0.m4s', 'recording.mp4'])
      for (const wrong of [token(foreign), token(await live()), 'A'.repeat(64)])
        assert.equal(await status(url.replace(token(url), wrong).replace('index.m3u8', name)), 403, name);
    assert.equal(await status(url.replace('index.m3u8', 'recording.mp4')), 403, 'to watch is not to take away');
    assert.equal(await status(download.replace('recording.mp4', 'index.m3u8')), 403);
    assert.equal(
      (await get((await house.signer.sign(grant(channelId, { recordingId, viewerId: 'returned' }))).url)).error,
      'revoked',
    );
  });

  it('after a kill what was written is finished at the next start, where nothing goes on', async () => {
    await begin();
    await eventually(async () => (await recordings()).some(({ ready, seconds }) => !ready && seconds > 1), 'another is kept');
    const unfinished = (await recordings()).find(({ ready }) => !ready)!;
    await house.kill();
    await publisher.kill();
    const file = join(house.folder, 'media', 'channels', `${channelId}.json`);
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), onAir: false }));
    await house.start();
    const finished = (await recordings()).find(({ recordingId }) => recordingId === unfinished.recordingId);
    assert.ok(finished?.ready && finished.seconds >= unfinished.seconds);
    const { url } = await house.signer.sign(grant(channelId, { recordingId: unfinished.recordingId }));
    for (const { status } of await piecesOf(url)) assert.equal(status, 200);
  });

  it('is removed when it is no longer wanted, after the tear-down too', async () => {
    await house.media.tearDown(channelId);
    const all = await recordings();
    const { url } = await house.signer.sign(grant(channelId, { recordingId: all[0]!.recordingId }));
    assert.equal((await get(url)).status, 200);
    for (const { recordingId } of [...all, ...all]) await house.media.removeRecording(channelId, recordingId);
    assert.equal((await get(url)).error, 'gone');
    assert.deepEqual(await recordings(), []);
  });
});

/** How much picture there is in a file, decoded to the end. @throws when it cannot be decoded. */
async function decodedSeconds(url: string, folder: string): Promise<number> {
  const file = join(folder, 'download.mp4');
  const { status, bytes } = await get(url);
  assert.equal(status, 200);
  writeFileSync(file, bytes);
  const words = execFileSync(await findFfmpeg(), ['-v', 'error', '-progress', 'pipe:1', '-i', file, '-f', 'null', '-'], {
    encoding: 'utf8',
  });
  return Number([...words.matchAll(/out_time_us=(\d+)/g)].at(-1)![1]) / 1_000_000;
}
