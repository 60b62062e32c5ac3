/** There is an ffmpeg on every machine: the system's own, or the one that comes with the packages. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { findFfmpeg } from '../../media/ingest/ffmpeg.ts';

test('where the system has none, the package brings one that runs', async () => {
  const packaged = await findFfmpeg('');
  assert.match(packaged, /node_modules/);
  assert.match(execFileSync(packaged, ['-version'], { encoding: 'utf8' }), /^ffmpeg version/);
});

test("the system's own comes first, in the order of PATH, if it can be run", async (t) => {
  const [none, one] = [mkdtempSync(join(tmpdir(), 'rampa-path-')), mkdtempSync(join(tmpdir(), 'rampa-path-'))];
  t.after(() => [none, one].map((folder) => rmSync(folder, { recursive: true })));
  for (const folder of [none, one]) writeFileSync(join(folder, 'ffmpeg'), '#!/bin/sh\n');
  chmodSync(join(none, 'ffmpeg'), 0o600);
  chmodSync(join(one, 'ffmpeg'), 0o700);
  assert.equal(await findFfmpeg(['', none, one].join(delimiter)), join(one, 'ffmpeg'));
});
