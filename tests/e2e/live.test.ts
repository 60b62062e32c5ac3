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
import { inPhase, orderTaken, payOnPage, seen, type TestShow, type WebOrder } from '../support/buyers.ts';
import { type ClockPublisher, lookAt, publishClock } from '../support/clock-picture.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { missing } from './stage.ts';

const patient = 120_000;
let servers: Awaited<ReturnType<typeof ownServers>>;
let house: House;
let browser: Browser;
let owner: Organiser;
let show: TestShow;
let publisher: ClockPublisher;
let address: string;

type Viewer = { placed: WebOrder; ticketId: string; watchUrl: string; key: string };

before(async () => {
  if (missing) return;
  await buildFrontend();
  servers = await ownServers();
  [house, browser] = await Promise.all([openHouse({ servers: servers.addresses, media: true }), launch(findChromium()!)]);
  owner = await newOrganiser(house);
  show = await soon();
});
after(async () => {
  await publisher?.kill();
  await browser?.close();
  await house?.close();
  await servers?.close();
});

/** A date that begins in some minutes, announced as organisers do. */
async function soon(): Promise<TestShow> {
  const { body: mine } = await owner.ask('productions');
  const asked = { requestId: randomUUID(), productionId: mine['productions'][0].id, timeZone: 'Europe/Moscow', kind: 'stream' };
  const kept = { capacity: 20, holdMinutes: 15, refundPolicy: { fullUntilHours: 0, thenPercent: 0 } };
  const ticketTypes = [
    {
      name: { ru: 'Партер', en: 'Stalls' },
      note: { ru: '', en: '' },
      quota: null,
      openPrice: false,
      prices: [
        { currency: 'RUB', amount: 90_000 },
        { currency: 'EUR', amount: 1000 },
      ],
    },
  ];
  const startsAt = new Date(Date.now() + 10 * 60_000).toISOString();
  const made = await owner.ask('shows', { ...asked, ...kept, startsAt, ticketTypes });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { showId: id, code } = made.body;
  const published = await owner.ask(`shows/${id}/publish`, { requestId: randomUUID(), published: true });
  assert.ok(published.status < 300, JSON.stringify(published.body));
  const { body } = await call(`${house.web}/api/shows/${id}`);
  return { id, code, typeId: body['ticketTypes'][0].id };
}

async function buy(of: TestShow): Promise<Viewer> {
  const placed = await orderTaken(house, of);
  await payOnPage(placed.checkoutUrl);
  await inPhase(house, placed, 'paid', patient);
  const [ticket] = (await seen(house, placed))['tickets'] as Array<{ id: string; watchUrl: string }>;
  const url = new URL(ticket!.watchUrl, house.web);
  return { placed, ticketId: ticket!.id, watchUrl: url.href, key: url.searchParams.get('token')! };
}

const deskOf = async (of: TestShow) => (await owner.ask(`shows/${of.id}/stage`)).body;
const direct = async (of: TestShow, what: string, more: object = {}) => {
  const { status, body } = await owner.ask(`shows/${of.id}/stage/${what}`, { requestId: randomUUID(), ...more });
  assert.ok(status < 300, `${what}: ${status} ${JSON.stringify(body)}`);
};
const ingestOf = async (of: TestShow, protocol: string): Promise<{ url: string; key: string }> =>
  eventually(
    async () => {
      const { ingest } = await deskOf(of);
      return (ingest as Array<{ protocol: string; url: string; key: string }>).find((one) => one.protocol === protocol);
    },
    `the stage can be sent to by ${protocol}`,
    patient,
  );

/** The address of the picture, as the page asks for it. */
async function playbackOf({ ticketId, key }: Viewer, screenId: string) {
  const at = (path: string) => `${house.web}/api/tickets/${ticketId}/${path}?token=${encodeURIComponent(key)}`;
  const taken = await call(at('screens'), { body: { screenId } });
  return taken.status < 300 ? call(at(`screens/${screenId}/playback`), { body: {} }) : taken;
}
/** The screen that the viewer watches on now. */
const currentScreen = async ({ ticketId }: Viewer): Promise<string> => {
  const [row] = await house.db.sql<{ id: string }>('select id from screens where ticket_id = $1 and ended_at is null', [
    ticketId,
  ]);
  assert.ok(row, 'the ticket has a screen');
  return row.id;
};
/** The ticket's money goes back as an organiser decides, whatever the policy says. */
async function givenBack({ placed }: Viewer): Promise<void> {
  const { status, body } = await owner.ask(`orders/${placed.orderId}/refund`, { requestId: randomUUID(), whole: true });
  assert.ok(status < 300, JSON.stringify(body));
}
/** Asked again while the house is busy, under the same id. */
async function insistDirect(of: TestShow, what: string, more: object = {}): Promise<void> {
  const asked = { requestId: randomUUID(), ...more };
  const { status, body } = await eventually(
    async () => {
      const reply = await owner.ask(`shows/${of.id}/stage/${what}`, asked);
      return reply.status < 500 && reply;
    },
    `the stage does: ${what}`,
    patient,
  );
  assert.ok(status < 300, `${what}: ${status} ${JSON.stringify(body)}`);
}
const again = async (part: { kill(): Promise<void>; start(): Promise<void> }): Promise<void> => {
  await part.kill();
  await part.start();
};
const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

