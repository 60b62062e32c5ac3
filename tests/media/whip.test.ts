/** Publishing from a browser: the same keys, the same picture, with sound that every player understands. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../support/http.ts';
import { grant, type MediaHouse, openMediaHouse, webOrigin } from './media-house.ts';
import { get, piecesOf, segmentsOf } from './play.ts';
import { publish, rtmpAddress } from './publisher.ts';
import { publishByWhip, type WhipPublisher } from './whip-client.ts';

describe('WHIP', () => {
  let house: MediaHouse;
  let publisher: WhipPublisher;
  const channelId = randomUUID();
  const address = () => `${house.url}/whip/${channelId}`;
  const key = async () => (await house.media.ingest(channelId, 1)).find(({ protocol }) => protocol === 'whip')!.key;
  const state = async () => (await house.media.read(channelId)).state;

  before(async () => {
    house = await openMediaHouse();
    await house.media.provision({ channelKey: channelId, keyRevision: 1, label: 'A1', record: false });
    await house.media.setOnAir(channelId, true);
  });
  after(async () => {
    await publisher?.close();
    await house?.close();
  });

  it('with a wrong key, none, or to no channel is refused', async () => {
    for (const wrong of ['wrong', '', (await key()).toLowerCase()]) {
      const refused = await publishByWhip(address(), wrong);
      assert.deepEqual([refused.status, refused.error], [403, 'wrongKey']);
      await refused.close();
    }
    const unknown = await publishByWhip(`${house.url}/whip/${randomUUID()}`, await key());
    assert.deepEqual([unknown.status, unknown.error], [403, 'unknownChannel']);
    await unknown.close();
    await eventually(async () => house.notices.some(({ kind }) => kind === 'refused'), 'it is told');
  });

  it('with the right one shows picture and sound', async () => {
    publisher = await publishByWhip(address(), await key());
    assert.equal(publisher.status, 201);
    const { url } = await house.signer.sign(grant(channelId));
    await eventually(async () => segmentsOf((await get(url)).text).length >= 2, 'there is a picture');
    for (const { status } of await piecesOf(url)) assert.equal(status, 200);
    const read = await house.media.read(channelId);
    assert.ok(read.state === 'publishing');
    assert.deepEqual([read.by, read.video, read.audio, read.width], ['whip', true, true, 320]);
    const head = (await piecesOf(url))[0]!.bytes;
    assert.ok(head.includes('avc1') && head.includes('mp4a') && !head.includes('Opus'), 'H.264 as it came, AAC instead of Opus');
  });

  it('is one publisher among others: a second one is refused, by whatever way', async () => {
    const second = await publishByWhip(address(), await key());
    assert.deepEqual([second.status, second.error], [409, 'secondPublisher']);
    await second.close();
    const byRtmp = publish(rtmpAddress(await house.media.ingest(channelId, 1)));
    await byRtmp.exited;
    assert.equal(await state(), 'publishing');
  });

  it('makes no sense of what is no offer', async () => {
    const other = randomUUID();
    await house.media.provision({ channelKey: other, keyRevision: 1, label: 'A2', record: false });
    const send = async (body: string, type = 'application/sdp') => {
      const headers = { 'content-type': type, authorization: `Bearer ${(await house.media.ingest(other, 1))[1]!.key}` };
      return (await fetch(`${house.url}/whip/${other}`, { method: 'POST', headers, body })).status;
    };
    assert.deepEqual(
      [await send('v=0'), await send(''), await send('{}', 'application/json'), await send('x'.repeat(70_000))],
      [400, 400, 415, 413],
    );
    assert.equal((await fetch(`${house.url}/whip/${other}`)).status, 405);
  });

  it("opens to pages of the house, not to others'", async () => {
    const ask = async (origin: string) => {
      const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' };
      return (await fetch(address(), { method: 'OPTIONS', headers })).headers;
    };
    const ours = await ask(webOrigin);
    assert.equal(ours.get('access-control-allow-origin'), webOrigin);
    assert.match(ours.get('access-control-allow-headers') ?? '', /authorization/);
    assert.equal((await ask('https://elsewhere.example')).get('access-control-allow-origin'), null);
  });

  it('ends when its publisher says so, and nobody else', async () => {
    const end = async (path: string) => (await fetch(`${house.url}${path}`, { method: 'DELETE' })).status;
    const stranger = `/whip/${channelId}/${randomUUID()}`;
    assert.deepEqual([await end(stranger), await end(publisher.location!.replace(channelId, randomUUID()))], [404, 404]);
    assert.equal(await state(), 'publishing');
    assert.equal(await end(publisher.location!), 200);
    assert.equal(await state(), 'offline');
    await eventually(async () => house.notices.at(-1)?.kind === 'loss', 'the loss is told');
  });
});
