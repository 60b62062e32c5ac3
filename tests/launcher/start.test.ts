/** `npm start`, whole: up from nothing, drained by Ctrl-C, up again with its data, and over the corpse of a killed one. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from '../../launcher/process-identity.ts';
import type { Addresses } from '../../launcher/settings.ts';
import { isLoopback, listeningOf } from '../support/listening.ts';
import { temporaryFolder } from '../support/servers.ts';
import { type HouseProcess, startHouse } from './house-process.ts';

const folder = temporaryFolder('start');
let house: HouseProcess | undefined;
let addresses: Addresses | undefined;
after(async () => {
  house?.kill('SIGTERM');
  await house?.exited;
  rmSync(folder.path, { recursive: true, force: true, maxRetries: 5 });
});

type Entry = { part: string; pid: number; identity: string };
const book = (): Entry[] => JSON.parse(readFileSync(join(folder.data, 'processes.json'), 'utf8')) as Entry[];
const living = (): string[] =>
  book()
    .filter(({ pid, identity }) => processIdentity(pid) === identity)
    .map(({ part }) => part)
    .sort();
const linux = { skip: process.platform !== 'linux' };
const sockets = () =>
  book()
    .filter(({ pid, identity }) => processIdentity(pid) === identity)
    .flatMap(({ part, pid }) => listeningOf(pid).map((at) => ({ part, ...at })));
const portOf = (address: string | undefined): number => Number(new URL(address!).port);
const latest = (name: string): Entry => book().findLast(({ part }) => part === name) as Entry;
const parts = ['media', 'postgres', 'sandbox', 'server', 'temporal', 'worker'];

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) assert.fail(`${what}\n${house?.output()}`);
    await sleep(100);
  }
}

async function answers({
  health,
  web,
  openapi,
  metrics,
  workerMetrics,
  mediaHealth,
  mediaMetrics,
  phone,
}: Addresses): Promise<void> {
  const pages = [health, web, openapi, metrics, workerMetrics, mediaHealth, mediaMetrics, phone];
  for (const page of pages) assert.equal((await fetch(page as string)).status, 200, page);
}

describe('npm start', () => {
  it('comes up from an empty folder, and tells where everything is', async () => {
    house = startHouse(folder.data);
    addresses = await house.untilUp();
    await answers(addresses);
    assert.deepEqual(living(), parts);
    assert.match(house.output(), new RegExp(`Playbill +${addresses.publicUrl}`));
    assert.equal(statSync(join(folder.data, 'addresses.json')).mode & 0o777, 0o600);
  });

  it('listens on loopback alone, every part of it', linux, () => {
    const open = sockets();
    assert.deepEqual([...new Set(open.map(({ part }) => part))].sort(), parts, 'each of them listens somewhere');
    assert.deepEqual(
      open.filter((at) => !isLoopback(at)),
      [],
    );
  });

  it('gives each process its own role of the database, and nobody the owner', linux, () => {
    for (const { part, pid } of book().filter(({ part }) => part !== 'postgres' && part !== 'temporal')) {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      const urls = environment
        .filter((line) => /postgres(ql)?:\/\//.test(line))
        .map((line) => new URL(line.slice(line.indexOf('=') + 1)).username);
      assert.deepEqual(urls, { worker: ['rampa_writer'], server: ['rampa_reader'], sandbox: [], media: [] }[part], part);
    }
  });

  for (const part of ['worker', 'server', 'media', 'sandbox', 'temporal', 'postgres']) {
    it(`brings ${part} back that is killed`, async () => {
      const before = latest(part);
      process.kill(before.pid, 'SIGKILL');
      await until(() => house!.output().includes(`${part} is back`), `${part} does not come back`);
      assert.notEqual(latest(part).pid, before.pid);
      await until(
        async () => (await fetch(addresses!.health).catch(() => undefined))?.status === 200,
        'the server is not ready again',
      );
      await until(() => living().join() === parts.join(), `not everything is up after ${part} was killed: ${living()}`);
    });
  }

  it('drains on Ctrl-C and leaves nothing running', async () => {
    house!.kill('SIGINT');
    assert.equal(await house!.exited, 0, house!.output());
    assert.deepEqual(living(), []);
    assert.match(house!.output(), /Everything is stopped/);
  });

  it('starts again on its data, ends what a killed launcher left, and stops on SIGTERM', async () => {
    house = startHouse(folder.data);
    await house.untilUp();
    house.kill('SIGKILL');
    await house.exited;
    assert.deepEqual(living(), parts, 'the parts outlive their launcher');
    rmSync(join(folder.data, 'addresses.json'));

    house = startHouse(folder.data);
    await answers(await house.untilUp());
    assert.match(house.output(), /stopped what it left running: .*temporal/);
    assert.deepEqual(living(), parts);
    house.kill('SIGTERM');
    assert.equal(await house.exited, 0, house.output());
    assert.deepEqual(living(), []);
  });

  it('opens web and stand-ins to others when HOST says so; figures and data stay where they are', linux, async () => {
    house = startHouse(folder.data, { HOST: '0.0.0.0' });
    const { web, sandbox, smtp, metrics, workerMetrics, mediaHealth, mediaMetrics, rtmp } = await house.untilUp();
    const at = (open: boolean) => sockets().filter((one) => isLoopback(one) !== open);
    assert.deepEqual(
      at(true)
        .map(({ part, port }) => [part, port])
        .sort(),
      [
        ['media', portOf(mediaHealth)],
        ['media', portOf(rtmp)],
        ['sandbox', portOf(sandbox)],
        ['sandbox', portOf(smtp)],
        ['server', portOf(web)],
      ].sort(),
    );
    for (const figures of [metrics, workerMetrics, mediaMetrics])
      assert.ok(
        at(false).some(({ address, port }) => address === '127.0.0.1' && port === portOf(figures)),
        String(figures),
      );
    assert.equal((await fetch(`${web}/metrics`, { headers: { accept: 'application/json' } })).status, 404);
  });

  it('stops at once on a second Ctrl-C, even when a part hangs', async () => {
    if (linux.skip) house = startHouse(folder.data);
    const { exited } = house!;
    await house!.untilUp();
    process.kill(latest('server').pid, 'SIGSTOP');
    let code: number | null | undefined;
    exited.then((exitCode) => {
      code = exitCode;
    });
    await until(() => {
      house!.kill('SIGINT');
      return code !== undefined;
    }, 'it does not stop');
    assert.equal(code, 130);
    await until(() => living().length === 0, `something goes on: ${living()}`);
  });
});
