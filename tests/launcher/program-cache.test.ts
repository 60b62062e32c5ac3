/** Programs are fetched once for a machine, whole or not at all. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder, installOnce } from '../../temporal/server/cache.ts';
import { downloadArchive } from '../../temporal/server/download.ts';
import { freePort, temporaryFolder } from '../support/servers.ts';

const folder = temporaryFolder('cache').path;
after(() => rmSync(folder, { recursive: true }));
const silent = () => undefined;

describe('the cache of programs', () => {
  it('lies outside the checkout', () => {
    assert.ok(!cacheFolder('x').startsWith(process.cwd()));
  });

  it('fetches once for all who want it at the same time', async () => {
    let fetched = 0;
    const want = () =>
      installOnce(join(folder, 'wanted'), 'program', async (draft) => {
        fetched += 1;
        await sleep(50);
        writeFileSync(join(draft, 'program'), 'works');
      });
    const paths = await Promise.all([want(), want(), want()]);
    assert.equal(fetched, 1);
    for (const path of paths) assert.equal(readFileSync(path, 'utf8'), 'works');
  });

  it('leaves nothing of a fetch that failed, and lets the next one try', async () => {
    const broken = join(folder, 'broken');
    const half = installOnce(broken, 'program', async (draft) => {
      writeFileSync(join(draft, 'program'), 'half');
      throw new Error('the network went away');
    });
    await assert.rejects(half, /network went away/);
    assert.ok(!existsSync(broken));
    await installOnce(broken, 'program', async (draft) => writeFileSync(join(draft, 'program'), 'whole'));
    assert.equal(readFileSync(join(broken, 'program'), 'utf8'), 'whole');
    assert.deepEqual(
      readdirSync(folder).filter((name) => /draft|lock/.test(name)),
      [],
    );
  });

  it('does not wait for one that was killed while it fetched', async () => {
    const dead = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
    writeFileSync(join(folder, 'abandoned.lock'), dead);
    const path = await installOnce(join(folder, 'abandoned'), 'program', async (draft) =>
      writeFileSync(join(draft, 'program'), ''),
    );
    assert.ok(existsSync(path));
  });
});

describe('a download', () => {
  it('names what it fetches and how big it is, and unpacks it', async () => {
    mkdirSync(join(folder, 'packed'));
    mkdirSync(join(folder, 'unpacked'));
    writeFileSync(join(folder, 'packed/temporal'), 'program');
    const archive = execFileSync('tar', ['-czf', '-', '-C', join(folder, 'packed'), 'temporal']);
    const server = createServer((_, response) => response.setHeader('content-length', archive.length).end(archive)).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cli.tar.gz`;
    const lines: string[] = [];
    await downloadArchive({ name: 'Temporal CLI', address, folder: join(folder, 'unpacked'), log: (line) => lines.push(line) });
    server.close();
    assert.equal(readFileSync(join(folder, 'unpacked/temporal'), 'utf8'), 'program');
    assert.match(lines.join('\n'), /downloading Temporal CLI, 1 MB/);
  });

  it('says where nobody answered', async () => {
    const address = `http://127.0.0.1:${await freePort()}/`;
    await assert.rejects(
      downloadArchive({ name: 'Temporal CLI', address, folder, log: silent }),
      /127\.0\.0\.1:\d+ cannot be reached/,
    );
  });
});
