/** Our MediaMTX client against its control API and its playback server, with the door that it asks. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { mediaMtxProvider } from '../../providers/media/mediamtx/client.ts';
import { type MediaProvider, MediaRejected } from '../../providers/media/port.ts';
import { grantOf, newChannel, type TestChannel } from '../contract/media-driver.ts';
import { type MediaMtxDriver, mediaMtxDriver } from '../contract/media-mediamtx.ts';
import { eventually } from '../support/http.ts';
import { nobodysAddress } from './sandbox.ts';

let mtx: MediaMtxDriver;
let provider: MediaProvider;
before(async () => {
  mtx = await mediaMtxDriver();
  ({ provider } = mtx);
});
afterEach(async () => {
  mtx.doorDecides = true;
  await mtx.partners.ask('DELETE', '/faults');
});
after(() => mtx.close());

const notFinal = (error: unknown) => error instanceof Error && !(error instanceof MediaRejected);
const silent = (error: unknown) => notFinal(error) && !String((error as Error).stack).includes(mtx.account.secret);
const fault = (changes: object) => mtx.partners.fault({ target: 'mediamtx-api', mode: 'error', status: 500, ...changes });
const published = async ({ ingest }: Pick<TestChannel, 'ingest'>) => {
  const publishing = await mtx.publish(ingest);
  if (publishing === 'refused') return assert.fail('refused');
  return publishing;
};
const watch = async (channel: TestChannel, changes: Parameters<typeof grantOf>[1] = {}) =>
  mtx.open((await mtx.signer.sign(grantOf(channel, changes))).url);

describe('the way in', () => {
  it('is what OBS and a browser are told: server and key, or WHIP and a bearer', async () => {
    const { channelId, channelKey } = await newChannel(mtx);
    const [rtmp, whip] = await provider.ingest(channelId, 1);
    assert.equal(rtmp?.url, 'rtmp://stage.example:1935/live');
    assert.match(rtmp.key, new RegExp(`^${channelKey}\\?token=1-[\\w-]{43}$`));
    assert.deepEqual([whip?.protocol, whip?.url], ['whip', `https://whip.example/live/${channelKey}/whip`]);
    assert.equal(whip?.key, rtmp.key.split('token=')[1]);
    assert.equal(
      (await mediaMtxProvider({ ...mtx.account, rtmpUrl: 'rtmps://stage.example' }).ingest(channelId, 1))[0]?.protocol,
      'rtmps',
    );
  });

  it('WHIP publishes as RTMP does, is read as what it is, and is cut off by a new key', async () => {
    const channel = await newChannel(mtx);
    const whip = (await provider.ingest(channel.channelId, 1))[1]!;
    await published({ ingest: whip });
    const reading = await provider.read(channel.channelId);
    assert.ok(reading.state === 'publishing' && reading.by === 'whip');
    assert.ok(reading.bitrate !== null && reading.bitrate > 1_000_000, String(reading.bitrate));
    assert.deepEqual([reading.width, reading.height, reading.viewers], [1280, 720, 0]);
    mtx.row(channel.channelId, { keyRevision: 2 });
    const [, fresh] = await provider.rotateKey(channel.channelId, 2);
    assert.equal((await provider.read(channel.channelId)).state, 'offline');
    assert.equal(await mtx.publish(whip), 'refused');
    await published({ ingest: fresh! });
  });

  it('negative control: what keeps a wrong key out is our door, and it alone', async () => {
    const channel = await newChannel(mtx);
    const wrong = { ...channel.ingest, key: channel.ingest.key.replace('token=1-', 'token=9-') };
    assert.equal(await mtx.publish(wrong), 'refused');
    mtx.doorDecides = false;
    assert.notEqual(await mtx.publish(wrong), 'refused');
  });

  it('whoever is refused is told of, by what they lacked', async () => {
    const [channel, other] = [await newChannel(mtx), await newChannel(mtx)];
    const refusals = (channelId: string) =>
      mtx.notices(channelId).flatMap((notice) => (notice.kind === 'refused' ? [notice.why] : []));
    const theirs = other.ingest.key.split('token=')[1];
    const mine = channel.ingest.key.split('?')[0];
    assert.equal(await mtx.publish({ ...channel.ingest, key: `${mine}?token=${theirs}` }), 'refused', "another channel's key");
    assert.deepEqual(refusals(channel.channelId), ['wrongKey']);
    await published(other);
    await eventually(async () => mtx.notices(other.channelId).some(({ kind }) => kind === 'picture'), 'the door hears of it');
    assert.equal(await mtx.publish(other.ingest), 'refused');
    assert.deepEqual(refusals(other.channelId), ['secondPublisher']);
    const stranger = `live/${randomUUID()}`;
    assert.equal(await mtx.publish({ protocol: 'rtmp', url: 'rtmp://x', key: `${stranger}?token=${theirs}` }), 'refused');
    assert.deepEqual(refusals(stranger), ['unknownChannel']);
    mtx.row(channel.channelId, { tornDown: true });
    assert.equal(await mtx.publish(channel.ingest), 'refused');
    assert.deepEqual(refusals(channel.channelId), ['wrongKey', 'tornDown']);
  });
});

describe('a server that was started anew', () => {
  it('lets the evening go on, recorded or not as before, and is told again when it is asked', async () => {
    const [channel, unrecorded] = [await newChannel(mtx, true), await newChannel(mtx, false)];
    for (const one of [channel, unrecorded]) await published(one);
    await mtx.partners.ask('POST', '/mediamtx/restart', {});
    assert.equal((await provider.read(channel.channelId)).state, 'gone', 'nobody has come back yet');
    for (const one of [channel, unrecorded]) await published(one);
    assert.equal((await provider.read(channel.channelId)).state, 'publishing');
    assert.equal((await watch(channel)).seen, 'picture');
    assert.deepEqual(
      (await provider.recordings(channel.channelId)).map(({ ready }) => ready),
      [true, false],
    );
    assert.deepEqual(await provider.recordings(unrecorded.channelId), []);
    const again = { channelKey: channel.channelKey, keyRevision: 1, label: 'TEST-1', record: true };
    assert.deepEqual((await provider.provision(again)).channelId, channel.channelId);
    assert.ok((await provider.list()).some(({ channelId }) => channelId === channel.channelId));
  });
});

describe('a channel', () => {
  it('that is to be recorded after all is another one, and the former goes', async () => {
    const asked = { channelKey: randomUUID(), keyRevision: 1, label: 'TEST-1' };
    const former = await provider.provision({ ...asked, record: false });
    const { channelId } = await provider.provision({ ...asked, record: true });
    assert.deepEqual(
      (await provider.list()).filter(({ channelKey }) => channelKey === asked.channelKey),
      [{ channelId, channelKey: asked.channelKey }],
    );
    assert.deepEqual(await provider.read(former.channelId), { state: 'gone' });
  });

  it('whose making was not heard of is made once', async () => {
    const asked = { channelKey: randomUUID(), keyRevision: 1, label: 'TEST-1', record: true };
    await fault({ mode: 'drop', method: 'POST config/paths/replace' });
    await assert.rejects(provider.provision(asked), notFinal);
    await provider.provision(asked);
    assert.equal((await provider.list()).filter(({ channelKey }) => channelKey === asked.channelKey).length, 1);
  });
});

describe('viewers', () => {
  it('are counted, and put out by their own token alone', async () => {
    const [channel, other] = [await newChannel(mtx), await newChannel(mtx)];
    for (const one of [channel, other]) await published(one);
    const viewerId = randomUUID();
    const players = [await watch(channel, { viewerId }), await watch(channel), await watch(other, { viewerId })];
    const reading = await provider.read(channel.channelId);
    assert.equal(reading.state === 'publishing' && reading.viewers, 2);
    // The row says nothing: what ends the picture here is the call.
    await provider.revoke(channel.channelId, viewerId, 1);
    assert.deepEqual(await Promise.all(players.map((player) => player.again())), ['refused', 'picture', 'picture']);
  });
});

describe('a full house', () => {
  it('is put out at once when the stage goes off the air', async () => {
    const channel = await newChannel(mtx);
    await published(channel);
    const players = await Promise.all(Array.from({ length: 45 }, () => watch(channel)));
    const preview = await watch(channel, { audience: 'preview' });
    await provider.setOnAir(channel.channelId, false);
    const seen = await Promise.all(players.map((player) => player.again()));
    assert.deepEqual(new Set(seen), new Set(['refused']));
    assert.equal(await preview.again(), 'picture');
  });
});

describe('recordings', () => {
  it('are a file to keep for the organiser, joined from all the segments of an evening', async () => {
    const channel = await newChannel(mtx, true);
    for (let times = 0; times < 2; times += 1) await (await published(channel)).stop();
    const all = await provider.recordings(channel.channelId);
    assert.equal(all.length, 2);
    const { recordingId } = all[0]!;
    const file = await mtx.signer.download({ ...grantOf(channel), recordingId });
    assert.match(file!.url, /format=mp4/);
    assert.equal((await mtx.open(file!.url)).seen, 'picture');
    await provider.removeRecording(channel.channelId, recordingId);
    assert.deepEqual(
      (await provider.recordings(channel.channelId)).map((one) => one.recordingId),
      [all[1]!.recordingId],
    );
  });
});

describe('what MediaMTX says', () => {
  it('of its own trouble, of our secret and when it is away may be asked again, and names no secret', async () => {
    const asked = { channelKey: randomUUID(), keyRevision: 1, label: 'TEST-1', record: false };
    for (const status of [500, 503, 429]) {
      await fault({ status });
      await assert.rejects(provider.provision(asked), silent, String(status));
    }
    const wrong = mediaMtxProvider({ ...mtx.account, secret: 'another-another-another' });
    await assert.rejects(wrong.provision(asked), (error) => silent(error) && /401/.test(String(error)));
    await assert.rejects(mediaMtxProvider({ ...mtx.account, apiUrl: await nobodysAddress() }).list(), silent);
  });

  it('of a question that it does not understand is final', async () => {
    await fault({ status: 400, method: 'POST config/paths/replace' });
    await assert.rejects(
      provider.provision({ channelKey: randomUUID(), keyRevision: 1, label: 'x', record: false }),
      MediaRejected,
    );
  });

  it('a stranger at our door gets no answer to any question, and tells nothing', async () => {
    const question = JSON.stringify({ action: 'publish', path: 'live/x', token: 'x', protocol: 'rtmp', query: '' });
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    const ask = async (path: string, authorization: string | undefined, body: string) =>
      (await fetch(mtx.doorUrl + path, { method: 'POST', body, headers: authorization ? { authorization } : {} })).status;
    for (const path of ['/access', '/notices'])
      for (const wrong of [undefined, basic('rampa:guess'), basic(`other:${mtx.account.secret}`)])
        assert.equal(await ask(path, wrong, question), 401, path);
    const known = basic(`rampa:${mtx.account.secret}`);
    assert.deepEqual(
      [await ask('/access', known, question), await ask('/access', known, '{}'), await ask('/access', known, 'x'.repeat(70_000))],
      [401, 400, 413],
    );
    assert.equal(mtx.notices('live/x').length, 1, 'MediaMTX itself is heard');
  });
});
