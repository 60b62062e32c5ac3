/** Who may watch: whoever has a good token for this very picture. Everybody else gets not one segment of it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { embeddedSigner } from '../../providers/media/embedded/signer.ts';
import type { PlaybackGrant } from '../../providers/media/port.ts';
import { eventually } from '../support/http.ts';
import { grant, type MediaHouse, openMediaHouse, webOrigin } from './media-house.ts';
import { get, headsOf, hintOf, partsOf, piecesOf, segmentsOf, sequenceOf } from './play.ts';
import { publish, rtmpAddress, type TestPublisher } from './publisher.ts';

describe('watching', () => {
  let house: MediaHouse;
  let publisher: TestPublisher;
  const [channelId, other] = [randomUUID(), randomUUID()];
  const address = async (more: Partial<PlaybackGrant> = {}) => (await house.signer.sign(grant(channelId, more))).url;
  const playlist = async () => (await get(await address())).text;

  before(async () => {
    house = await openMediaHouse();
    for (const channelKey of [channelId, other]) {
      await house.media.provision({ channelKey, keyRevision: 1, label: 'A1', record: false });
      await house.media.setOnAir(channelKey, true);
    }
    publisher = publish(rtmpAddress(await house.media.ingest(channelId, 1)));
    await eventually(async () => segmentsOf(await playlist()).length >= 2, 'there is a picture');
  });
  after(async () => {
    await publisher?.kill();
    await house?.close();
  });

  /** Asks for everything that a good token gets, with this one. */
  async function withToken(url: string): Promise<Array<{ status: number; error: string | undefined }>> {
    const list = await playlist();
    const names = ['index.m3u8', ...headsOf(list), ...segmentsOf(list).slice(-2), ...partsOf(list).slice(-2), hintOf(list)!];
    return await Promise.all(names.map((name) => get(new URL(name, url))));
  }
  const assertNothing = async (url: string, error: string) => {
    for (const got of await withToken(url)) assert.deepEqual([got.status, got.error], [error === 'gone' ? 404 : 403, error], url);
  };
  /** All of it, at one look: the live edge moves on, and a piece may have gone from under it. */
  const assertPicture = (url: string) =>
    eventually(async () => {
      const all = await withToken(url);
      return all.length > 5 && all.every(({ status }) => status === 200);
    }, `${url} opens the picture`);

  describe('by token', () => {
    it('a good one gets the playlist, heads, segments and parts, and a segment is its parts', async () => {
      await assertPicture(await address());
      const url = await address();
      const { text } = await get(url);
      const name = segmentsOf(text).at(-1)!;
      const parts = partsOf(text).filter((part) => part.startsWith(name.replace(/^s(\d+).*/, 'p$1.')));
      const pieces = await Promise.all(parts.map((part) => get(new URL(part, url))));
      const whole = await get(new URL(name, url));
      assert.ok(parts.length >= 4 && whole.bytes.equals(Buffer.concat(pieces.map(({ bytes }) => bytes))));
      assert.equal(whole.bytes.toString('latin1', 4, 8), 'moof');
    });

    it('none, or one that somebody made up, gets nothing', async () => {
      for (const token of ['', 'none', 'A'.repeat(64), '..', '%00'])
        assert.notEqual((await get(`${house.url}/live/${token}/${channelId}/index.m3u8`)).status, 200, token);
      assert.equal((await get(`${house.url}/live/${channelId}/index.m3u8`)).status, 403);
      await assertNothing(`${house.url}/live/${'A'.repeat(64)}/${channelId}/index.m3u8`, 'forged');
    });

    it("another show's gets nothing, while it is good for its own", async () => {
      const { url } = await house.signer.sign(grant(other));
      await assertNothing(url.replace(other, channelId), 'forged');
      assert.equal((await get(url.replace('index.m3u8', 's1.m4s'))).error, 'offline', 'there is only no picture');
    });

    it('an expired one gets nothing, one that is about to expire does', async () => {
      await assertNothing(await address({ now: new Date(Date.now() - 600_000) }), 'expired');
      await assertPicture(await address({ now: new Date(Date.now() - 540_000) }));
    });

    it('a tampered one gets nothing', async () => {
      const url = await address();
      const token = url.split('/')[4]!;
      for (const at of [0, 10, 40, 63]) {
        const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
        await assertNothing(url.replace(token, changed), 'forged');
      }
      const foreign = embeddedSigner({ secret: 'not of the house', publicUrl: house.url });
      await assertNothing((await foreign.sign(grant(channelId))).url, 'forged');
      await assertPicture(url);
    });

    it("that of a recording gets no live picture, nor does a download's", async () => {
      const recorded = (await house.signer.sign(grant(channelId, { recordingId: randomUUID() }))).url.split('/')[4]!;
      await assertNothing(`${house.url}/live/${recorded}/${channelId}/index.m3u8`, 'forged');
      const download = (await house.signer.download({ ...grant(channelId), recordingId: randomUUID() }))!.url.split('/')[4]!;
      await assertNothing(`${house.url}/live/${download}/${channelId}/index.m3u8`, 'forged');
    });

    it('of a ticket that moved to another screen gets nothing at once; the next version and others do', async () => {
      const viewer = { viewerId: 'moving' };
      const before = await address(viewer);
      await assertPicture(before);
      const held = get(
        `${before}?_HLS_msn=${sequenceOf(await playlist()) + segmentsOf(await playlist()).length + 1}&_HLS_part=0`,
      );
      await house.media.revoke(channelId, 'moving', 1);
      await assertNothing(before, 'revoked');
      assert.equal((await held).status, 403, 'a request that was held meanwhile');
      await assertPicture(await address({ ...viewer, version: 2 }));
      await assertPicture(await address({ viewerId: 'somebody else' }));
      // Late: it takes nothing back.
      await house.media.revoke(channelId, 'moving', 0);
      await assertNothing(before, 'revoked');
    });
  });

  describe('with low latency', () => {
    it('a held request is answered with the part that it asked for, as soon as that is there', async () => {
      const url = await address();
      const [, number, part] = /^p(\d+)\.(\d+)/.exec(hintOf((await get(url)).text)!)!;
      const next = await get(`${url}?_HLS_msn=${number}&_HLS_part=${part}`);
      const has = (list: string) =>
        partsOf(list).includes(`p${number}.${part}.m4s`) || segmentsOf(list).includes(`s${number}.m4s`);
      assert.ok(has(next.text), next.text);
    });

    it('the part that is announced comes when it is there', async () => {
      const url = await address();
      // The last part of a segment is followed by none: then another is announced.
      const got = await eventually(async () => {
        const part = await get(new URL(hintOf((await get(url)).text)!, url));
        return part.status === 200 && part;
      }, 'an announced part came');
      assert.equal(got.bytes.toString('latin1', 4, 8), 'moof');
    });

    it('what is too far ahead is not waited for', async () => {
      assert.equal((await get(`${await address()}?_HLS_msn=99999999999999`)).error, 'tooFar');
      assert.equal((await get(`${await address()}?_HLS_msn=next`)).error, 'tooFar');
    });

    it('viewers are counted while they ask', async () => {
      for (const viewerId of ['one', 'two']) await piecesOf(await address({ viewerId }));
      await piecesOf(await address({ viewerId: 'organiser', audience: 'preview' }));
      const before = await house.media.read(channelId);
      await get(await address({ viewerId: 'three' }));
      const read = await house.media.read(channelId);
      assert.ok(before.state === 'publishing' && read.state === 'publishing');
      assert.equal(read.viewers! - before.viewers!, 1);
    });
  });

  it("pages of the house may play, others' may not", async () => {
    const allowed = async (origin: string) =>
      (await fetch(await address(), { headers: { origin } })).headers.get('access-control-allow-origin');
    assert.equal(await allowed(webOrigin), webOrigin);
    assert.equal(await allowed(webOrigin.replace('localhost', '127.0.0.1')), webOrigin.replace('localhost', '127.0.0.1'));
    assert.equal(await allowed('https://elsewhere.example'), null);
  });

  it('off air viewers get nothing, the organiser does; on air again they see what begins then', async () => {
    const [viewer, preview] = [await address(), await address({ audience: 'preview' })];
    const known = segmentsOf((await get(viewer)).text).at(-1)!;
    await house.media.setOnAir(channelId, false);
    for (const name of ['index.m3u8', known]) assert.equal((await get(new URL(name, viewer))).error, 'notOnAir');
    assert.equal((await get(new URL(known, preview))).status, 200);
    await house.media.setOnAir(channelId, true);
    await eventually(async () => (await get(viewer)).status === 200, 'it is on air again');
    assert.equal((await get(new URL(known, viewer))).status, 404, 'what was before');
    assert.equal((await get(new URL(known, preview))).status, 200);
  });

  it('a channel that is torn down shows nothing to anybody', async () => {
    await house.media.tearDown(channelId);
    for (const audience of ['viewer', 'preview'] as const) assert.equal((await get(await address({ audience }))).error, 'gone');
  });
});
