/** The worker's door to the media server: with the secret of the house, on this machine, and nothing that makes no sense. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { embeddedMedia } from '../../providers/media/embedded/client.ts';
import { MediaRejected } from '../../providers/media/port.ts';
import { isLoopback, listeningOf } from '../support/listening.ts';
import { type MediaHouse, openMediaHouse } from './media-house.ts';

describe('the control door', () => {
  let house: MediaHouse;
  const channelId = randomUUID();
  const ask = async (path: string, { method = 'GET', secret = house.control.secret, body = undefined as unknown } = {}) => {
    const response = await fetch(`${house.control.url}${path}`, {
      ...{ method, headers: { authorization: `Bearer ${secret}` } },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, ...((await response.json()) as { error?: string; message?: string }) };
  };

  before(async () => {
    house = await openMediaHouse({ HOST: '0.0.0.0', LOG_LEVEL: 'debug' });
    await house.media.provision({ channelKey: channelId, keyRevision: 2, label: 'A1', record: false });
  });
  after(() => house?.close());

  it('opens to the secret alone', async () => {
    assert.equal((await ask('/channels')).status, 200);
    for (const secret of ['', 'x', `${house.control.secret}x`, house.control.secret.slice(1)])
      assert.deepEqual(await ask('/channels', { secret }).then(({ status, error }) => [status, error]), [401, 'notAllowed']);
    assert.equal((await fetch(`${house.control.url}/channels`)).status, 401);
  });

  it('is on loopback, even where people come from elsewhere', {
    skip: process.platform !== 'linux' && 'the kernel tells it on Linux',
  }, () => {
    const port = Number(new URL(house.control.url).port);
    const places = listeningOf(house.pid());
    assert.deepEqual(places.filter((place) => place.port === port).map(isLoopback), [true]);
    assert.equal(places.filter((place) => !isLoopback(place)).length, 2, 'playback and RTMP');
  });

  it('says what is wrong', async () => {
    const at = `/channels/${channelId}`;
    const wrong = [
      [400, 'badRequest', at, { method: 'PUT', body: { keyRevision: 0, label: 'A1', record: true } }],
      [400, 'badRequest', at, { method: 'PUT', body: '{' }],
      [400, 'badRequest', `${at}/air`, { method: 'PUT', body: { onAir: 'yes' } }],
      [400, 'badRequest', `${at}/revocations`, { method: 'POST', body: { viewerId: 'a', upToVersion: -1 } }],
      [400, 'badRequest', `${at}/recordings/x`, { method: 'DELETE' }],
      [400, 'badChannel', '/channels/..%2F..%2Fsecrets', { method: 'PUT', body: { keyRevision: 1, label: '', record: true } }],
      [400, 'badAddress', '/channels/%E0%A4%A', {}],
      [404, 'unknownChannel', `/channels/${randomUUID()}/stop`, { method: 'POST' }],
      [404, 'notFound', '/other', {}],
      [413, 'tooLong', at, { method: 'PUT', body: 'x'.repeat(20_000) }],
    ] as const;
    for (const [status, error, path, request] of wrong) {
      const answer = await ask(path, request);
      assert.deepEqual([answer.status, answer.error], [status, error], path);
      assert.ok(answer.message);
    }
  });

  it('is for the worker: what cannot be is rejected for good, what may be mended is not', async () => {
    const revoked = house.media.revoke(randomUUID(), 'ticket', 1);
    await assert.rejects(revoked, (error: Error) => error instanceof MediaRejected && /unknownChannel/.test(error.message));
    const options = { streamKeySecret: 'x', publicUrl: house.url, rtmpUrl: 'rtmp://127.0.0.1' };
    const foreign = embeddedMedia({ ...options, controlUrl: house.control.url, controlSecret: 'not of the house' });
    await assert.rejects(foreign.list(), (error: Error) => !(error instanceof MediaRejected) && /notAllowed/.test(error.message));
    const away = embeddedMedia({ ...options, controlUrl: 'http://127.0.0.1:9', controlSecret: 'x' });
    await assert.rejects(away.list(), (error: Error) => !(error instanceof MediaRejected));
    const stopped = AbortSignal.abort(new Error('enough'));
    await assert.rejects(house.media.list(stopped), /enough/);
  });

  it('does the same once or twice', async () => {
    const gone = randomUUID();
    const request = { channelKey: gone, keyRevision: 1, label: 'A1', record: true };
    assert.deepEqual(await house.media.provision(request), await house.media.provision(request));
    for (const onAir of [true, true, false, false]) await house.media.setOnAir(gone, onAir);
    for (let time = 0; time < 2; time += 1) {
      await house.media.stop(gone);
      await house.media.tearDown(gone);
      await house.media.removeRecording(gone, randomUUID());
    }
    await assert.rejects(house.media.setOnAir(gone, true), MediaRejected);
    assert.deepEqual(await house.media.read(gone), { state: 'gone' });
    assert.deepEqual(await house.media.list(), [{ channelId, channelKey: channelId }]);
    await house.media.tearDown(randomUUID());
    await house.media.provision(request);
    assert.deepEqual(await house.media.read(gone), { state: 'offline' });
  });
});
