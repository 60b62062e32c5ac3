/** The people of an immersive show on real rows: who may be in its room, hands, and what a stage manager does with somebody. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createStageActivities } from '../../activities/stage/index.ts';
import type { PersonOrder } from '../../domain/stage-people.ts';
import { stageVault } from '../../domain/stage-vault.ts';
import { newShow, type TestShow } from '../support/buyers.ts';
import { fakeMedia, publishing } from '../support/fake-media.ts';
import { fakeRooms, somebody } from '../support/fake-rooms.ts';
import { newMember, soldOrder, tenantId } from './organiser-bench.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
const media = fakeMedia();
const rooms = fakeRooms();
const unused = { get: () => ({ sendText: async () => ({ messageId: '1' }), sendPhotos: async () => ({ messageId: '1' }) }) };
const steps = createStageActivities({
  media: { name: 'embedded', provider: media.provider, lookEvery: 5 },
  rooms: { name: 'livekit', provider: rooms.provider },
  stageVault: stageVault(randomBytes(32).toString('base64url')),
  ...{ messengers: unused, mailer: { send: async () => ({ messageId: '1' }) }, publicUrl: 'http://localhost:3000' },
});
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());

const run = <A, T>(step: (asked: A) => Promise<T>, asked: A, environment = new MockActivityEnvironment()): Promise<T> =>
  bench.step(() => environment.run(step as (asked: unknown) => Promise<T>, asked) as Promise<T>);
const says = (type: string) => (error: unknown) => error instanceof ApplicationFailure && error.type === type;
const sql = <T extends object>(query: string, ...params: unknown[]) => bench.db.sql<T>(query, params);

/** An immersive show on air, with its room. */
async function aRoom() {
  const show = await newShow(bench, 20);
  const at = { tenantId, showId: show.id };
  await sql(`update shows set kind = 'immersive' where id = $1`, show.id);
  await run(steps.openStage, at);
  const { channelId } = await run(steps.provisionChannel, { ...at, kind: 'immersive' as const, keyRevision: 1, record: false });
  await sql(`update stages set state = 'live', on_air = true where show_id = $1`, show.id);
  rooms.inside.set(channelId, []);
  return { show, at, channelId, inside: () => rooms.inside.get(channelId)!.map(({ personId }) => personId) };
}
type Room = Awaited<ReturnType<typeof aRoom>>;

/** Somebody with a ticket and a screen, who has come in. */
async function guest({ show, at, channelId }: Room) {
  const { orderId } = await soldOrder(bench, show as TestShow, 1);
  const [ticket] = await sql<{ id: string; personId: string }>(
    'select id, person_id as "personId" from tickets where order_id = $1',
    orderId,
  );
  const { id: ticketId, personId } = ticket!;
  const screenId = randomUUID() as string;
  await run(steps.takeScreen, { ...at, ticketId, personId, screenId, what: 'live' as const });
  rooms.inside.get(channelId)!.push(somebody(ticketId));
  const hand = (up: boolean, requestId: string = randomUUID()) =>
    run(steps.raiseHand, { ...at, ticketId, personId, screenId, requestId, up });
  const row = async () => (await sql<Record<string, any>>('select * from stage_people where ticket_id = $1', ticketId))[0];
  return { ticketId, personId, screenId, hand, row };
}
const directed = async ({ at }: Room, order: PersonOrder, ticketId: string, by?: string, requestId: string = randomUUID()) =>
  run(steps.recordDirection, {
    ...at,
    ...{ by: by ?? (await newMember(bench, 'operator')), requestId, direction: { do: order, ticketId } },
  });
const admit = ({ at }: Room, personId: string, version = 1) =>
  run(steps.admitPeople, { ...at, entered: [{ personId, version }] });

