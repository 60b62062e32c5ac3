/** A stream key publishes to its channel as long as it is the latest, and nowhere else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { streamKeys } from '../../domain/stream-key.ts';

const keys = streamKeys('a key of the house');

test('a key is of one channel and one revision', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 1, max: 1000 }), (channel, other, revision) => {
      fc.pre(channel !== other);
      const key = keys.keyOf(channel, revision);
      assert.ok(keys.isKey(channel, revision, key));
      assert.ok(!keys.isKey(channel, revision + 1, key), 'an older one');
      assert.ok(!keys.isKey(channel, revision - 1, key), 'one that is not given out yet');
      assert.ok(!keys.isKey(other, revision, key));
      assert.ok(!streamKeys('another').isKey(channel, revision, key));
    }),
  );
});

test('nothing but the whole key will do', () => {
  const key = keys.keyOf('channel', 1);
  for (const text of ['', key.slice(1), `${key}A`, key.toLowerCase(), 'ключ'.repeat(8)])
    assert.ok(!keys.isKey('channel', 1, text));
});
