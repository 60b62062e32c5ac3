/** MediaMTX at our door, on real rows: who may watch and publish is what the stage and the screens say now. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { pino } from 'pino';
import { createMetrics } from '../../api/metrics.ts';
import { createServer } from '../../api/server.ts';
import { type PlaybackScope, playbackTokens } from '../../domain/playback-token.ts';
import { channelIdOf, streamKey } from '../../providers/media/mediamtx/account.ts';
import { accessFacts } from '../../queries/stage/channels.ts';
import { anna, boris, mine, theirs } from '../database/two-theatres.ts';
import { type HouseOfRows, idIn, openHouseOfRows } from '../support/house-of-rows.ts';

const secret = 'mediamtx-mediamtx-mediamtx';
const [channelId, other] = [channelIdOf(randomUUID(), true), channelIdOf(randomUUID(), true)];
const [ticket, screen] = [idIn(mine, 'ticket', anna), idIn(mine, 'screen', anna)];
const tokens = playbackTokens(secret);

let rows: HouseOfRows;
let server: Server;
before(async () => {
  rows = await openHouseOfRows();
  const { deps } = rows.house;
  const stage = { ...deps.stage, media: { ...deps.stage.media, accessSecret: secret } };
  const options = { metrics: createMetrics(), ratePerMinute: 10_000, trustedProxies: 0, friends: [], ready: async () => {} };
  server = createHttpServer(createServer({ ...deps, stage }, { log: pino({ enabled: false }), ...options }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  for (const [tenant, channel] of [
    [mine, channelId],
    [theirs, other],
  ])
    await rows.db.sql(`update stages set provider = 'mediamtx', channel_id = $2, on_air = true where show_id = $1`, [
      idIn(tenant!, 'show'),
      channel,
    ]);
});
after(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await rows?.close();
});

const stageIs = (set: string) => rows.db.sql(`update stages set ${set} where show_id = $1`, [idIn(mine, 'show')]);
beforeEach(async () => {
  await stageIs(`on_air = true, key_revision = 2, torn_down_at = null, picture = null`);
  await rows.db.sql('update screens set ended_at = null, version = 1 where id = $1', [screen]);
});

async function door(question: object, word = secret): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const { status } = await fetch(`http://127.0.0.1:${port}/webhooks/media/mediamtx/access`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`rampa:${word}`).toString('base64')}` },
    body: JSON.stringify({ ip: '192.0.2.1', user: '', password: '', token: '', path: channelId, ...question }),
  });
  return status;
}
type Claims = Parameters<typeof tokens.sign>[1];
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const token = (changes: Partial<Claims> = {}, scope: PlaybackScope = { channelId }, by = tokens) =>
  by.sign(scope, { viewerId: ticket, version: 1, audience: 'viewer', expires: inSeconds(60), ...changes });
const watch = (word: string, path = channelId) => door({ action: 'read', protocol: 'hls', query: `token=${word}`, path });
const publish = (word: string, path = channelId) => door({ action: 'publish', protocol: 'rtmp', query: `token=${word}`, path });
const [yes, no] = [204, 401];

describe('watching', () => {
  it('is for the token of this evening, while it counts', async () => {
    assert.equal(await watch(token()), yes);
    assert.equal(await watch(token({ expires: inSeconds(-1) })), no, 'expired');
    assert.equal(await watch(token({}, { channelId: other })), no, "another show's");
    assert.equal(await watch(token(), other), no, 'this one, at another show');
    assert.equal(await watch(''), no);
    assert.equal(await watch(token({}, { channelId }, playbackTokens('another'))), no, 'signed by somebody else');
    assert.equal(await watch(token({}, { channelId: other }), other), yes, 'control: there it counts');
  });

  it('ends with the screen: the next version sees on, and so does everybody else', async () => {
    await rows.db.sql('update screens set ended_at = now() where id = $1', [screen]);
    assert.equal(await watch(token()), no, 'the first screen is over');
    assert.equal(await watch(token({ version: 2 })), yes);
    assert.equal(await watch(token({ viewerId: idIn(mine, 'ticket', boris) })), yes);
    await rows.db.sql('update screens set version = 2 where id = $1', [screen]);
    assert.equal(await watch(token({ version: 2 })), no);
    assert.equal(await watch(token({ version: 3 })), yes);
  });

  it('is over with the stage, and begins with it', async () => {
    const preview = () => token({ audience: 'preview', viewerId: anna });
    await stageIs('on_air = false');
    assert.deepEqual([await watch(token()), await watch(preview())], [no, yes]);
    await stageIs('on_air = true, torn_down_at = now()');
    assert.deepEqual([await watch(token()), await watch(preview())], [no, no]);
    const recordingId = '2026-11-22T17:00:00Z';
    const recorded = token({}, { channelId, recordingId });
    const query = (start: string) => ({ action: 'playback', query: `start=${start}&token=${recorded}` });
    assert.equal(await door(query(recordingId)), yes, 'its recording stays');
    assert.equal(await door(query('2026-11-21T17:00:00Z')), no, 'and no other one');
  });
});

describe('publishing', () => {
  const key = (revision: number, of = channelId) => streamKey(secret, of, revision);
  const told = () => rows.house.organiser.filter(({ command }) => command === 'notice').map(({ asked }) => asked);

  it('is for the key of now; whoever comes with another is told of, at their own stage', async () => {
    const before = told().length;
    assert.equal(await publish(key(2)), yes);
    assert.equal(told().length, before, 'nothing to tell');
    assert.deepEqual(
      [await publish(key(1)), await publish(key(3)), await publish(key(2, other)), await publish('')],
      Array(4).fill(no),
    );
    const news = told().slice(before) as Array<[{ tenantId: string }, { why: string }]>;
    assert.deepEqual(
      news.map(([place, { why }]) => [place.tenantId, why]),
      Array(4).fill([mine, 'wrongKey']),
    );
    await stageIs('key_revision = 3');
    assert.deepEqual([await publish(key(2)), await publish(key(3))], [no, yes]);
  });

  it('is refused where a stage is torn down or was never; a second publisher is told of', async () => {
    const before = told().length;
    await stageIs(`picture = '{"publishing": true}'`);
    assert.equal(await publish(key(2)), yes, 'MediaMTX itself keeps the second one out');
    await stageIs('torn_down_at = now()');
    assert.equal(await publish(key(2)), no);
    const nowhere = channelIdOf(randomUUID(), true);
    assert.equal(await publish(key(1, nowhere), nowhere), no);
    const news = told().slice(before) as Array<[unknown, { why: string }]>;
    assert.deepEqual(
      news.map(([, { why }]) => why),
      ['secondPublisher', 'tornDown'],
    );
  });
});

it('whoever is not our MediaMTX hears nothing of the rows', async () => {
  const question = { action: 'read', protocol: 'hls', query: `token=${token()}` };
  assert.deepEqual([await door(question), await door(question, 'x')], [yes, no]);
});

it('what the rows say is of this channel at this provider, and of this viewer in its theatre', async () => {
  const facts = (provider: string, channel: string, viewerId?: string) =>
    accessFacts(rows.house.deps.readers.platform(), provider, channel, viewerId);
  await rows.db.sql('update screens set ended_at = now(), version = 4 where id = $1', [screen]);
  await stageIs(`picture = '{"publishing": true}'`);
  const channel = { keyRevision: 2, tornDown: false, onAir: true, publishing: true };
  assert.deepEqual(await facts('mediamtx', channelId, ticket), { channel, revokedUpTo: 4 });
  assert.deepEqual(await facts('mediamtx', channelId), { channel, revokedUpTo: 0 });
  assert.deepEqual(await facts('mediamtx', channelId, anna), { channel, revokedUpTo: 0 }, 'a member is no ticket');
  assert.equal((await facts('mediamtx', other, ticket)).revokedUpTo, 0, "another theatre's channel knows no screen of ours");
  const nobody = { channel: null, revokedUpTo: 0 };
  assert.deepEqual(await facts('embedded', channelId, ticket), nobody);
  assert.deepEqual(await facts('mediamtx', 'recorded/nobody', ticket), nobody);
});
