/**
 * A show on the embedded media server, as its people live it: OBS publishes a clock, a bought ticket opens the picture in a browser,
 * whatever dies meanwhile comes back by itself, a returned ticket ends the picture, and the recording is there afterwards.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { buildFrontend } from '../../frontend/build.ts';
import { ownServers } from '../faults/own-servers.ts';
import { sinceFault } from '../faults/recovery.ts';
import { desk, findChromium, launch, open, type Visit, visit } from '../frontend/browser.ts';
import type { TestShow } from '../support/buyers.ts';
import { type ClockPublisher, publishClock } from '../support/clock-picture.ts';
import { type House, openHouse } from '../support/house.ts';
import { eventually } from '../support/http.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { type LiveTheatre, latencies, liveTheatre, moving, patient, says, statusOf, type Viewer } from './live-theatre.ts';
import { missing } from './stage.ts';

let servers: Awaited<ReturnType<typeof ownServers>>;
let house: House;
let browser: Browser;
let owner: Organiser;
let theatre: LiveTheatre;
let show: TestShow;
let publisher: ClockPublisher;
let address: string;

before(async () => {
  if (missing) return;
  await buildFrontend();
  servers = await ownServers();
  [house, browser] = await Promise.all([openHouse({ servers: servers.addresses, media: true }), launch(findChromium()!)]);
  owner = await newOrganiser(house);
  theatre = liveTheatre(house, owner);
  show = await theatre.soon();
});
after(async () => {
  await publisher?.kill();
  await browser?.close();
  await house?.close();
  await servers?.close();
});

/** The ticket's money goes back as an organiser decides, whatever the policy says. */
async function givenBack({ placed }: Viewer): Promise<void> {
  const { status, body } = await owner.ask(`orders/${placed.orderId}/refund`, { requestId: randomUUID(), whole: true });
  assert.ok(status < 300, JSON.stringify(body));
}
const again = async (part: { kill(): Promise<void>; start(): Promise<void> }): Promise<void> => {
  await part.kill();
  await part.start();
};
const screenOf = (at: Page): Promise<string> =>
  at.evaluate(`performance.getEntriesByType('resource').map(({ name }) => name)
  .findLast((name) => name.includes('/live/'))?.split('/live/')[1]?.split('/')[0] ?? ''`) as Promise<string>;
