/** Where the LiveKit server comes from: the very version, from whoever has it, and nothing that its makers did not offer. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { downloadLiveKit } from '../../media/livekit/download.ts';
import { findLiveKit, LIVEKIT_VERSION } from '../../media/livekit/find.ts';
import { downloadTarget } from '../../programs/download.ts';
import { freePort, temporaryFolder } from '../support/servers.ts';

const folder = temporaryFolder('livekit-find').path;
const cache = join(folder, 'cache');
const empty = join(folder, 'empty');
const kept = { PATH: process.env['PATH'], XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] };
const lines: string[] = [];
const log = (line: string) => void lines.push(line);

/** Says what the real one says when it is asked for its version. */
function pretend(path: string, version: string): string {
  writeFileSync(path, `#!/bin/sh\necho "livekit-server version ${version}"\n`);
  chmodSync(path, 0o755);
  return path;
}

const { platform, arch } = downloadTarget();
const file = `livekit_${LIVEKIT_VERSION}_${platform}_${arch}.tar.gz`;
let archive: Buffer;
let sums: string;
let asked: string[];
let server: Server;
let releases: string;
before(async () => {
  for (const name of [cache, empty, join(folder, 'packed')]) mkdirSync(name);
  pretend(join(folder, 'packed/livekit-server'), LIVEKIT_VERSION);
  archive = execFileSync('tar', ['-czf', '-', '-C', join(folder, 'packed'), 'livekit-server']);
  server = createServer((request, response) => {
    asked.push(request.url!);
    if (request.url === `/v${LIVEKIT_VERSION}/checksums.txt`) response.end(sums);
    else if (request.url === `/v${LIVEKIT_VERSION}/${file}`) response.setHeader('content-length', archive.length).end(archive);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  releases = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  Object.assign(process.env, kept);
  if (kept.XDG_CACHE_HOME === undefined) delete process.env['XDG_CACHE_HOME'];
  server.close();
  rmSync(folder, { recursive: true });
});

const sumOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const fetched = (name: string) => {
  const into = join(folder, name);
  mkdirSync(into);
  asked = [];
  const fetch = { version: LIVEKIT_VERSION, folder: into, program: 'livekit-server', log, signal: undefined };
  return downloadLiveKit(fetch, releases).then(() => into);
};

describe('the download', { skip: platform !== 'linux' && 'offered for Linux and Windows' }, () => {
  it('takes what the list of sums names, says how big it is, and leaves the program alone', async () => {
    sums = `${sumOf(Buffer.from('other'))}  livekit_${LIVEKIT_VERSION}_linux_armv7.tar.gz\n${sumOf(archive)}  ${file}\n`;
    const into = await fetched('good');
    assert.deepEqual(readdirSync(into), ['livekit-server']);
    assert.match(lines.join('\n'), /downloading LiveKit 1\.\d+\.\d+, 1 MB/);
  });

  it('unpacks nothing that is another than the list says, and nothing that the list does not name', async () => {
    sums = `${sumOf(Buffer.from('what its makers made'))}  ${file}\n`;
    await assert.rejects(fetched('forged'), /LiveKit .* is not what its makers' list of sums says/);
    assert.deepEqual(readdirSync(join(folder, 'forged')), []);
    sums = `${sumOf(archive)}  another.tar.gz\n`;
    await assert.rejects(fetched('unnamed'), /does not name livekit_/);
    assert.deepEqual(asked, [`/v${LIVEKIT_VERSION}/checksums.txt`], 'the archive is not even asked for');
  });

  it('is what a machine without a server of its own gets, once', async () => {
    Object.assign(process.env, { XDG_CACHE_HOME: cache });
    sums = `${sumOf(archive)}  ${file}\n`;
    asked = [];
    process.env['PATH'] = withoutServer();
    const paths = [await findLiveKit(log, { releases }), await findLiveKit(log, { releases })];
    assert.equal(new Set(paths).size, 1);
    assert.ok(paths[0]!.startsWith(cache) && existsSync(paths[0]!));
    assert.equal(asked.length, 2, 'one list, one archive');
  });
});

describe('finding it', () => {
  it('takes the program that is named, in this very version and no other', async () => {
    assert.equal(await findLiveKit(log, { given: pretend(join(folder, 'mine'), LIVEKIT_VERSION) }), join(folder, 'mine'));
    for (const given of [
      pretend(join(folder, 'newer'), '1.13.6'),
      pretend(join(folder, 'longer'), `${LIVEKIT_VERSION}0`),
      '/bin/true',
    ])
      await assert.rejects(findLiveKit(log, { given }), /LIVEKIT_SERVER: .* is no LiveKit server 1\.13\.5 that runs here/);
  });

  it('says all that was tried and what to install', async () => {
    Object.assign(process.env, { PATH: empty, XDG_CACHE_HOME: join(folder, 'another-cache') });
    const nobody = `http://127.0.0.1:${await freePort()}`;
    await assert.rejects(findLiveKit(log, { releases: nobody }), (error: Error) => {
      assert.match(error.message, /download: (127\.0\.0\.1:\d+ cannot be reached|its makers offer none)/);
      assert.match(error.message, /build with Go: there is no Go on this machine/);
      for (const words of ['LIVEKIT_SERVER', 'LIVEKIT_URL', 'https://go.dev/dl']) assert.ok(error.message.includes(words), words);
      return true;
    });
    assert.deepEqual(readdirSync(join(folder, 'another-cache/rampa')), [], 'nothing half is left');
  });
});

/** PATH as it is, but for folders that hold a LiveKit. */
function withoutServer(): string {
  const folders = (kept.PATH ?? '').split(':');
  return folders.filter((one) => !existsSync(join(one, 'livekit-server'))).join(':');
}