/** What is seen was painted after a moment: it is no picture that stands still. */
const moving = (page: Page, what: string, since = Date.now()) =>
  eventually(
    async () => {
      const { late } = await lookAt(page);
      return late !== null && Date.now() - late > since;
    },
    what,
    patient,
  );

/** @returns in order, and how often the player stood still meanwhile */
async function latencies(page: Page, count: number): Promise<[late: number[], stalls: number]> {
  const all: number[] = [];
  let stalls = 0;
  for (let before = -1; all.length < count; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { late, at } = await lookAt(page);
    if (at === before) stalls += 1;
    before = at;
    if (late !== null) all.push(late);
  }
  return [all.toSorted((a, b) => a - b), stalls];
}

const screenOf = (at: Page): Promise<string> =>
  at.evaluate(`performance.getEntriesByType('resource').map(({ name }) => name)
  .findLast((name) => name.includes('/live/'))?.split('/live/')[1]?.split('/')[0] ?? ''`) as Promise<string>;
const says = (at: Page, words: string | RegExp, what: string) =>
  at
    .getByText(words)
    .filter({ visible: true })
    .first()
    .waitFor({ timeout: patient })
    .catch((cause) => {
      throw new Error(what, { cause });
    });

describe('a show on the embedded media server', { skip: missing }, () => {
  let viewer: Viewer;
  let guest: Viewer;
  let seat: Visit;

  it('can be published to by its key alone; who was refused stands on the desk', async () => {
    const { url, key } = await ingestOf(show, 'rtmp');
    address = `${url}/${key}`;
    const wrong = await publishClock(address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
    const refused = async () => (await deskOf(show))['events'].some(({ kind }: { kind: string }) => kind === 'refused');
    await eventually(refused, 'the desk sees who was refused', patient);
    assert.equal((await deskOf(show))['picture'].publishing, false);
    await wrong.kill();
    publisher = await publishClock(address);
    await eventually(async () => (await deskOf(show))['picture']?.publishing, 'the desk sees the picture', patient);
  });

  it('is not seen by its viewers before it is live', async () => {
    [viewer, guest] = [await buy(show), await buy(show)];
    const { status, body } = await playbackOf(viewer, randomUUID());
    assert.ok(status >= 400 && status < 500, `${status} ${JSON.stringify(body)}`);
  });

  it('opens for a bought ticket by itself when it is started', async (t) => {
    seat = await visit(browser, { viewport: desk, locale: 'en-GB' });
    await open(seat.page, viewer.watchUrl);
    await says(seat.page, 'Until the curtain', 'the page waits for the curtain');
    await direct(show, 'start');
    const began = Date.now();
    await moving(seat.page, 'the picture moves');
    t.diagnostic(`start-up: ${Date.now() - began} ms from the press of Start`);
    const [late, stalls] = await latencies(seat.page, 40);
    t.diagnostic(`glass to glass: median ${late[20]} ms, worst of forty ${late.at(-1)} ms, ${stalls} stalls`);
    assert.ok(late[20]! > 0, 'nothing is seen before it was painted');
  });

  it('is not to be had without its very token: not one piece', async () => {
    const { body } = await playbackOf(viewer, await currentScreen(viewer));
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
    const other = await soon();
    await ingestOf(other, 'rtmp');
    assert.equal(await statusOf(good.replaceAll(`/${show.id}/`, `/${other.id}/`)), 403, 'a token of this show at another');
  });

  it('ends on the first screen within five seconds when a second one takes the ticket', async (t) => {
    const before = await playbackOf(viewer, await currentScreen(viewer));
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
    await insistDirect(show, 'interval', { minutes: 10 });
    await says(seat.page, 'Interval', 'the page says that it is the interval');
    await insistDirect(show, 'word', { text: 'Ten minutes, tea is in the foyer' });
    await says(seat.page, 'Ten minutes, tea is in the foyer', 'the word is seen');
    await insistDirect(show, 'resume');
    await moving(seat.page, 'the second act');
  });

  it('ends for whoever returns the ticket, in the middle', async (t) => {
    const other = await visit(browser, { viewport: desk, locale: 'en-GB' });
    await open(other.page, guest.watchUrl);
    await other.page.getByRole('button', { name: 'Enter the hall' }).click();
    await moving(other.page, 'the guest watches');
    const { body } = await playbackOf(guest, await currentScreen(guest));
    await givenBack(guest);
    const began = Date.now();
    await eventually(async () => (await statusOf(String(body['url']))) === 403, 'the picture is over');
    const took = Date.now() - began;
    t.diagnostic(`the picture ends ${took} ms after the return`);
    assert.ok(took < 5000, `${took} ms`);
    await says(other.page, 'This ticket is no longer good', 'the page says why');
    assert.equal(
      await statusOf(String((await playbackOf(viewer, await currentScreen(viewer))).body['url'])),
      200,
      'others go on',
    );
    await other.close();
  });

  it('ends, and its recording is there for its ticket and for nobody else', async () => {
    await insistDirect(show, 'end');
    await says(seat.page, /recording/i, 'the page speaks of the recording');
    await publisher.kill();
    await eventually(async () => (await deskOf(show))['recording'], 'the recording is known', patient);
    const recorded = await eventually(
      async () => {
        const { status, body } = await playbackOf(viewer, randomUUID());
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
