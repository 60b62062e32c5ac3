/** A playback token opens one picture, for one viewer, for a while; nothing else does. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type PlaybackGrantClaims, type PlaybackScope, playbackTokens, viewerCode } from '../../domain/playback-token.ts';

const tokens = playbackTokens('a key of the house');
const now = Date.UTC(2027, 2, 1, 19);
const channelId = '6fa1d3c8-5b1c-4d55-9c93-6b7f7a0d9f11';
const claims: PlaybackGrantClaims = { viewerId: 'ticket', version: 3, audience: 'viewer', expires: now / 1000 + 60 };
const live = { channelId };
const token = tokens.sign(live, claims);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const anyClaims = fc.record({
  viewerId: fc.string({ minLength: 1 }),
  version: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
  audience: fc.constantFrom('viewer' as const, 'preview' as const),
  download: fc.boolean(),
  expires: fc.integer({ min: now / 1000 + 1, max: 2 ** 32 - 1 }),
});
const anyScope = fc.oneof(
  fc.record({ channelId: fc.uuid() }),
  fc.record({ channelId: fc.uuid(), recordingId: fc.uuid() }),
) as fc.Arbitrary<PlaybackScope>;

describe('playback token', () => {
  it('gives back what was granted, and fits into an address', () => {
    fc.assert(
      fc.property(anyScope, anyClaims, (scope, { viewerId, ...rest }) => {
        const signed = tokens.sign(scope, { viewerId, ...rest });
        assert.match(signed, /^[\w-]{64}$/);
        assert.deepEqual(tokens.verify(scope, signed, now), { viewer: viewerCode(viewerId), ...rest });
      }),
    );
  });

  it('opens no other picture', () => {
    fc.assert(
      fc.property(anyScope, anyScope, anyClaims, (one, other, granted) => {
        fc.pre(one.channelId !== other.channelId || one.recordingId !== other.recordingId);
        assert.equal(tokens.verify(other, tokens.sign(one, granted), now), 'forged');
      }),
    );
    assert.equal(tokens.verify({ channelId, recordingId: '' }, token, now), 'forged', 'a recording is not the live picture');
    // Two names that are joined must not be another two.
    const joined = tokens.sign({ channelId: 'a', recordingId: 'bc' }, claims);
    assert.equal(tokens.verify({ channelId: 'ab', recordingId: 'c' }, joined, now), 'forged');
  });

  it('is refused when any one character was exchanged', () => {
    for (let at = 0; at < token.length; at += 1)
      for (const other of alphabet)
        if (other !== token[at])
          assert.equal(tokens.verify(live, token.slice(0, at) + other + token.slice(at + 1), now), 'forged', `${at}: ${other}`);
  });

  it('is refused under another key, cut, lengthened, or made up', () => {
    assert.equal(playbackTokens('another key').verify(live, token, now), 'forged');
    fc.assert(fc.property(fc.string(), (text) => assert.equal(tokens.verify(live, text, now), 'forged')));
    for (const text of ['', token.slice(1), `${token}A`, ` ${token}`, token.toUpperCase(), `${token}\n`])
      assert.equal(tokens.verify(live, text, now), 'forged', text);
  });

  it('ends with its second, not before', () => {
    assert.notEqual(typeof tokens.verify(live, token, claims.expires * 1000 - 1), 'string');
    assert.equal(tokens.verify(live, token, claims.expires * 1000), 'expired');
  });

  it('says nothing of who watches', () => {
    assert.ok(!Buffer.from(token, 'base64url').includes('ticket'));
    assert.notEqual(viewerCode('ticket'), viewerCode('ticket2'));
  });

  it('is not signed for a version that does not fit', () => {
    for (const version of [-1, 1.5, 2 ** 24]) assert.throws(() => tokens.sign(live, { ...claims, version }), RangeError);
  });
});
