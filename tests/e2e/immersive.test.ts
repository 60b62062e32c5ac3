/**
 * An immersive evening on the whole house and a real LiveKit, as its people live it: an artist on the stage from a browser, viewers
 * with bought tickets, one of them called on stage; whatever dies meanwhile comes back by itself, and who may not be there is out.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { RoomServiceClient } from 'livekit-server-sdk';
import type { Browser, Page } from 'playwright-core';
import { buildFrontend } from '../../frontend/build.ts';
import { viewerOf } from '../../providers/stage/livekit/people.ts';
import { sinceFault } from '../faults/recovery.ts';
import { desk, findChromium, launch, open, type Visit, visit } from '../frontend/browser.ts';
import type { TestShow } from '../support/buyers.ts';
import { clockCamera } from '../support/clock-picture.ts';
import { type House, openHouse } from '../support/house.ts';
import { eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { missingLiveKit, type TestLiveKit, testLiveKit } from '../support/livekit.ts';
import { enterLiveKit } from '../support/livekit-person.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { anOwnersWord, type LiveTheatre, latencies, liveTheatre, moving, patient, says, type Viewer } from './live-theatre.ts';
import { missing } from './stage.ts';

let server: TestLiveKit;
let house: House;
let browser: Browser;
let owner: Organiser;
let theatre: LiveTheatre;
let show: TestShow;

before(async () => {
  if (missing || missingLiveKit) return;
  await buildFrontend();
  const stage = async ({ webhookUrl }: { webhookUrl: string }) => (server = await testLiveKit({ webhookUrl }));
  [house, browser] = await Promise.all([openHouse({ stage }), launch(findChromium()!)]);
  owner = await newOrganiser(house);
  theatre = liveTheatre(house, owner);
  show = await theatre.soon('immersive');
});
after(async () => {
  await browser?.close();
  if (house) await assertSound(house.db).finally(house.close);
  await server?.close();
});

/** With a camera that paints the moment, should they be called on stage. */
async function enter({ watchUrl }: Viewer): Promise<Visit> {
  const seat = await visit(browser, { viewport: desk, locale: 'en-GB' });
  await seat.page.addInitScript(clockCamera);
  await open(seat.page, watchUrl);
  return seat;
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click({ timeout: patient });
const answer = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

/** Who is in the room, as LiveKit has it: tickets and members. */
async function inRoom(): Promise<string[]> {
  const [{ channel_id: room }] = (await house.db.sql<{ channel_id: string }>('select channel_id from stages where show_id = $1', [
    show.id,
  ])) as [{ channel_id: string }];
  const { url, apiKey, apiSecret } = server;
  const people = await new RoomServiceClient(url, apiKey, apiSecret).listParticipants(room);
  return people.map(({ identity }) => viewerOf(identity));
}
const isOut = ({ ticketId }: Viewer, what: string) => eventually(async () => !(await inRoom()).includes(ticketId), what, patient);
const isIn = ({ ticketId }: Viewer, what: string) => eventually(async () => (await inRoom()).includes(ticketId), what, patient);
const standing = async ({ ticketId }: Viewer) =>
  (await theatre.deskOf(show))['stage'].people.find((one: { ticketId: string }) => one.ticketId === ticketId);
const order = (viewer: Viewer, what: string) => theatre.insistDirect(show, `people/${viewer.ticketId}`, { do: what });
/** Says after how long it was so. A machine that runs other tests beside this one is given more than the five seconds that we aim at. */
async function soon(t: { diagnostic(line: string): void }, what: string, so: () => Promise<unknown>) {
  const began = Date.now();
  await so();
  const took = Date.now() - began;
  t.diagnostic(`${what}: ${took} ms (aim: 5 s)`);
  assert.ok(took < 20_000, `${what}: ${took} ms`);
}

describe('an immersive show', { skip: missing || missingLiveKit }, () => {
  let viewer: Viewer;
  let guest: Viewer;
  let artist: Visit;
  let seat: Visit;

  it('has a stage for its artists before it begins, and none for its viewers', async () => {
    [viewer, guest] = [await theatre.buy(show), await theatre.buy(show)];
    artist = await visit(browser, { viewport: desk, locale: 'en-GB' });
    await artist.page.addInitScript(clockCamera);
    await open(artist.page, `${house.web}/my/rampa/shows/${show.id}/stage${await anOwnersWord(house)}`);
    await artist.page.getByLabel('The name under you').fill('Nina Zarechnaya');
    await press(artist.page, 'Go on stage');
    await theatre.publishing(show);
    const early = await theatre.playbackOf(viewer, randomUUID());
    assert.deepEqual([early.status, early.body['error']], [409, 'WatchClosed']);
  });

  it('opens for a bought ticket when it is started', async (t) => {
    seat = await enter(viewer);
    await says(seat.page, 'Until the curtain', 'the page waits for the curtain');
    await theatre.direct(show, 'start');
    const began = Date.now();
    await moving(seat.page, 'the artist is seen');
    t.diagnostic(`start-up: ${Date.now() - began} ms from the press of Start`);
    await says(seat.page, 'Nina Zarechnaya', 'and named');
    const [late, stalls] = await latencies(seat.page, 40);
    t.diagnostic(`immersive, glass to glass: median ${late[20]} ms, worst of forty ${late.at(-1)} ms, ${stalls} stalls`);
    assert.ok(late[20]! > 0, 'nothing is seen before it was painted');
  });

  it('lets a guest look on, whatever their page would send', async () => {
    const { body } = await theatre.playbackOf(guest, randomUUID());
    const person = await enterLiveKit({ url: String(body['url']), token: String(body['token']) });
    assert.ok(person !== 'refused');
    assert.equal(await person.send('video'), false, 'LiveKit takes nothing of a guest');
    await isIn(guest, 'the guest is in the room');
    await person.leave();
    const [payload] = String(body['token']).split('.').slice(1);
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as { video: object };
    const raised = Buffer.from(JSON.stringify({ ...claims, video: { ...claims.video, canPublish: true } })).toString('base64url');
    const forged = String(body['token']).replace(payload!, raised);
    assert.equal(await enterLiveKit({ url: String(body['url']), token: forged }), 'refused');
    const stranger = { ...viewer, key: guest.key };
    assert.ok((await theatre.playbackOf(stranger, randomUUID())).status >= 400, 'by the key of another ticket');
  });

  it('calls a raised hand on stage, hushes it, and seats it again', async () => {
    await press(seat.page, 'Raise a hand');
    await eventually(async () => (await standing(viewer))?.handAt, 'the desk sees the hand', patient);
    await order(viewer, 'invite');
    await says(seat.page, 'You are called on stage', 'the viewer is asked');
    await answer(seat.page, 'Go on stage');
    await artist.page.locator('.beside video').waitFor({ timeout: patient });
    await eventually(async () => (await standing(viewer)).role === 'participant', 'the desk has them on stage', patient);
    await order(viewer, 'mute');
    await says(seat.page, /turned your microphone off/, 'who is hushed is told');
    await order(viewer, 'seat');
    await says(seat.page, /You are in the audience again/, 'who is seated is told');
    await artist.page.locator('.beside video').waitFor({ state: 'detached', timeout: patient });
  });

  it('ends on the first screen within seconds when a second one takes the ticket', async (t) => {
    const second = await enter(viewer);
    await press(second.page, 'Enter the hall');
    await soon(t, 'the first screen is over after the press on the second', () =>
      says(seat.page, 'You are watching on another screen', 'the first says so'),
    );
    await moving(second.page, 'the second sees the artist');
    await second.close();
    await press(seat.page, 'Watch here');
    await moving(seat.page, 'and the first again when it is asked');
  });

  const outages: Array<[what: string, strike: () => Promise<void>]> = [
    ['LiveKit', () => server.killAndStart()],
    [
      'the worker',
      async () => {
        await house.worker.kill();
        await house.worker.start();
      },
    ],
    [
      'the server',
      async () => {
        await house.server.kill();
        await house.server.start();
      },
    ],
  ];
  for (const [what, strike] of outages)
    it(`goes on by itself after a kill -9 of ${what}: nobody touches anything`, async () => {
      await strike();
      const recovery = sinceFault(`kill -9 of ${what} in an immersive show`);
      await moving(seat.page, `the artist is seen again after ${what}`);
      recovery.recovered();
    });

  it('puts a viewer out within seconds, and lets in nobody who was put out until they are let in again', async (t) => {
    const other = await enter(guest);
    await press(other.page, 'Enter the hall');
    await moving(other.page, 'the guest looks on');
    await soon(t, 'out of the room after the order', async () => {
      await order(guest, 'remove');
      await isOut(guest, 'the guest is out');
    });
    await says(other.page, 'The stage manager has put you out of this show.', 'the page says why');
    assert.ok((await theatre.playbackOf(guest, randomUUID())).status >= 400, 'the door stays closed');
    await order(guest, 'readmit');
    await press(other.page, 'Enter the hall');
    await moving(other.page, 'let in again');
    await other.close();
  });

  it('ends for whoever returns the ticket, in the middle', async (t) => {
    const other = await enter(guest);
    await press(other.page, 'Enter the hall');
    await moving(other.page, 'the guest looks on');
    await soon(t, 'out of the room after the return', async () => {
      const { status, body } = await owner.ask(`orders/${guest.placed.orderId}/refund`, { requestId: randomUUID(), whole: true });
      assert.ok(status < 300, JSON.stringify(body));
      await isOut(guest, 'the guest is out');
    });
    await says(other.page, 'This ticket is no longer good', 'the page says why');
    assert.ok((await inRoom()).includes(viewer.ticketId), 'others stay');
    await other.close();
  });

  it('is over for everybody when it is ended, and its stage is gone', async () => {
    await theatre.insistDirect(show, 'end');
    await says(seat.page, 'The show is over', 'the page says so');
    assert.equal(await seat.page.locator('video').count(), 0);
    assert.ok((await theatre.playbackOf(viewer, randomUUID())).status >= 400);
    await eventually(
      async () => (await owner.ask(`shows/${show.id}/stage/entrance`, {})).status >= 400,
      'artists have nowhere to go either',
      patient,
    );
    await Promise.all([seat.close(), artist.close()]);
  });
});