describe('the room of an immersive show', () => {
  it('is made by the house of rooms, a stream by that of pictures, and each is found again by its row', async () => {
    const room = await aRoom();
    const [row] = await sql<{ provider: string }>('select provider from stages where show_id = $1', room.show.id);
    assert.equal(row!.provider, 'livekit');
    assert.equal(media.channels.has(room.channelId), false);
    await run(steps.setStageOnAir, { ...room.at, channelId: room.channelId, onAir: false, stop: true });
    assert.equal(rooms.channels.get(room.channelId)!.stopped, 1);
    await run(steps.closeChannel, { ...room.at, why: 'showOver' as const });
    assert.equal(rooms.channels.get(room.channelId)!.tornDown, true);
  });

  it('of a provider that the house no longer has is nobody’s to carry', async () => {
    const room = await aRoom();
    await sql(`update stages set provider = 'ivs-realtime' where show_id = $1`, room.show.id);
    const closing = run(steps.closeChannel, { ...room.at, why: 'showOver' as const });
    await assert.rejects(closing, says('NobodyCarries'));
  });

  it('keeps whoever has a ticket and its screen, and whoever works on stages; everybody else is put out', async () => {
    const room = await aRoom();
    const anna = await guest(room);
    const [operator, door, stranger] = [
      await newMember(bench, 'operator'),
      await newMember(bench, 'door'),
      randomUUID() as string,
    ];
    for (const id of [operator, door, stranger, 'no-id-of-ours']) rooms.inside.get(room.channelId)!.push(somebody(id));
    for (const _ of 'twice') await admit(room, anna.ticketId);
    assert.deepEqual(room.inside(), [anna.ticketId, operator]);
    const [kept] = await sql<{ present: object }>('select present from stages where show_id = $1', room.show.id);
    assert.deepEqual(kept!.present, [
      { personId: anna.ticketId, version: 1 },
      { personId: operator, version: 1 },
    ]);
  });

  for (const [what, change] of [
    ['whose screen has ended', `update screens set ended_at = now() where ticket_id = $1`],
    ['whose ticket is void', `update tickets set state = 'revoked' where id = $1`],
    ['who handed the ticket on', `update tickets set holder_person_id = gen_random_uuid() where id = $1`],
    [
      'who is early: off air only artists are in',
      `update stages set on_air = false where show_id = (select show_id from tickets where id = $1)`,
    ],
  ] as const)
    it(`puts out somebody ${what}`, async () => {
      const room = await aRoom();
      const { ticketId } = await guest(room);
      await admit(room, ticketId);
      assert.deepEqual(room.inside(), [ticketId], 'control: before that they stay');
      await sql(change, ticketId);
      await admit(room, ticketId);
      assert.deepEqual(room.inside(), []);
    });

  it('puts out the screen before, and leaves the one that came after it', async () => {
    const room = await aRoom();
    const { ticketId, personId } = await guest(room);
    await run(steps.takeScreen, { ...room.at, ticketId, personId, screenId: randomUUID(), what: 'live' as const });
    rooms.inside.get(room.channelId)!.push(somebody(ticketId, 2));
    await admit(room, ticketId, 1);
    assert.deepEqual(
      rooms.inside.get(room.channelId)!.map(({ version }) => version),
      [2],
    );
  });

  it('is looked through while its picture is watched: news of who came in may be lost', async () => {
    const room = await aRoom();
    rooms.inside.get(room.channelId)!.push(somebody(randomUUID()));
    const watching = run(steps.watchPicture, { ...room.at, channelId: room.channelId, picture: true });
    assert.equal((await watching).state, 'lost');
    assert.deepEqual(room.inside(), []);
    rooms.channels.get(room.channelId)!.reading = publishing();
    assert.equal((await run(steps.watchPicture, { ...room.at, channelId: room.channelId, picture: false })).state, 'there');
  });

  it('is asked again when its server was away in the middle', async () => {
    const room = await aRoom();
    const stranger = randomUUID();
    rooms.inside.get(room.channelId)!.push(somebody(stranger));
    rooms.fail.set('revoke', [new Error('away')]);
    await assert.rejects(admit(room, stranger), /away/);
    assert.deepEqual(room.inside(), [stranger]);
    await admit(room, stranger);
    assert.deepEqual(room.inside(), []);
  });
});

