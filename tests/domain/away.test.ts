/** Only what means that nobody answers may be told as «the house is busy». */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { databaseAway } from '../../domain/away.ts';

const failed = (code: string) => Object.assign(new Error('x'), { code });

it('a database that cannot be reached, stops, or has no room is away', () => {
  for (const code of ['08001', '08006', '57P01', '57P02', '57P03', '57014', '53300', 'ECONNRESET'])
    assert.ok(databaseAway(failed(code)), code);
});

it('a write that the reading role may not make is a fault of ours, and so is a statement that is wrong', () => {
  for (const code of ['25006', '42501', '42703', '23505', '40001']) assert.ok(!databaseAway(failed(code)), code);
});
