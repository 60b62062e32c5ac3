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
import { inPhase, newShow, orderTaken, payOnPage, seen, type TestShow, type WebOrder } from '../support/buyers.ts';
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
    { name: { ru: 'Партер', en: 'Stalls' }, note: { ru: '', en: '' }, quota: null, openPrice: false, prices: [{ currency: 'RUB', amount: 90_000 }, { currency: 'EUR', amount: 1000 }] },
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
const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

/** The picture is of this moment: what moves is new. */
const moving = (page: Page, what: string) =>
  eventually(
    async () => {
      const { late } = await lookAt(page);
      return late !== null && late < 8000;
    },
    what,
    patient,
  );

async function latencies(page: Page, count: number): Promise<number[]> {
  const all: number[] = [];
  while (all.length < count) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { late } = await lookAt(page);
    if (late !== null) all.push(late);
  }
  return all.sort((a, b) => a - b);
}

describe('a show on the embedded media server', { skip: missing }, () => {
  let viewer: Viewer;
  let seat: Visit;

  it('can be published to by its key alone', async () => {
    if (process.env['DEBUG']) {
      await new Promise((r) => setTimeout(r, 8000));
      console.log(JSON.stringify(await deskOf(show)).slice(0, 3000));
      console.log(house.worker.output().slice(-3000), house.server.output().slice(-1000), house.media.output().slice(-1000));
      console.log(await Array.fromAsync(house.temporal.workflow.list(), (w) => w.workflowId + ' ' + w.status.name));
    }
    const { url, key } = await ingestOf(show, 'rtmp');
    address = `${url}/${key}`;
    const wrong = await publishClock(address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
    await eventually(
      async () => (await deskOf(show))['events'].some(({ kind }: { kind: string }) => kind === 'refused'),
      'the desk sees who was refused',
      patient,
    );
    await wrong.kill();
    publisher = await publishClock(address);
    await eventually(async () => (await deskOf(show))['picture']?.publishing, 'the desk sees the picture', patient);
  });

  it('is not seen by its viewers before it is live', async () => {
    viewer = await buy(show);
    const { status } = await playbackOf(viewer, randomUUID());
    assert.ok(status >= 400, `${status}`);
  });

  it('opens for a bought ticket when the stage manager starts it, by itself', async () => {
    seat = await visit(browser, { viewport: desk, locale: 'en-GB' });
    await open(seat.page, viewer.watchUrl);
    await seat.page.screenshot({ path: '/tmp/live-0.png' });
    await direct(show, 'start');
    await new Promise((r) => setTimeout(r, 5000));
    await seat.page.screenshot({ path: '/tmp/live-1.png' });
    console.log((await seat.page.locator('body').innerText()).slice(0, 1500), seat.complaints);
    const began = Date.now();
    await moving(seat.page, 'the picture moves');
    console.log(`start-up: ${Date.now() - began} ms`);
    const late = await latencies(seat.page, 40);
    console.log(`glass to glass: median ${late[20]} ms, worst ${late.at(-1)} ms`);
    await seat.page.screenshot({ path: '/tmp/live-2.png' });
  });
});
