/** Parameter sets come out of packets as senders make them; broken packets do no harm. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { collectParameterSets, type ParameterSets, spropOf } from '../../media/ingest/h264.ts';

const sps = Buffer.from([0x67, 1, 2, 3]);
const pps = Buffer.from([0x68, 4, 5]);
const sized = (unit: Buffer) => Buffer.concat([Buffer.from([0, unit.length]), unit]);
const told = `${sps.toString('base64')},${pps.toString('base64')}`;

test('from packets of their own, and from one that holds several units', () => {
  const alone: ParameterSets = {};
  collectParameterSets(alone, sps);
  assert.equal(spropOf(alone), undefined, 'half of it is nothing');
  collectParameterSets(alone, pps);
  assert.equal(spropOf(alone), told);
  const together: ParameterSets = {};
  collectParameterSets(together, Buffer.concat([Buffer.from([0x78]), sized(sps), sized(pps), sized(Buffer.from([0x65, 9]))]));
  assert.equal(spropOf(together), told);
});

test('not from pictures, nor from what is broken', () => {
  const none: ParameterSets = {};
  for (const bytes of [[], [0x67], [0x65, 1], [0x7c, 0x87, 1], [0x78, 0, 9, 0x67], [0x78, 0, 0, 0, 0]])
    collectParameterSets(none, Buffer.from(bytes));
  assert.deepEqual(none, {});
  fc.assert(fc.property(fc.uint8Array(), (bytes) => collectParameterSets({}, Buffer.from(bytes))));
});
