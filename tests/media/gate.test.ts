/** The gate asks each time, although it knows a token by then: whether it is for this, still good, not revoked, and on air. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type PlaybackGrantClaims, playbackTokens, viewerCode } from '../../domain/playback-token.ts';
import { streamKeys } from '../../domain/stream-key.ts';
import { Channels } from '../../media/channels/channels.ts';
import { createGate, type Gate } from '../../media/playback/gate.ts';
import { Archive } from '../../media/recording/archive.ts';

describe('the gate', () => {
  const tokens = playbackTokens('a key of the house');
  const folder = mkdtempSync(join(tmpdir(), 'rampa-gate-'));
  const scope = { channelId: 'channel-one' };
  const now = Date.now();
  const sign = (more: Partial<PlaybackGrantClaims> = {}) =>
    tokens.sign(scope, { viewerId: 'ticket', version: 1, audience: 'viewer', expires: Math.floor(now / 1000) + 60, ...more });
  let channels: Channels;
  let gate: Gate;
  const channel = () => channels.get('channel-one')!;

  before(async () => {
    const nothing = () => undefined;
    const archive = new Archive(join(folder, 'recordings'));
    channels = new Channels(folder, { ffmpeg: '', keys: streamKeys('x'), archive, tell: nothing, report: nothing });
    for (const channelId of ['channel-one', 'channel-two']) {
      const channel = await channels.provision(channelId, { keyRevision: 1, label: '', record: false });
      await channel.setOnAir(true);
    }
    gate = createGate(tokens, channels);
  });
  after(() => rmSync(folder, { recursive: true }));
  const allowed = (token: string, at = now, of: Parameters<Gate>[0] = scope) => {
    const answer = gate(of, token, at);
    return typeof answer === 'string' ? answer : 'allowed';
  };

  it('lets a token in again and again, until it expires', () => {
    const token = sign();
    assert.deepEqual(
      [allowed(token), allowed(token), allowed(token, now + 59_000), allowed(token, now + 61_000)],
      [...['allowed', 'allowed', 'allowed'], 'expired'],
    );
  });

  it('knows a token for what it was signed for, and for nothing else', () => {
    const token = sign();
    const recordingId = 'recording';
    assert.equal(allowed(token), 'allowed');
    for (const other of [{ channelId: 'channel-two' }, { ...scope, recordingId }, { channelId: 'nobody' }])
      assert.equal(allowed(token, now, other), 'forged');
    assert.equal(allowed(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`), 'forged');
    assert.equal(allowed(token), 'allowed');
  });

  it('lets in nobody who is revoked meanwhile', async () => {
    const [first, second] = [sign({ viewerId: 'moves' }), sign({ viewerId: 'moves', version: 2 })];
    assert.deepEqual([allowed(first), allowed(second)], ['allowed', 'allowed']);
    await channel().revoke(viewerCode('moves'), 1);
    assert.deepEqual([allowed(first), allowed(second)], ['revoked', 'allowed']);
  });

  it('shows viewers nothing off air, and nobody what is torn down', async () => {
    const [viewer, preview] = [sign(), sign({ audience: 'preview' })];
    const both = () => [allowed(viewer), allowed(preview)];
    assert.deepEqual(both(), ['allowed', 'allowed']);
    await channel().setOnAir(false);
    assert.deepEqual(both(), ['notOnAir', 'allowed']);
    await channel().setOnAir(true);
    assert.deepEqual(both(), ['allowed', 'allowed']);
    await channel().tearDown();
    assert.deepEqual(both(), ['gone', 'gone']);
  });
});
