/** The doors of an immersive show on real rows: who gets an entrance and as whom, hands, and the people on the desk. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { anna, boris, mine, theirs } from '../database/two-theatres.ts';
import { type HouseOfRows, idIn, openHouseOfRows, stranger, worker } from '../support/house-of-rows.ts';

let rows: HouseOfRows;
const showId = idIn(mine, 'show');
const ticket = idIn(mine, 'ticket', anna);
const screen = idIn(mine, 'screen', anna);
before(async () => {
  rows = await openHouseOfRows();
  rows.house.answers['raiseHand'] = { handRaised: true };
});
after(() => rows.close());

const sql = (query: string, ...params: unknown[]) => rows.db.sql<Record<string, any>>(query, params);
const stageIs = (set: string) => sql(`update stages set ${set} where show_id = $1`, showId);
const personIs = (set: string) => sql(`update stage_people set ${set} where ticket_id = $1`, ticket);
const { rooms } = { rooms: () => rows.house.deps.stage.rooms };
beforeEach(async () => {
  await stageIs(`state = 'live', on_air = true, playback_url = 'wss://stage.example', channel_id = 'room', provider = 'livekit',
    kind = 'immersive', present = null, ended_at = null`);
  await sql(`update shows set kind = 'immersive', status = 'live' where id = $1`, showId);
  await sql(`update tickets set state = 'valid', holder_person_id = null where id = $1`, ticket);
  await sql(`update screens set what = 'live', ended_at = null where id = $1`, screen);
  await personIs(`role = 'guest', hand_at = null, removed_at = null`);
});

type Told = { status: number; body: Record<string, any> };
async function ask(path: string, as: string, json?: object): Promise<Told> {
  const response = await rows.house.call(path, { token: await rows.sessionOf(as), ...(json ? { json } : {}) });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {} };
}
const watch = async (as = anna) => (await ask(`/api/tickets/${ticket}/watch`, as)).body;
const enter = (json: object = {}, as = anna, screenId = screen) =>
  ask(`/api/tickets/${ticket}/screens/${screenId}/playback`, as, json);
const hand = (json: object = {}, as = anna) =>
  ask(`/api/tickets/${ticket}/hand`, as, { requestId: randomUUID(), screenId: screen, up: true, ...json });

describe('an immersive show', () => {
  it('is watched in its room, as a guest or as who was invited', async () => {
    const view = await watch();
    assert.deepEqual([view['what'], view['stage']], ['live', { role: 'guest', handRaised: false }]);
    await personIs(`role = 'participant'`);
    assert.deepEqual((await watch())['stage'], { role: 'participant', handRaised: false });
    await personIs(`role = 'guest', hand_at = now()`);
    assert.deepEqual((await watch())['stage'], { role: 'guest', handRaised: true });
    await sql('update tickets set holder_person_id = $2 where id = $1', ticket, boris);
    assert.deepEqual((await watch(boris))['stage'], { role: 'guest', handRaised: false }, 'a hand is not handed on');
  });

  it('lets one screen of a good ticket in for a minute, and nobody else', async () => {
    const { status, body } = await enter({ name: ' Анна ' });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      [body['url'], body['kind'], body['what'], body['token']],
      ['wss://stage.example', 'livekit', 'live', `room:${ticket}:1:guest:Анна`],
    );
    const left = Date.parse(body['expiresAt']) - Date.now();
    assert.ok(left > 50_000 && left <= 60_000);
    assert.ok(Date.parse(body['renewAt']) < Date.parse(body['expiresAt']));
    await personIs(`role = 'participant'`);
    assert.equal((await enter()).body['token'], `room:${ticket}:1:participant:`);
    assert.equal((await enter({}, boris)).status, 404, 'other people’s tickets');
    assert.equal((await enter({}, anna, randomUUID())).body['error'], 'ScreenEnded');
    await sql('update screens set ended_at = now() where id = $1', screen);
    assert.equal((await enter()).body['error'], 'ScreenEnded');
    await sql('update screens set ended_at = null where id = $1', screen);
    await sql(`update tickets set state = 'revoked' where id = $1`, ticket);
    assert.equal((await enter()).body['error'], 'TicketNotValid');
  });

  it('keeps a name nowhere, and takes none that is long or broken', async () => {
    const name = 'Имя, которого нигде нет';
    await enter({ name });
    assert.ok(!rows.house.log.join('\n').includes(name));
    for (const bad of ['x'.repeat(41), 'a\nb']) assert.equal((await enter({ name: bad })).status, 400);
  });

  it('says why there is no way in, and what to do', async () => {
    await personIs('removed_at = now()');
    assert.deepEqual([(await watch())['why'], (await enter()).body['error']], ['putOut', 'WatchClosed']);
    assert.equal((await ask(`/api/tickets/${ticket}/screens`, anna, { screenId: randomUUID() })).body['error'], 'WatchClosed');
    await personIs('removed_at = null');
    await stageIs(`state = 'test', on_air = false`);
    assert.deepEqual(
      [(await watch())['why'], (await watch())['stage'], (await enter()).body['error']],
      ['notYet', null, 'WatchClosed'],
    );
    await stageIs(`state = 'closed', ended_at = now()`);
    assert.equal((await watch())['why'], 'stageOver', 'no recording is promised');
    await stageIs(`state = 'live', provider = 'ivs-realtime'`);
    assert.equal((await enter()).body['error'], 'NoChannel', 'a room of another house');
    const mine = rooms();
    rows.house.deps.stage.rooms = null;
    try {
      assert.equal((await watch())['why'], 'noStage');
    } finally {
      rows.house.deps.stage.rooms = mine;
    }
  });
});

describe('a hand', () => {
  it('is handed on for whose screen it is', async () => {
    const requestId = randomUUID();
    const told = rows.house.organiser.length;
    assert.deepEqual((await hand({ requestId })).body, { handRaised: true });
    assert.deepEqual(rows.house.organiser.slice(told), [
      {
        command: 'raiseHand',
        asked: [
          { tenantId: mine, showId },
          { ticketId: ticket, personId: anna, requestId, screenId: screen, up: true },
        ],
      },
    ]);
    assert.equal((await hand({}, boris)).status, 404);
    assert.equal((await hand({ up: 'yes' })).status, 400);
    await stageIs(`state = 'test'`);
    assert.equal((await hand()).body['error'], 'WatchClosed');
    await stageIs(`state = 'live'`);
    await sql(`update shows set kind = 'stream' where id = $1`, showId);
    assert.equal((await hand()).body['error'], 'WatchClosed', 'a stream has no hands');
    assert.equal(rows.house.organiser.length, told + 1, 'no process is asked for nothing');
  });
});

describe('the desk of an immersive show', () => {
  const owner = worker(mine, 'owner');
  const path = `/api/organiser/${mine}/shows/${showId}/stage`;
  const people = async () => (await ask(path, owner)).body['stage']?.people as Array<Record<string, any>>;

  it('shows raised hands first, who is on stage, who is here, and who was put out', async () => {
    assert.deepEqual(await people(), [], 'nobody has done anything');
    const other = idIn(mine, 'ticket', boris);
    await stageIs(`present = '[{"personId":"${other}","version":1}]'`);
    await personIs('hand_at = now()');
    const said = await people();
    assert.deepEqual(
      said.map(({ ticketId, role, here, removed, handAt }) => [ticketId, role, here, removed, handAt !== null]),
      [
        [ticket, 'guest', false, false, true],
        [other, 'guest', true, false, false],
      ],
    );
    await personIs(`hand_at = null, removed_at = now()`);
    assert.deepEqual(
      (await people()).map(({ ticketId, removed }) => [ticketId, removed]),
      [
        [other, false],
        [ticket, true],
      ],
    );
    await sql(`update shows set kind = 'stream' where id = $1`, showId);
    assert.equal((await ask(path, owner)).body['stage'], null);
  });

  it('hands on what becomes of somebody, for whoever runs stages', async () => {
    const told = rows.house.organiser.length;
    const requestId = randomUUID();
    const invite = (as: string, org = mine) =>
      ask(`/api/organiser/${org}/shows/${showId}/stage/people/${ticket}`, as, { requestId, do: 'invite' });
    const answer = await invite(worker(mine, 'operator'));
    assert.deepEqual([answer.status, answer.body['stage'].seats], [200, 100]);
    const by = worker(mine, 'operator');
    assert.deepEqual(rows.house.organiser[told]!.asked[1], { by, requestId, direction: { do: 'invite', ticketId: ticket } });
    assert.equal((await invite(worker(mine, 'door'))).status, 403);
    assert.equal((await invite(stranger)).status, 404);
    assert.equal((await invite(worker(theirs, 'owner'))).status, 404, 'another organisation');
    assert.equal((await invite(worker(theirs, 'owner'), theirs)).status, 404, 'a show that is not theirs');
    assert.equal(rows.house.organiser.length, told + 1);
  });

  it('lets its artists on to the stage, off air too, and nobody else', async () => {
    await stageIs(`state = 'test', on_air = false`);
    const entrance = (as: string, org = mine) =>
      ask(`/api/organiser/${org}/shows/${showId}/stage/entrance`, as, { name: 'Гамлет' });
    const { status, body } = await entrance(owner);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body['kind'], body['token']], ['livekit', `room:${owner}:1:artist:Гамлет`]);
    assert.equal((await entrance(worker(mine, 'door'))).status, 403);
    assert.equal((await entrance(worker(theirs, 'owner'), theirs)).status, 404);
    assert.equal((await ask(`${path}/preview`, owner, {})).body['error'], 'NoChannel', 'a room is not a picture');
    await sql(`update shows set kind = 'stream' where id = $1`, showId);
    assert.equal((await entrance(owner)).body['error'], 'NotImmersive');
  });

  it('is not what a date is changed to in a house without a stage', async () => {
    await sql(`update shows set kind = 'stream' where id = $1`, showId);
    const change = () => ask(`${path}/kind`, owner, { requestId: randomUUID(), kind: 'immersive', address: null });
    const { rooms: kept } = rows.house.deps.stage;
    rows.house.deps.stage.rooms = null;
    try {
      const told = rows.house.organiser.length;
      const { status, body } = await change();
      assert.deepEqual([status, body['error'], rows.house.organiser.length], [409, 'NoStageHere', told]);
    } finally {
      rows.house.deps.stage.rooms = kept;
    }
    assert.equal((await change()).status, 200, 'control');
  });
});
