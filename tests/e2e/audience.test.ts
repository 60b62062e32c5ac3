/** An evening with its audience, in real browsers on a whole house: three viewers, a moderator and an organiser, on phones and desks. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { buildFrontend } from '../../frontend/build.ts';
import { desk, findChromium, launch, open, phone, type Visit, visit } from '../frontend/browser.ts';
import { payOnPage, type TestShow } from '../support/buyers.ts';
import { type ClockPublisher, publishClock } from '../support/clock-picture.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';
import { anOwnersWord, type LiveTheatre, liveTheatre, moving, patient, says, type Viewer } from './live-theatre.ts';
import { assertOpenToAll, missing } from './stage.ts';

let house: House;
let browser: Browser;
let owner: Organiser;
let theatre: LiveTheatre;
let show: TestShow;
let publisher: ClockPublisher;
const visits: Visit[] = [];

before(async () => {
  if (missing) return;
  await buildFrontend();
  [house, browser] = await Promise.all([openHouse({ media: true }), launch(findChromium()!)]);
  owner = await newOrganiser(house);
  theatre = liveTheatre(house, owner);
  show = await theatre.soon();
});
after(async () => {
  for (const one of visits) await one.close();
  await publisher?.kill();
  await browser?.close();
  await house?.close();
});

async function come(address: string, width: typeof desk): Promise<Page> {
  const made = await visit(browser, { viewport: width, locale: 'en-GB', hasTouch: width === phone });
  visits.push(made);
  await open(made.page, address);
  return made.page;
}
const shot = async (page: Page, name: string) => {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};
/** In the list of messages, whichever page it is. */
const inChat = (page: Page, text: string) =>
  page.getByRole('log').or(page.getByRole('list')).getByText(text, { exact: true }).first();
const sees = (page: Page, text: string) => inChat(page, text).waitFor({ timeout: patient });
const seesNot = (page: Page, text: string) => inChat(page, text).waitFor({ state: 'detached', timeout: patient });
async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

describe('an evening with its audience', { skip: missing }, () => {
  let anna: Page;
  let boris: Page;
  let clara: Page;
  let moderator: Page;
  let giver: Viewer;

  it('gathers: three pages, one picture, one count of viewers', async () => {
    const { url, key } = await theatre.ingestOf(show, 'rtmp');
    publisher = await publishClock(`${url}/${key}`);
    await theatre.publishing(show);
    const tickets = [await theatre.buy(show), await theatre.buy(show), await theatre.buy(show)];
    giver = tickets[2]!;
    await theatre.direct(show, 'start');
    [anna, boris, clara] = (await Promise.all(tickets.map(({ watchUrl }, at) => come(watchUrl, at === 1 ? phone : desk)))) as [
      Page,
      Page,
      Page,
    ];
    for (const page of [anna, boris, clara]) {
      const watch = page.getByRole('button', { name: 'Enter the hall' });
      await watch.or(page.locator('video')).first().waitFor({ timeout: patient });
      if (await watch.isVisible()) await watch.click();
    }
    await moving(anna, 'the picture moves');
    for (const page of [anna, boris, clara]) await says(page, '3 watching', 'all three are counted');
  });

  it('is heard: a line of one is on the pages of the others, and accepted', async () => {
    await say(anna, 'What a beginning!');
    for (const page of [anna, boris, clara]) await sees(page, 'What a beginning!');
    const accepted = async () =>
      (await house.db.sql('select 1 from audience_lines where text = $1', ['What a beginning!'])).length === 1;
    await eventually(accepted, 'the process has it', patient);
    await shot(anna, 'chat-desk');
    await shot(boris, 'chat-phone');
    for (const page of [anna, boris]) await assertOpenToAll(page);
  });

  it('is felt: a reaction on the phone counts for the whole evening', async () => {
    await boris.getByRole('button', { name: /^Bravo/ }).click();
    await eventually(
      async () => (await owner.ask(`shows/${show.id}/audience/report`)).body['reactions']['bravo'] === 1,
      'the report has it',
      patient,
    );
  });

  it('is protected: what a moderator deletes goes from every page, comes back when undone; the muted hear why', async () => {
    moderator = await come(`${house.web}/my/rampa/shows/${show.id}/audience${await anOwnersWord(house)}`, phone);
    await sees(moderator, 'What a beginning!');
    await shot(moderator, 'moderator-phone');
    await moderator
      .getByRole('button', { name: /^Delete:/ })
      .first()
      .click();
    for (const page of [anna, boris, clara]) await seesNot(page, 'What a beginning!');
    await moderator
      .getByRole('button', { name: /^Bring back:/ })
      .first()
      .click();
    for (const page of [anna, boris, clara]) await sees(page, 'What a beginning!');
    await moderator
      .getByRole('button', { name: /^Mute for/ })
      .first()
      .click();
    await says(anna, 'The moderator has muted you. You can watch and applaud.', 'she is told');
    await assertOpenToAll(moderator);
    await say(boris, 'And the rest of us?');
    for (const page of [boris, clara, moderator]) await sees(page, 'And the rest of us?');
  });

  it('gives: a donation is over the picture of the others within two seconds of its payment', async (t) => {
    const at = `${house.web}/api/tickets/${giver.ticketId}`;
    const token = `?token=${encodeURIComponent(giver.key)}`;
    const asked = {
      orderId: randomUUID(),
      amount: 50_000,
      currency: 'RUB',
      provider: 'stripe',
      name: 'Clara',
      text: 'For the author',
    };
    const placed = await call(`${at}/donations${token}`, { body: asked });
    assert.equal(placed.status, 201, JSON.stringify(placed.body));
    await payOnPage(placed.body['checkoutUrl']);
    const paid = Date.now();
    await says(anna, /For the author/, 'it is on her page');
    await shot(anna, 'donation-desk');
    t.diagnostic(`from the press of "pay" to the words on another page: ${Date.now() - paid} ms`);
    const [row] = await house.db.sql<{ ms: number }>(
      `select extract(epoch from l.accepted_at - p.received_at) * 1000 as ms from audience_lines l join payments p on p.order_id = l.order_id where l.order_id = $1`,
      [asked.orderId],
    );
    assert.ok(Number(row!.ms) <= 2000, `${row!.ms} ms`);
  });

  it('is counted: the organiser sees who is there, what they felt and gave, and keeps it', async () => {
    const report = await come(`${house.web}/my/rampa/shows/${show.id}/report${await anOwnersWord(house)}`, desk);
    await says(report, 'Watching now', 'the figures are there');
    await says(report, /RUB\s500/, 'the donation is counted');
    await says(report, /of 3: wrote, applauded or donated/, 'all three are known to have been there');
    await shot(report, 'report-desk');
    await assertOpenToAll(report);
    await theatre.direct(show, 'end');
    await anna.getByRole('button', { name: 'Applaud' }).click({ timeout: patient });
    await eventually(
      async () => (await owner.ask(`shows/${show.id}/audience/report`)).body['reactions']['applause'] >= 1,
      'the applause is in the report',
      patient,
    );
    await shot(anna, 'applause-desk');
  });

  it('has complained of nothing', () => {
    const ours = visits.flatMap(({ complaints }) => complaints).filter((text) => !/Failed to load resource|VIDEOJS/.test(text));
    assert.deepEqual(ours, []);
  });
});
