/** MediaMTX at our door: who may publish and watch, what its hooks tell, who is not MediaMTX at all. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { channelIdOf, channelKeyOf, streamKey } from '../../providers/media/mediamtx/account.ts';
import {
  type AccessFacts,
  accessRequestOf,
  decideAccess,
  isMediaMtx,
  mediaMtxNotice,
  refusalNotice,
} from '../../providers/media/mediamtx/webhook.ts';
import { readPlayback, signPlayback } from '../../providers/media/playback-token.ts';
import type { PlaybackGrant } from '../../providers/media/port.ts';
import { openDoor } from './door.ts';

const secret = 'mediamtx-mediamtx-mediamtx';
const now = new Date('2026-11-22T18:00:00Z');
const channelId = channelIdOf('11111111-1111-4111-8111-111111111111', true);
const other = channelIdOf('22222222-2222-4222-8222-222222222222', true);
const viewerId = '33333333-3333-4333-8333-333333333333';

type Row = NonNullable<AccessFacts['channel']>;
const row = (changes: Partial<Row> = {}): Row => ({
  keyRevision: 2,
  tornDown: false,
  onAir: true,
  publishing: false,
  ...changes,
});
const raw = (body: object) => Buffer.from(JSON.stringify(body));
const question = (body: object) => {
  const asked = {
    ip: '192.0.2.1',
    user: '',
    password: '',
    token: '',
    action: 'publish',
    path: channelId,
    protocol: 'rtmp',
    id: null,
  };
  return accessRequestOf(raw({ ...asked, query: '', userAgent: 'OBS', ...body }))!;
};
const decide = (body: object, channel: AccessFacts['channel'] = row(), revokedUpTo = 0) =>
  decideAccess(question(body), { channel, revokedUpTo }, { secret, now });
const why = (...asked: Parameters<typeof decide>) => {
  const decision = decide(...asked);
  return decision.allowed ? 'allowed' : decision.why;
};
const token = (changes: Partial<PlaybackGrant> = {}) =>
  signPlayback(secret, { channelId, playbackUrl: '', viewerId, version: 3, audience: 'viewer', now, seconds: 60, ...changes })
    .token;
const watch = (word: string, changes: object = {}) => ({ action: 'read', protocol: 'hls', query: `token=${word}`, ...changes });

describe('publishing', () => {
  const key = (revision: number, of = channelId) => ({ token: streamKey(secret, of, revision) });

  it('takes the key of this revision and no other', () => {
    assert.equal(why(key(2)), 'allowed');
    assert.deepEqual(
      [why(key(1)), why(key(3)), why(key(2, other)), why({ token: '' }), why({ token: `${key(2).token}x` })],
      Array(5).fill('wrongKey'),
    );
    assert.equal(why({ token: token() }), 'wrongKey', "a viewer's token is no key");
  });

  it('knows no channel without a row, and none that is torn down', () => {
    assert.equal(why(key(2), null), 'unknownChannel');
    assert.equal(why(key(2), row({ tornDown: true })), 'tornDown');
  });

  it('tells of a second publisher, whom MediaMTX itself turns away', () => {
    const decision = decide(key(2), row({ publishing: true }));
    assert.deepEqual(decision, { allowed: true, second: true });
    const notice = refusalNotice(question(key(2)), decision, now);
    assert.equal(notice?.kind === 'refused' && notice.why, 'secondPublisher');
    assert.equal(refusalNotice(question(key(2)), decide(key(2)), now), null);
  });

  it('a refusal is one piece of news a minute, and names no key', () => {
    const asked = question(key(1));
    const told = (at: string) => refusalNotice(asked, { allowed: false, why: 'wrongKey' }, new Date(at));
    const one = told('2026-11-22T18:00:01Z');
    assert.deepEqual(one, { id: one!.id, channelId, at: '2026-11-22T18:00:01.000Z', kind: 'refused', why: 'wrongKey' });
    assert.equal(told('2026-11-22T18:00:59Z')?.id, one!.id);
    assert.notEqual(told('2026-11-22T18:01:00Z')?.id, one!.id);
    assert.ok(!JSON.stringify(one).includes(key(1).token));
    assert.equal(refusalNotice(question(watch('x')), { allowed: false, why: 'forged' }, now), null, 'viewers are not told of');
  });
});

describe('watching', () => {
  it('takes a token of this channel while it counts', () => {
    assert.equal(why(watch(token())), 'allowed');
    assert.equal(why(watch('')), 'forged');
    assert.equal(why(watch(token({ channelId: other }))), 'otherChannel');
    assert.equal(why(watch(token({ seconds: 0 }))), 'expired');
    assert.equal(why(watch(token()), row(), 3), 'revoked');
    assert.equal(why(watch(token()), row(), 2), 'allowed', 'a later version than what was revoked');
    assert.equal(why(watch(token()), null), 'unknownChannel');
    assert.equal(why(watch(token()), row({ tornDown: true })), 'tornDown');
  });

  it('off air shows the preview to its audience alone', () => {
    const offAir = row({ onAir: false });
    assert.equal(why(watch(token()), offAir), 'notOnAir');
    assert.equal(why(watch(token({ audience: 'preview' })), offAir), 'allowed');
  });

  it('goes by HLS alone: nobody reads by a protocol that no page of ours plays', () => {
    for (const protocol of ['rtsp', 'rtmp', 'webrtc', 'srt', 'moq', ''])
      assert.equal(why(watch(token(), { protocol })), 'notAllowed', protocol);
  });

  it('a recording wants its own token, and the live picture none of it', () => {
    const recordingId = '2026-11-22T17:00:00Z';
    const asked = (word: string, start: string) => ({
      action: 'playback',
      protocol: '',
      query: `path=x&start=${start}&token=${word}`,
    });
    const torn = row({ tornDown: true, onAir: false });
    assert.equal(why(asked(token({ recordingId }), recordingId), torn), 'allowed');
    assert.equal(why(asked(token({ recordingId }), '2026-11-21T17:00:00Z'), torn), 'otherChannel');
    assert.equal(why(asked(token(), recordingId), torn), 'otherChannel');
    assert.equal(why({ ...asked(token(), recordingId), query: `token=${token()}` }, torn), 'otherChannel');
    assert.equal(why(watch(token({ recordingId }))), 'otherChannel');
    assert.equal(why(asked(token({ recordingId }), recordingId), torn, 3), 'revoked');
  });

  it('not one changed character of a token counts', () => {
    const word = token();
    assert.ok(readPlayback(secret, word), 'as it was signed');
    assert.equal(readPlayback('another', word), undefined);
    for (let index = 0; index < word.length; index += 1) {
      const letter = word[index] === 'A' ? 'B' : 'A';
      assert.equal(readPlayback(secret, word.slice(0, index) + letter + word.slice(index + 1)), undefined, String(index));
    }
    for (const wrong of ['', '.', `${word}.`, `${word}=`, word.split('.')[0]!])
      assert.equal(readPlayback(secret, wrong), undefined);
  });
});

describe('who asks', () => {
  it('our own calls come by name and secret; nobody else controls anything', () => {
    for (const action of ['api', 'playback', 'metrics', 'pprof']) {
      assert.equal(why({ action, user: 'rampa', password: secret }), 'allowed', action);
      for (const wrong of [{ user: 'rampa', password: 'x' }, { user: 'x', password: secret }, {}])
        assert.notEqual(why({ action, ...wrong }), 'allowed', action);
    }
    assert.notEqual(why({ action: 'read', protocol: 'hls', user: 'rampa', password: secret }), 'allowed');
    assert.notEqual(why({ user: 'rampa', password: secret }), 'allowed', 'and publishes nothing');
  });

  it('MediaMTX is known by the secret in its address of us', () => {
    const basic = (text: string, scheme = 'Basic') => `${scheme} ${Buffer.from(text).toString('base64')}`;
    assert.equal(isMediaMtx(basic(`rampa:${secret}`), secret), true);
    for (const wrong of [
      undefined,
      '',
      'Basic',
      basic('rampa:x'),
      basic(`x:${secret}`),
      basic(`rampa:${secret}`, 'Bearer'),
      secret,
    ])
      assert.equal(isMediaMtx(wrong, secret), false, wrong);
  });

  it('what is no question is none, and an address of the asker goes no further', () => {
    for (const wrong of ['', 'text', '[]', 'null', '7', '{}', '{"action":"fly"}', '{"action":7}'])
      assert.equal(accessRequestOf(Buffer.from(wrong)), undefined, wrong);
    assert.ok(!JSON.stringify(question({})).includes('192.0.2.1'));
    assert.equal(channelKeyOf(channelId), '11111111-1111-4111-8111-111111111111');
    for (const foreign of ['all_others', '~^recorded/', 'camera', `${channelId}/x`]) assert.equal(channelKeyOf(foreign), null);
  });
});

describe('what its hooks tell', () => {
  const source = randomUUID();
  const form = (fields: Record<string, string>) =>
    Buffer.from(new URLSearchParams({ path: channelId, source, at: '2026-11-22T17:59:59Z', ...fields }).toString());

  it('a picture and its loss, the same news under the same id', () => {
    const at = '2026-11-22T17:59:59.000Z';
    const online = mediaMtxNotice(form({ kind: 'online' }), now);
    assert.deepEqual(online, { id: online!.id, channelId, at, kind: 'picture' });
    assert.equal(mediaMtxNotice(form({ kind: 'offline' }), now)?.kind, 'loss');
    assert.deepEqual(mediaMtxNotice(form({ kind: 'online' }), now), online);
    assert.notEqual(mediaMtxNotice(form({ kind: 'online', source: randomUUID() }), now)?.id, online!.id, 'another connection');
  });

  it('a recording, named as its playback server names it', () => {
    const recorded = (segment: string, seconds = '5.25') => mediaMtxNotice(form({ kind: 'recorded', segment, seconds }), now);
    const notice = recorded(`/recordings/${channelId}/2026-11-22_17-00-00-120300.mp4`);
    assert.ok(notice?.kind === 'recorded');
    assert.deepEqual([notice.recordingId, notice.seconds], ['2026-11-22T17:00:00.1203Z', 5.25]);
    const whole = recorded('/2026-11-22_17-00-00-000000.mp4');
    assert.equal(whole?.kind === 'recorded' && whole.recordingId, '2026-11-22T17:00:00Z');
    assert.equal(recorded('/recordings/camera.mp4'), undefined);
    assert.equal(recorded('/2026-11-22_17-00-00-000000.mp4', 'long'), undefined);
  });

  it('nothing from the future, of no path, of no kind', () => {
    assert.equal(mediaMtxNotice(form({ kind: 'online', at: '2026-11-22T18:06:00Z' }), now), undefined);
    assert.ok(mediaMtxNotice(form({ kind: 'online', at: '2026-11-22T18:04:00Z' }), now), 'a clock may be a little ahead');
    for (const wrong of [
      { kind: 'fly' },
      { kind: 'online', path: '' },
      { kind: 'online', source: '' },
      { kind: 'online', at: 'now' },
    ])
      assert.equal(mediaMtxNotice(form(wrong), now), undefined, JSON.stringify(wrong));
    assert.equal(mediaMtxNotice(Buffer.from([0xff, 0x00]), now), undefined);
  });

  it('is what deploy/mediamtx-notify.sh sends, under the secret, again when the door is away', async (t) => {
    const found = (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/wget`));
    if (!found && process.env['CI'] !== 'true') return t.skip('needs wget');
    const heard: Array<{ raw: Buffer; ours: boolean }> = [];
    const door = await openDoor((body, { authorization }) => {
      heard.push({ raw: body, ours: isMediaMtx(authorization, secret) });
      return heard.length === 1 ? 503 : 204;
    });
    t.after(door.close);
    const env = { PATH: process.env['PATH']!, MTX_PATH: channelId, MTX_SOURCE_ID: source, MTX_SEGMENT_DURATION: '61.5' };
    const MTX_SEGMENT_PATH = `/recordings/${channelId}/2026-11-22_17-00-00-120300.mp4`;
    await promisify(execFile)('sh', ['deploy/mediamtx-notify.sh', 'recorded'], {
      env: { ...env, MTX_SEGMENT_PATH, MEDIAMTX_SECRET: secret, RAMPA_NOTICE_URL: `${door.url}/webhooks/media/mediamtx` },
    });
    assert.deepEqual(
      heard.map(({ ours }) => ours),
      [true, true],
    );
    const notice = mediaMtxNotice(heard[1]!.raw, new Date());
    assert.ok(notice?.kind === 'recorded' && notice.channelId === channelId);
    assert.deepEqual([notice.recordingId, notice.seconds], ['2026-11-22T17:00:00.1203Z', 61.5]);
    assert.ok(Math.abs(Date.parse(notice.at) - Date.now()) < 60_000);
  });
});