describe('a show on the embedded media server', { skip: missing }, () => {
  let viewer: Viewer;
  let guest: Viewer;
  let seat: Visit;

  it('can be published to by its key alone; who was refused stands on the desk', async () => {
    const { url, key } = await theatre.ingestOf(show, 'rtmp');
    address = `${url}/${key}`;
    const wrong = await publishClock(address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
    const refused = async () => (await theatre.deskOf(show))['events'].some(({ kind }: { kind: string }) => kind === 'refused');
    await eventually(refused, 'the desk sees who was refused', patient);
    assert.equal((await theatre.deskOf(show))['picture'].publishing, false);
    await wrong.kill();
    publisher = await publishClock(address);
    await eventually(async () => (await theatre.deskOf(show))['picture']?.publishing, 'the desk sees the picture', patient);
  });

  it('is not seen by its viewers before it is live', async () => {
    [viewer, guest] = [await theatre.buy(show), await theatre.buy(show)];
    const { status, body } = await theatre.playbackOf(viewer, randomUUID());
    assert.ok(status >= 400 && status < 500, `${status} ${JSON.stringify(body)}`);
  });

  it('opens for a bought ticket by itself when it is started', async (t) => {
    seat = await visit(browser, { viewport: desk, locale: 'en-GB' });
    await open(seat.page, viewer.watchUrl);
    await says(seat.page, 'Until the curtain', 'the page waits for the curtain');
    await theatre.direct(show, 'start');
    const began = Date.now();
    await moving(seat.page, 'the picture moves');
    t.diagnostic(`start-up: ${Date.now() - began} ms from the press of Start`);
    const [late, stalls] = await latencies(seat.page, 40);
    t.diagnostic(`glass to glass: median ${late[20]} ms, worst of forty ${late.at(-1)} ms, ${stalls} stalls`);
    assert.ok(late[20]! > 0, 'nothing is seen before it was painted');
  });

  it('is not to be had without its very token: not one piece', async () => {
    const { body } = await theatre.playbackOf(viewer, await theatre.currentScreen(viewer));
    const good = String(body['url']);
    assert.equal(await statusOf(good), 200);
    const list = await (await fetch(good)).text();
    const piece = new URL([...list.matchAll(/URI="([^"]+\.(?:m4s|mp4))"/g)].at(-1)![1]!, good).href;
    const map = new URL(/EXT-X-MAP:URI="([^"]+)"/.exec(list)![1]!, good).href;
    assert.equal(await statusOf(map), 200, 'with it there is');
    const token = new URL(good).pathname.split('/')[2]!;
    const half = Math.floor(token.length / 2);
    const tampered = `${token.slice(0, half)}${token[half] === 'x' ? 'y' : 'x'}${token.slice(half + 1)}`;
    for (const url of [good, map, piece])
      for (const wrong of ['none', tampered])
        assert.equal(await statusOf(url.replace(token, wrong)), 403, `${url} with ${wrong}`);
    const other = await theatre.soon();
    await theatre.ingestOf(other, 'rtmp');
    assert.equal(await statusOf(good.replaceAll(`/${show.id}/`, `/${other.id}/`)), 403, 'a token of this show at another');
  });

  it('ends on the first screen within five seconds when a second one takes the ticket', async (t) => {
    const before = await theatre.playbackOf(viewer, await theatre.currentScreen(viewer));
    const second = await visit(browser, { viewport: desk, locale: 'en-GB' });
    await open(second.page, viewer.watchUrl);
    await second.page.getByRole('button', { name: 'Enter the hall' }).click();
    const began = Date.now();
    await eventually(async () => (await statusOf(String(before.body['url']))) === 403, 'the first address is over');
    const took = Date.now() - began;
    t.diagnostic(`the first screen's address opens nothing ${took} ms after the press on the second`);
    assert.ok(took < 5000, `${took} ms`);
    await moving(second.page, 'the second plays');
    await says(seat.page, 'You are watching on another screen', 'the first says so');
    await second.close();
    await seat.page.getByRole('button', { name: 'Watch here' }).click();
    await moving(seat.page, 'and the first again when it is asked');
  });

  const outages: Array<[what: string, strike: () => Promise<void>]> = [
    [
      'its publisher',
      async () => {
        await publisher.kill();
        await says(seat.page, 'The connection to the theatre is lost', 'the page says that the picture is away');
        publisher = await publishClock(address);
      },
    ],
    [
      'the media server, with the packager',
      async () => {
        await house.media.kill();
        await publisher.kill();
        await house.media.start();
        publisher = await publishClock(address);
      },
    ],
    ['the server', () => again(house.server)],
    ['the worker', () => again(house.worker)],
    ['Temporal', () => again(servers.temporal)],
  ];
  for (const [what, strike] of outages)
    it(`goes on by itself after a kill -9 of ${what}: no viewer touches anything`, async () => {
      await strike();
      const recovery = sinceFault(`kill -9 of ${what} in a live show`);
      await moving(seat.page, `the picture moves again after ${what}`);
      recovery.recovered();
      assert.ok(await screenOf(seat.page), 'on the same page');
    });

  it('has an interval that its viewers see, and a word to them', async () => {
    await eventually(async () => (await owner.ask(`shows/${show.id}/stage`)).status === 200, 'the house is back', patient);
    await theatre.insistDirect(show, 'interval', { minutes: 10 });
    await says(seat.page, 'Interval', 'the page says that it is the interval');
    await theatre.insistDirect(show, 'word', { text: 'Ten minutes, tea is in the foyer' });
    await says(seat.page, 'Ten minutes, tea is in the foyer', 'the word is seen');
    await theatre.insistDirect(show, 'resume');
    await moving(seat.page, 'the second act');
  });

  it('ends for whoever returns the ticket, in the middle', async (t) => {
    const other = await visit(browser, { viewport: desk, locale: 'en-GB' });
    await open(other.page, guest.watchUrl);
    await other.page.getByRole('button', { name: 'Enter the hall' }).click();
    await moving(other.page, 'the guest watches');
    const { body } = await theatre.playbackOf(guest, await theatre.currentScreen(guest));
    await givenBack(guest);
    const began = Date.now();
    await eventually(async () => (await statusOf(String(body['url']))) === 403, 'the picture is over');
    const took = Date.now() - began;
    t.diagnostic(`the picture ends ${took} ms after the return`);
    assert.ok(took < 5000, `${took} ms`);
    await says(other.page, 'This ticket is no longer good', 'the page says why');
    assert.equal(
      await statusOf(String((await theatre.playbackOf(viewer, await theatre.currentScreen(viewer))).body['url'])),
      200,
      'others go on',
    );
    await other.close();
  });

  it('ends, and its recording is there for its ticket and for nobody else', async () => {
    await theatre.insistDirect(show, 'end');
    await says(seat.page, /recording/i, 'the page speaks of the recording');
    await publisher.kill();
    await eventually(async () => (await theatre.deskOf(show))['recording'], 'the recording is known', patient);
    const recorded = await eventually(
      async () => {
        const { status, body } = await theatre.playbackOf(viewer, randomUUID());
        return status < 300 && body['what'] === 'recording' ? String(body['url']) : undefined;
      },
      'it can be watched',
      patient,
    );
    assert.match(await (await fetch(recorded)).text(), /#EXT-X-ENDLIST/);
    const token = new URL(recorded).pathname.split('/')[2]!;
    assert.equal(await statusOf(recorded.replace(token, 'none')), 403);
    const { body } = await owner.ask(`shows/${show.id}/stage/download`, {});
    const file = await fetch(String(body['url']));
    assert.equal(file.status, 200);
    assert.ok((await file.arrayBuffer()).byteLength > 100_000, 'a film of some length');
  });
});