describe('a hand', () => {
  it('is one, however often it is raised, and is lowered', async () => {
    const room = await aRoom();
    const { hand, row } = await guest(room);
    const [first, down] = [randomUUID(), randomUUID()];
    for (const request of [first, first, randomUUID()]) assert.deepEqual(await hand(true, request), { handRaised: true });
    const { hand_at: since } = (await row())!;
    await hand(true);
    assert.deepEqual((await row())!['hand_at'], since, 'who waits keeps their place');
    assert.deepEqual(await hand(false, down), { handRaised: false });
    assert.deepEqual(await hand(true, first), { handRaised: false }, 'a request that comes late raises nothing');
    assert.deepEqual(await hand(true), { handRaised: true });
  });

  it('is nobody’s without the screen, or without the ticket', async () => {
    const room = await aRoom();
    const { hand, ticketId, personId, screenId } = await guest(room);
    const asked = { ...room.at, ticketId, personId, screenId, requestId: randomUUID() as string, up: true };
    const of = (change: object) => run(steps.raiseHand, { ...asked, ...change });
    await assert.rejects(of({ screenId: randomUUID() }), says('ScreenEnded'));
    await assert.rejects(of({ personId: randomUUID() }), says('TicketNotValid'));
    const other = await aRoom();
    await assert.rejects(of({ showId: other.show.id }), says('TicketNotValid'));
    await sql('update screens set ended_at = now() where ticket_id = $1', ticketId);
    await assert.rejects(hand(true), says('ScreenEnded'));
    await sql(`update tickets set state = 'revoked' where id = $1`, ticketId);
    await assert.rejects(hand(true), says('TicketNotValid'));
  });

  it('is lowered by the invitation, and by the end of the show', async () => {
    const room = await aRoom();
    const [anna, boris] = [await guest(room), await guest(room)];
    for (const { hand } of [anna, boris]) await hand(true);
    await directed(room, 'invite', anna.ticketId);
    assert.equal((await anna.row())!['hand_at'], null);
    assert.deepEqual(await anna.hand(true), { handRaised: false }, 'who is on stage asks for nothing');
    assert.notEqual((await boris.row())!['hand_at'], null, 'control');
    const now = new Date().toISOString();
    const stage = {
      ...{ revision: 9, state: 'ended' as const, kind: 'immersive' as const, onAir: false, keyRevision: 1, word: null },
      ...{ plannedEnd: now, startedAt: now, endedAt: now, intervalUntil: null },
    };
    await run(steps.saveStage, { ...room.at, stage, events: [] });
    assert.equal((await boris.row())!['hand_at'], null);
  });
});

