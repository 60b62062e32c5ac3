/** What the server has to tell arrives once the API takes it, in order, whoever was away in between. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { noticeSignatureHeader, verifyNotice } from '../../domain/signed-notice.ts';
import { Outbox } from '../../media/notices/outbox.ts';
import type { MediaNotice } from '../../providers/media/port.ts';
import { eventually } from '../support/http.ts';

const secret = 'a key of the house';
type Seen = { notice: MediaNotice; genuine: boolean; status: number };

describe('a notice', () => {
  let api: Server;
  let folder: string;
  let outbox: Outbox;
  let seen: Seen[] = [];
  let answer: (notice: MediaNotice) => number = () => 204;
  const reports: string[] = [];
  const url = () => `http://127.0.0.1:${(api.address() as AddressInfo).port}/`;
  const open = async (to = url()) => {
    outbox = new Outbox({ folder, url: to, secret, firstPause: 10, report: (what) => reports.push(what) });
    await outbox.open();
  };
  const taken = () => seen.filter(({ status }) => status < 300).map(({ notice }) => notice.kind);
  const kept = () => readdirSync(folder);
  const [one, other] = [randomUUID(), randomUUID()];

  before(async () => {
    api = createServer(async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const notice = JSON.parse(body.toString()) as MediaNotice;
      const status = answer(notice);
      seen.push({ notice, status, genuine: verifyNotice(secret, body, req.headers[noticeSignatureHeader] as string) });
      res.writeHead(status).end();
    }).listen(0, '127.0.0.1');
    await once(api, 'listening');
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rampa-notices-'));
    [seen, answer] = [[], () => 204];
    await open();
  });
  afterEach(async () => {
    await outbox.close();
    rmSync(folder, { recursive: true });
  });
  after(() => api.close());

  it('is signed, delivered once, and forgotten', async () => {
    await outbox.tell({ kind: 'picture', channelId: one });
    await eventually(async () => kept().length === 0, 'it is delivered');
    assert.equal(seen.length, 1);
    assert.ok(seen[0]!.genuine);
    assert.deepEqual({ ...seen[0]!.notice, id: '', at: '' }, { kind: 'picture', channelId: one, id: '', at: '' });
  });

  it('comes again, as the same, until it is taken: 409 while the show is not known, or whatever goes wrong', async () => {
    const answers = [409, 409, 500, 401, 204];
    answer = () => answers.shift()!;
    await outbox.tell({ kind: 'picture', channelId: one });
    await eventually(async () => taken().length === 1, 'it is taken');
    assert.equal(new Set(seen.map(({ notice }) => `${notice.id} ${notice.at}`)).size, 1);
    assert.equal(seen.length, 5);
    assert.ok(seen.every(({ genuine }) => genuine));
  });

  it('keeps its place: what comes later waits, that of another channel does not', async () => {
    let known = false;
    answer = ({ channelId }) => (channelId === one && !known ? 409 : 204);
    for (const kind of ['picture', 'loss', 'ended'] as const) await outbox.tell({ kind, channelId: one });
    await outbox.tell({ kind: 'ended', channelId: other });
    await eventually(async () => taken().length === 1, 'the other one is taken');
    assert.equal(outbox.waiting, 3);
    known = true;
    await eventually(async () => taken().length === 4, 'all are taken');
    assert.deepEqual(taken(), ['ended', 'picture', 'loss', 'ended']);
    await eventually(async () => kept().length === 0 && outbox.waiting === 0, 'all are forgotten');
  });

  it('outlives the server: what was not taken is told by the next one', async () => {
    answer = () => 503;
    await outbox.tell({ kind: 'recorded', channelId: one, recordingId: other, seconds: 12 });
    await outbox.tell({ kind: 'ended', channelId: one });
    await eventually(async () => seen.length > 0, 'it was tried');
    await outbox.close();
    assert.equal(kept().length, 2);
    answer = () => 204;
    await open();
    await eventually(async () => taken().length === 2, 'both are taken');
    assert.deepEqual(taken(), ['recorded', 'ended']);
    assert.equal(new Set(seen.map(({ notice }) => notice.id)).size, 2);
  });

  it('is kept while nobody answers at all, and is given up after a day', async () => {
    await outbox.close();
    await open('http://127.0.0.1:9/');
    await outbox.tell({ kind: 'loss', channelId: one });
    await eventually(async () => reports.includes('notice not taken'), 'it was tried');
    assert.equal(kept().length, 1);
    await outbox.close();
    // The same a day later.
    const now = Date.now;
    Date.now = () => now() + 25 * 3_600_000;
    try {
      answer = () => 409;
      await open();
      await eventually(async () => outbox.givenUp === 1, 'it is given up', 25 * 3_600_000);
    } finally {
      Date.now = now;
    }
    await eventually(async () => kept().length === 0, 'it is forgotten');
  });
});
