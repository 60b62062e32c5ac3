/** The doors of a stage on real rows: who watches, who does not and why, the desk, and what media servers say. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { countryOfRequest } from '../../api/country.ts';
import { watchRefusal } from '../../api/routes/watch-answer.ts';
import { findWatch } from '../../queries/stage/watch.ts';
import { anna, boris, mine } from '../database/two-theatres.ts';
import { type HouseOfRows, idIn, openHouseOfRows, worker } from '../support/house-of-rows.ts';

let rows: HouseOfRows;
const showId = idIn(mine, 'show');
const ticket = idIn(mine, 'ticket', anna);
const screen = idIn(mine, 'screen', anna);
const day = 86_400_000;
before(async () => {
  rows = await openHouseOfRows();
  rows.house.answers['takeScreen'] = { version: 2, what: 'live', endedAnother: true };
});
after(() => rows.close());

const stageIs = (set: string, ...params: unknown[]) =>
  rows.db.sql(`update stages set ${set} where show_id = '${showId}'`, params);
beforeEach(async () => {
  await stageIs(`state = 'live', on_air = true, playback_url = 'https://media.example/x', channel_id = 'channel', provider = 'embedded',
    recording_id = null, recording_seconds = null, ended_at = null, archive_until = null, mark = false, word = null, address = null, interval_until = null`);
  await rows.db.sql(`update shows set kind = 'stream', status = 'live', countries = null where id = $1`, [showId]);
  await rows.db.sql(`update tickets set state = 'valid' where id = $1`, [ticket]);
  await rows.db.sql(`update screens set what = 'live', ended_at = null where id = $1`, [screen]);
});

type Told = { status: number; body: Record<string, any> };
async function ask(
  path: string,
  { as, json, headers = {} }: { as?: string; json?: object; headers?: Record<string, string> } = {},
): Promise<Told> {
  const token = as && (await rows.sessionOf(as));
  const response = await rows.house.call(path, { ...(token ? { token } : {}), ...(json ? { json } : {}), headers });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {} };
}
const watch = (as = anna) => ask(`/api/tickets/${ticket}/watch`, { as });
const playback = () => ask(`/api/tickets/${ticket}/screens/${screen}/playback`, { as: anna, json: {} });
const why = async () => (await watch()).body['why'];

describe('watching', () => {
  it('is for who holds the ticket, by sign-in or by the link of the ticket', async () => {
    const { status, body } = await watch();
    assert.deepEqual([status, body['may'], body['what'], body['why']], [200, true, 'live', null]);
    assert.equal((await watch(boris)).status, 404);
    const link = rows.house.deps.orderLinks.signTicket(ticket, anna);
    assert.equal((await ask(`/api/tickets/${ticket}/watch?token=${link}`)).body['may'], true);
  });

  it('says why there is nothing to watch, and what to do', async () => {
    await stageIs(`state = 'test'`);
    assert.equal(await why(), 'notYet');
    await stageIs(`state = 'ended', ended_at = now()`);
    assert.equal(await why(), 'recordingWriting');
    await stageIs(`state = 'closed'`);
    assert.equal(await why(), 'archiveOver');
    await rows.db.sql(`update shows set kind = 'external' where id = $1`, [showId]);
    await stageIs(`state = 'live', address = 'https://elsewhere.example/hall'`);
    const { body } = await watch();
    assert.deepEqual([body['why'], body['address']], ['atAddress', 'https://elsewhere.example/hall']);
    assert.match(body['how']['en'], /cannot protect/);
    await rows.db.sql(`update tickets set state = 'revoked' where id = $1`, [ticket]);
    assert.deepEqual([await why(), (await watch()).body['address']], ['ticketVoid', null]);
  });

  it('plays to one screen of a good ticket for minutes, and to nobody else', async () => {
    const { status, body } = await playback();
    assert.equal(status, 200);
    assert.equal(body['url'], `https://media.example/x?${ticket}:1:viewer:live`);
    const left = Date.parse(body['expiresAt']) - Date.now();
    assert.ok(left > 4 * 60_000 && left <= 5 * 60_000);
    assert.ok(Date.parse(body['renewAt']) < Date.parse(body['expiresAt']));
    const other = await ask(`/api/tickets/${ticket}/screens/${randomUUID()}/playback`, { as: anna, json: {} });
    assert.deepEqual([other.status, other.body['error']], [409, 'ScreenEnded']);
    await rows.db.sql('update screens set ended_at = now() where id = $1', [screen]);
    assert.equal((await playback()).body['error'], 'ScreenEnded');
    await rows.db.sql('update screens set ended_at = null where id = $1', [screen]);
    await stageIs(`state = 'test'`);
    assert.equal((await playback()).body['error'], 'WatchClosed');
    await stageIs(`state = 'live'`);
    await rows.db.sql(`update tickets set state = 'revoked' where id = $1`, [ticket]);
    assert.equal((await playback()).body['error'], 'TicketNotValid');
  });

  it('of the recording ends with its windows', async () => {
    const archive = { availableDays: 7, unlockDays: 2, watchHours: 24 };
    const recorded = (ended: number) =>
      stageIs(
        `state = 'archived', recording_id = 'r1', ended_at = $1, archive = $2`,
        new Date(Date.now() - ended),
        JSON.stringify(archive),
      );
    await recorded(day);
    assert.equal((await watch()).body['what'], 'recording');
    assert.equal((await playback()).body['error'], 'ScreenEnded', 'the screen of the evening plays no recording');
    await recorded(3 * day);
    assert.equal(await why(), 'unlockOver');
    await rows.db.sql(`update screens set what = 'recording', taken_at = now() - interval '2 hours' where id = $1`, [screen]);
    const { body } = await playback();
    assert.deepEqual([body['what'], body['url']], ['recording', `https://media.example/x?${ticket}:1:viewer:r1`]);
    await rows.db.sql(`update screens set taken_at = now() - interval '25 hours' where id = $1`, [screen]);
    assert.equal(await why(), 'watchOver');
    await recorded(8 * day);
    assert.equal(await why(), 'archiveOver');
  });

  it('takes a screen where there is something to watch', async () => {
    const screenId = randomUUID();
    const before = rows.written();
    const taken = await ask(`/api/tickets/${ticket}/screens`, { as: anna, json: { screenId } });
    assert.deepEqual(taken.body, { screenId, version: 2, what: 'live', endedAnother: true });
    assert.equal(rows.written(), before + 1);
    await stageIs(`state = 'offline'`);
    assert.equal((await ask(`/api/tickets/${ticket}/screens`, { as: anna, json: { screenId } })).body['error'], 'WatchClosed');
    assert.equal(rows.written(), before + 1, 'no process is asked for nothing');
  });

  it('moves to another screen by a code that lives for minutes and opens nothing else', async () => {
    const { body } = await ask(`/api/tickets/${ticket}/handover`, { as: anna, json: {} });
    const key = new URL(body['url']).hash.replace('#key=', '');
    const arrived = await ask(`/api/tickets/${ticket}/arrive`, { json: { key } });
    const token = arrived.body['token'];
    assert.equal((await ask(`/api/tickets/${ticket}/watch?token=${token}`)).body['may'], true);
    assert.equal((await ask(`/api/tickets/${ticket}?token=${token}`)).status, 404, 'not the ticket itself');
    assert.equal((await ask(`/api/tickets/${ticket}/watch?token=${key}`)).status, 404, 'the code is no key');
    const { screenKeys } = rows.house.deps.stage;
    const refused = [
      screenKeys.sign('handover', ticket, anna, Date.now() - 1),
      `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`,
      token,
    ];
    for (const bad of refused)
      assert.equal((await ask(`/api/tickets/${ticket}/arrive`, { json: { key: bad } })).body['error'], 'HandoverOver');
    const other = idIn(mine, 'ticket', boris);
    assert.equal((await ask(`/api/tickets/${other}/arrive`, { json: { key } })).body['error'], 'HandoverOver');
  });
});

describe('countries', () => {
  it('are said before the purchase, and refused there and at the screen, where a trusted proxy names them', async () => {
    await rows.db.sql(`update shows set countries = '{"mode":"refuse","list":["FR"]}', status = 'announced' where id = $1`, [
      showId,
    ]);
    const from = (country: string) => ({ headers: { 'x-country': country } });
    const seen = (await ask(`/api/shows/${showId}`, from('FR'))).body;
    assert.deepEqual(seen['countries'], { mode: 'refuse', list: ['FR'] });
    assert.equal(seen['countryAllowed'], true, 'control: nobody in front of this house is trusted to say so');
    const said = (trusted: number, country: string) =>
      countryOfRequest({ app: { get: () => trusted }, get: () => country } as never, 'x-country');
    assert.deepEqual([said(0, 'FR'), said(1, 'fr'), said(1, 'XX'), said(1, 'T1'), said(1, '')], [null, 'FR', null, null, null]);
    const found = (await findWatch(rows.house.deps.readers, anna, ticket))!;
    assert.deepEqual([watchRefusal(found, 'FR'), watchRefusal(found, null)], ['CountryRefused', undefined]);
    const allow = { ...found, countries: { mode: 'allow' as const, list: ['RU'] } };
    assert.deepEqual([watchRefusal(allow, 'RU'), watchRefusal(allow, 'FR')], [undefined, 'CountryRefused']);
  });
});

describe('the desk', () => {
  const owner = worker(mine, 'owner');
  const path = `/api/organiser/${mine}/shows/${showId}/stage`;

  it('shows the state, where to send to, and advice on the picture', async () => {
    const { vault } = rows.house.deps.stage;
    const ingest = [{ protocol: 'rtmp' as const, url: 'rtmp://x/live', key: 'the-key' }];
    const picture = { at: new Date().toISOString(), publishing: true, since: null, by: 'rtmp', video: true, audio: false };
    const figures = { bitrate: 500_000, keyframes: 4, width: 1280, height: 720, viewers: 3, quietFor: 20 };
    await stageIs(
      'ingest = $1, picture = $2',
      vault.lock({ tenantId: mine, showId }, ingest),
      JSON.stringify({ ...picture, ...figures }),
    );
    const { status, body } = await ask(path, { as: owner });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body['ingest'], ingest);
    assert.deepEqual(body['advice'], ['noSound', 'bitrateLow', 'keyframesRare']);
    assert.deepEqual([body['state'], body['screens'], body['can']['interval'], body['can']['start']], ['live', 2, true, false]);
    assert.match(body['events'][0]['text']['en'], /Refused/);
    assert.ok(!rows.house.log.join('\n').includes('the-key'), 'a key is in no log');
  });

  it('hands on what it is told, once for each request, and previews for the organiser alone', async () => {
    const told = rows.house.organiser.length;
    const requestId = randomUUID();
    assert.equal((await ask(`${path}/word`, { as: owner, json: { requestId, text: 'Soon' } })).status, 200);
    assert.equal(
      (await ask(`${path}/preview`, { as: owner, json: {} })).body['url'],
      `https://media.example/x?${owner}:1:preview:live`,
    );
    assert.deepEqual(
      rows.house.organiser.slice(told).map(({ command }) => command),
      ['direct', 'look'],
    );
    assert.deepEqual(rows.house.organiser[told]!.asked[1], { by: owner, requestId, direction: { do: 'word', text: 'Soon' } });
    await stageIs(`provider = 'ivs'`);
    assert.equal(
      (await ask(`${path}/preview`, { as: owner, json: {} })).body['error'],
      'NoChannel',
      'another provider’s channel is not ours to sign',
    );
    assert.equal((await ask(`${path}/interval`, { as: owner, json: { requestId, minutes: 0 } })).status, 400);
  });
});

describe('a media server', () => {
  const tell = (notice: object, secret = 'of-this-house', provider = 'embedded') =>
    ask(`/webhooks/media/${provider}`, { json: notice, headers: { 'x-media-secret': secret } });
  const notice = { id: 'n1', channelId: 'channel', at: new Date().toISOString(), kind: 'picture' };

  it('is believed by its proof, and its news reaches the stage of the channel', async () => {
    const told = rows.house.organiser.length;
    assert.equal((await tell(notice)).status, 204);
    assert.deepEqual(rows.house.organiser[told], { command: 'notice', asked: [{ tenantId: mine, showId }, notice] });
    assert.equal((await tell(notice, 'guessed')).status, 401);
    assert.equal((await tell(notice, 'of-this-house', 'ivs')).status, 404, 'a server that this house does not have');
    assert.equal(rows.house.organiser.length, told + 1);
  });

  it('comes again with a channel that nobody knows yet; a refused stranger need not', async () => {
    const unknown = { ...notice, channelId: 'nobody' };
    assert.deepEqual(
      [(await tell(unknown)).status, (await tell({ ...unknown, kind: 'refused', why: 'unknownChannel' })).status],
      [409, 204],
    );
  });
});