describe('a stage manager', () => {
  it('invites, sends back and silences somebody in the room; twice is once on record', async () => {
    const room = await aRoom();
    const { ticketId, row } = await guest(room);
    const [by, requestId] = [await newMember(bench, 'operator'), randomUUID()];
    for (const _ of 'twice') await directed(room, 'invite', ticketId, by, requestId);
    for (const _ of 'twice') await run(steps.bringPerson, { ...room.at, ticketId });
    assert.equal(rooms.inside.get(room.channelId)![0]!.role, 'participant');
    const entries = await sql(
      'select 1 from audit_entries where subject = $1 and action = $2',
      `ticket:${ticketId}`,
      'stage:invite',
    );
    assert.equal(entries.length, 1);
    await directed(room, 'seat', ticketId);
    await directed(room, 'invite', ticketId, by, requestId);
    assert.equal((await row())!['role'], 'guest', 'a request that comes late invites nobody');
    await run(steps.bringPerson, { ...room.at, ticketId });
    assert.equal(rooms.inside.get(room.channelId)![0]!.role, 'guest');
    rooms.inside.get(room.channelId)![0]!.audio = true;
    await directed(room, 'mute', ticketId);
    await run(steps.mutePerson, { ...room.at, ticketId });
    assert.equal(rooms.inside.get(room.channelId)![0]!.audio, false);
  });

  it('puts somebody out for the show: no screen, no hand, no invitation, until they are let in again', async () => {
    const room = await aRoom();
    const { ticketId, personId, hand } = await guest(room);
    await directed(room, 'remove', ticketId);
    await run(steps.bringPerson, { ...room.at, ticketId });
    assert.deepEqual(room.inside(), []);
    rooms.inside.get(room.channelId)!.push(somebody(ticketId));
    await admit(room, ticketId);
    assert.deepEqual(room.inside(), [], 'the entrance they had in hand lets nobody in');
    const another = () =>
      run(steps.takeScreen, { ...room.at, ticketId, personId, screenId: randomUUID(), what: 'live' as const });
    await assert.rejects(another(), says('WatchClosed'));
    await assert.rejects(hand(true), says('ScreenEnded'));
    await assert.rejects(directed(room, 'invite', ticketId), says('PersonPutOut'));
    await directed(room, 'readmit', ticketId);
    assert.equal((await another()).version, 2);
    rooms.inside.get(room.channelId)!.push(somebody(ticketId, 2));
    await run(steps.bringPerson, { ...room.at, ticketId });
    await admit(room, ticketId, 2);
    assert.deepEqual(room.inside(), [ticketId]);
  });

  it('is asked whether they may; a ticket of another show is none of theirs', async () => {
    const [room, other] = [await aRoom(), await aRoom()];
    const { ticketId, row } = await guest(room);
    await assert.rejects(directed(room, 'invite', ticketId, await newMember(bench, 'door')), says('NotAllowed'));
    await assert.rejects(directed(other, 'invite', ticketId), says('NotFound'));
    assert.equal(await row(), undefined, 'and nothing is written');
    await sql(`update tickets set state = 'revoked' where id = $1`, ticketId);
    await assert.rejects(directed(room, 'invite', ticketId), says('TicketNotValid'));
  });

  it('invites a person, not a ticket: whoever gets it from them begins as a guest', async () => {
    const room = await aRoom();
    const { ticketId, row } = await guest(room);
    await directed(room, 'invite', ticketId);
    const heir = randomUUID();
    await sql('update tickets set holder_person_id = $2 where id = $1', ticketId, heir);
    const screenId = randomUUID() as string;
    await sql(`update screens set ended_at = now(), end_reason = 'ticketGone' where ticket_id = $1`, ticketId);
    await run(steps.takeScreen, { ...room.at, ticketId, personId: heir, screenId, what: 'live' as const });
    rooms.inside.set(room.channelId, [somebody(ticketId, 2, { role: 'participant' })]);
    await admit(room, ticketId, 2);
    assert.equal(rooms.inside.get(room.channelId)![0]!.role, 'guest', 'an entrance that says more than the row is mended');
    const asked = { ...room.at, ticketId, personId: heir, screenId, requestId: randomUUID() as string, up: true };
    assert.deepEqual(await run(steps.raiseHand, asked), { handRaised: true });
    assert.equal((await row())!['role'], 'guest');
  });
});

describe('the sweep', () => {
  it('tears down rooms that no immersive show needs, and no other', async () => {
    const [kept, left] = [await aRoom(), await aRoom()];
    await sql(`update stages set kind = 'stream' where show_id = $1`, left.show.id);
    await run(steps.tearDownUnneeded, { readsAll: true as const });
    assert.deepEqual(
      [kept, left].map(({ channelId }) => rooms.channels.get(channelId)!.tornDown),
      [false, true],
    );
  });

  it('tears down a room that somebody made again by coming in after the show, and none that may be another house’s', async (t) => {
    const [kept, over] = [await aRoom(), await aRoom()];
    const { channelId: others } = await rooms.provider.provision({
      ...{ channelKey: randomUUID(), keyRevision: 1, label: '', record: false },
    });
    const { list } = rooms.provider;
    t.after(() => Object.assign(rooms.provider, { list }));
    rooms.provider.list = async () => (await list()).map((channel) => ({ ...channel, stray: true as const }));
    await sql(`update stages set state = 'closed', channel_id = null where show_id = $1`, over.show.id);
    await run(steps.tearDownUnneeded, { readsAll: true as const });
    assert.deepEqual(
      [kept.channelId, over.channelId, others].map((channelId) => rooms.channels.get(channelId)!.tornDown),
      [false, true, false],
    );
  });
});
