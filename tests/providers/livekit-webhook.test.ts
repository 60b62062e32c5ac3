/** LiveKit's webhooks at our door: whose they are, of when, and what they tell. */
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { WebhookEvent } from '@livekit/protocol';
import { liveKitNotice, liveKitVerifier, verifyLiveKit } from '../../providers/stage/livekit/webhook.ts';

const key = { apiKey: 'rampa', apiSecret: 'secret-secret-secret-secret-secret' };
const now = new Date('2026-11-22T18:00:00Z');
const seconds = now.getTime() / 1000;
const channelId = 'show-11111111-1111-4111-8111-111111111111';
const viewerId = '22222222-2222-4222-8222-222222222222';

const joined = {
  ...{ event: 'participant_joined', id: 'EV_1', createdAt: String(seconds), room: { name: channelId, sid: 'RM_1' } },
  participant: { sid: 'PA_1', identity: viewerId, attributes: { role: 'guest', version: '3' } },
};
const raw = (body: unknown) => Buffer.from(JSON.stringify(body));
const part = (value: unknown) => raw(value).toString('base64url');

type Changes = { header?: object; claims?: object; secret?: string };
function tokenFor(body: Buffer, { header = {}, claims = {}, secret = key.apiSecret }: Changes = {}): string {
  const sha256 = createHash('sha256').update(body).digest('base64');
  const whole = { iss: key.apiKey, nbf: seconds, exp: seconds + 300, sha256, ...claims };
  const signed = `${part({ alg: 'HS256', typ: 'JWT', ...header })}.${part(whole)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

describe('whose webhook it is', () => {
  const body = raw(joined);
  const verified = (token: string | undefined, given = body) => verifyLiveKit(given, token, key, now)?.id;

  it('signed with our key, for these bytes, it is taken', () => {
    assert.equal(verified(tokenFor(body)), 'EV_1');
    assert.equal(verified(`Bearer ${tokenFor(body)}`), 'EV_1');
    assert.equal(verified(tokenFor(body, { claims: { nbf: undefined } })), 'EV_1');
  });

  it('forged, it is not', () => {
    const [header, claims] = tokenFor(body).split('.');
    const forged: Record<string, string | undefined> = {
      none: undefined,
      empty: '',
      word: 'guess',
      unsigned: `${part({ alg: 'none' })}.${claims}.`,
      'another algorithm': tokenFor(body, { header: { alg: 'HS512' } }),
      'another secret': tokenFor(body, { secret: 'another' }),
      'another key': tokenFor(body, { claims: { iss: 'other' } }),
      'no sum': tokenFor(body, { claims: { sha256: undefined } }),
      'a signature of nothing': `${header}.${claims}.`,
      'one part more': `${tokenFor(body)}.x`,
    };
    for (const [what, token] of Object.entries(forged)) assert.equal(verified(token), undefined, what);
  });

  it('other bytes than were signed are not', () => {
    assert.equal(verified(tokenFor(body), raw({ ...joined, id: 'EV_2' })), undefined);
    assert.equal(verified(tokenFor(body), Buffer.concat([body, Buffer.from(' ')])), undefined);
  });

  it('of another time it is not, however well signed', () => {
    const times = {
      expired: { exp: seconds - 61 },
      early: { nbf: seconds + 61 },
      eternal: { exp: seconds + 3600 },
      timeless: { exp: undefined },
    };
    for (const [what, claims] of Object.entries(times)) assert.equal(verified(tokenFor(body, { claims })), undefined, what);
    const tomorrow = raw({ ...joined, createdAt: String(seconds + 86_400) });
    assert.equal(verified(tokenFor(tomorrow), tomorrow), undefined, 'news from tomorrow');
  });

  it('what is no event is not', () => {
    for (const body of [Buffer.from('{'), raw(7), raw({ event: 7 })]) assert.equal(verified(tokenFor(body), body), undefined);
  });

  it('the door says no, nothing, or the news', () => {
    const fresh = { nbf: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 300 };
    const verify = liveKitVerifier(key);
    assert.equal(verify(body, {}), null);
    const past = raw({ ...joined, createdAt: String(fresh.nbf) });
    const told = verify(past, { authorization: tokenFor(past, { claims: fresh }) });
    assert.equal(told && !Array.isArray(told) && told.kind, 'entered');
    const other = raw({ ...joined, createdAt: String(fresh.nbf), room: { name: 'somebody-elses' } });
    assert.deepEqual(verify(other, { authorization: tokenFor(other, { claims: fresh }) }), []);
  });
});

describe('what it tells', () => {
  const notice = (changes: object) => liveKitNotice(WebhookEvent.fromJson({ ...joined, ...changes }));
  const at = '2026-11-22T18:00:00.999Z';
  const artist = { sid: 'PA_2', identity: `artist-${viewerId}` };

  it('who came in, by which version; told twice it is the same news', () => {
    const entered = { id: 'livekit:EV_1', channelId, at, kind: 'entered', viewerId, version: 3 };
    assert.deepEqual(notice({}), entered);
    assert.deepEqual(notice({}), notice({}));
    assert.deepEqual(notice({ participant: { ...artist, attributes: { role: 'artist', version: '3' } } }), entered);
  });

  it('the picture of an artist or of an encoder, and of nobody else', () => {
    const published = (identity: string, type?: string) =>
      notice({
        event: 'track_published',
        participant: { sid: 'PA', identity },
        track: { sid: 'TR_1', ...(type ? { type } : {}) },
      }) as { kind: string; keyRevision?: number } | null;
    assert.deepEqual(
      [published(artist.identity, 'VIDEO')!.kind, published(artist.identity, 'VIDEO')!.keyRevision],
      ['picture', undefined],
    );
    assert.deepEqual([published('artist-obs-2', 'VIDEO')!.kind, published('artist-obs-2', 'VIDEO')!.keyRevision], ['picture', 2]);
    assert.deepEqual(
      [published(artist.identity), published(artist.identity, 'AUDIO'), published(viewerId, 'VIDEO')],
      [null, null, null],
    );
  });

  it('the end of a room', () => {
    assert.deepEqual(notice({ event: 'room_finished', participant: null }), {
      id: 'livekit:EV_1',
      channelId,
      at,
      kind: 'ended',
    });
  });

  it('nothing of what nobody acts on: an encoder, one track of several, a stranger, the room of others', () => {
    const silent = {
      encoder: { participant: { identity: 'artist-obs-1', attributes: { role: 'artist', version: '1' } } },
      'one track': { event: 'track_unpublished', participant: artist, track: { type: 'VIDEO' } },
      left: { event: 'participant_left' },
      'without attributes': { participant: { identity: viewerId } },
      'a version that is none': { participant: { identity: viewerId, attributes: { version: '-1' } } },
      'another room': { room: { name: 'kitchen' } },
      'no room': { room: null },
      'no id': { id: '' },
    };
    for (const [what, changes] of Object.entries(silent)) assert.equal(notice(changes), null, what);
  });
});
