/** The stage server as a part of the house: it comes back, it may come late, and without it everything else goes on. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDataFolder } from '../../database/data-folder.ts';
import { parseEnvironment } from '../../domain/environment.ts';
import { createHouse, type House } from '../../launcher/house.ts';
import type { Context } from '../../launcher/parts.ts';
import { openProcessBook } from '../../launcher/process-book.ts';
import { processIdentity } from '../../launcher/process-identity.ts';
import { settle, settlePorts } from '../../launcher/settings.ts';
import { openStage } from '../../launcher/stage.ts';
import { stageUrl } from '../../launcher/stage-options.ts';
import { chooseWords } from '../../launcher/words.ts';
import { eventually } from '../support/http.ts';
import { liveKitProgram, missingLiveKit } from '../support/livekit.ts';
import { temporaryFolder } from '../support/servers.ts';

const folder = temporaryFolder('stage-part');
const data = openDataFolder(folder.data);
const ports = { STAGE_PORT: '0', STAGE_TCP_PORT: '0', STAGE_UDP_PORT: '0', STAGE_METRICS_PORT: '0' };
let house: House;
let stop: AbortController;
let said: string[];
beforeEach(() => {
  said = [];
  stop = new AbortController();
  house = createHouse({ say: (line) => said.push(line), words: chooseWords({}) });
});
afterEach(async () => {
  stop.abort();
  await house.drain();
});
after(() => rmSync(folder.path, { recursive: true, force: true }));

/** With the launcher's own steps, but for the board that shows them. */
async function open(env: Record<string, string>) {
  const environment = await settlePorts(parseEnvironment({ ...ports, ...env }));
  const context: Context = { settings: settle(environment, data), given: {}, book: openProcessBook(data), signal: stop.signal };
  const notes: string[] = [];
  const { state, missing } = openStage(context, house, (_, work) => work((line) => notes.push(line)));
  return {
    state,
    missing,
    answers: async () => (await fetch(stageUrl(context.settings)).catch(() => undefined))?.status === 200,
  };
}
const book = () =>
  JSON.parse(readFileSync(data.file('processes.json'), 'utf8')) as Array<{ part: string; pid: number; identity: string }>;
const latest = () => book().findLast(({ part }) => part === 'stage')!;

/** Asked for its version it waits until it may say it; then it is the real one. */
function slowProgram(): { path: string; allow(): void } {
  const path = join(folder.path, 'slow-livekit');
  const allowed = join(folder.path, 'allowed');
  writeFileSync(path, `#!/bin/sh\nwhile [ ! -e ${allowed} ]; do sleep 0.1; done\nexec "${liveKitProgram()}" "$@"\n`);
  chmodSync(path, 0o755);
  return { path, allow: () => writeFileSync(allowed, '') };
}

describe('the stage server', { skip: missingLiveKit }, () => {
  it('comes up, comes back when it is killed, and is gone when the house is drained', async () => {
    const { state, answers } = await open({ LIVEKIT_SERVER: liveKitProgram() });
    await eventually(answers, 'it answers');
    await eventually(async () => state() === 'up', 'the launcher knows');
    const before = latest();
    process.kill(before.pid, 'SIGKILL');
    await eventually(async () => said.includes('stage is back'), 'it is back');
    assert.notEqual(latest().pid, before.pid);
    assert.ok(await answers());
    await house.drain();
    assert.notEqual(processIdentity(latest().pid), latest().identity);
    assert.equal(await answers(), false);
  });

  it('comes late without holding anybody up', async () => {
    const slow = slowProgram();
    const { state, missing, answers } = await open({ LIVEKIT_SERVER: slow.path });
    assert.equal(state(), 'coming');
    slow.allow();
    assert.equal(await missing, undefined);
    assert.deepEqual([state(), await answers()], ['up', true]);
  });

  it('that is still on its way when the house is stopped is not missed', async () => {
    rmSync(join(folder.path, 'allowed'), { force: true });
    const slow = slowProgram();
    const { state, missing } = await open({ LIVEKIT_SERVER: slow.path });
    stop.abort();
    const drained = house.drain();
    await sleep(0);
    slow.allow();
    await drained;
    assert.deepEqual([state(), await missing], ['missing', undefined]);
  });
});

it('a program that is none is told, and nothing runs', async () => {
  const { state, missing } = await open({ LIVEKIT_SERVER: '/nowhere/livekit-server' });
  assert.match((await missing)!, /LIVEKIT_SERVER: \/nowhere\/livekit-server is no LiveKit server/);
  assert.equal(state(), 'missing');
});
