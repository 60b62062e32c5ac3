/** The viewer's page on a real house: what the pages' own stand-in is believed to do, the sockets do. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { orderLinks } from '../../domain/order-link.ts';
import { buildFrontend } from '../../frontend/build.ts';
import { onAir, type TestAudience } from '../support/audience.ts';
import { type House, openHouse } from '../support/house.ts';
import { eventually } from '../support/http.ts';
import { findChromium, launch, open, visit } from './browser.ts';

const missing = findChromium() ? false : 'Chromium is not installed';

describe('the viewer’s page on a real house', { skip: missing && process.env['CI'] !== 'true' ? missing : false }, () => {
  let house: House;
  let show: TestAudience;
  let browser: Browser;
  before(async () => {
    await buildFrontend();
    house = await openHouse();
    show = await onAir(house, 5);
    browser = await launch(findChromium()!);
  });
  after(async () => {
    await browser?.close();
    await house?.close();
  });

  const field = (page: Page) => page.getByLabel('Сообщение', { exact: true });
  async function come(n: number): Promise<Page> {
    const visitor = await visit(browser);
    const token = orderLinks(house.secret('order-links')).signTicket(show.ticketId(n), show.personId(n));
    await open(visitor.page, `${house.web}/watch/${show.ticketId(n)}?token=${token}`);
    await visitor.page
      .getByText(/^\d+ (смотрит|смотрят)$/)
      .first()
      .waitFor();
    return visitor.page;
  }
  async function say(page: Page, text: string): Promise<void> {
    await field(page).fill(text);
    await field(page).press('Enter');
  }
  const accepted = (page: Page, count: number) =>
    eventually(
      async () => (await page.locator('.line').getByRole('img', { name: 'принято' }).count()) === count,
      `${count} accepted`,
      60_000,
    );

  it('a line, a clap and a number are on the other page; a server that is killed loses nothing', async () => {
    const [anna, boris] = await Promise.all([come(0), come(1)]);
    await say(anna, 'Какой свет!');
    await boris.getByText('Какой свет!').waitFor();
    await accepted(anna, 1);
    await anna.getByRole('button', { name: 'Браво' }).click();
    await boris.getByRole('button', { name: 'Браво, 1', exact: true }).waitFor();
    await boris.getByText('2 смотрят', { exact: true }).first().waitFor();

    await say(anna, 'до обрыва');
    await house.server.kill();
    await anna.getByText('Связь прервалась').waitFor();
    await say(anna, 'во время обрыва');
    await house.server.start();
    await accepted(anna, 3);
    const texts = (page: Page) => page.locator('.line .text').allTextContents();
    const all = ['Какой свет!', 'до обрыва', 'во время обрыва'];
    await eventually(async () => (await texts(boris)).length === 3, 'the other page has all', 60_000);
    assert.deepEqual([await texts(anna), await texts(boris)], [all, all]);
    const rows = await house.db.sql<{ text: string }>('select text from audience_lines where show_id = $1 order by key', [
      show.showId,
    ]);
    assert.deepEqual(
      rows.map(({ text }) => text),
      all,
    );
  });

  it('a returned ticket is put out with its reason', async () => {
    const page = await come(2);
    await house.db.sql(`update tickets set state = 'revoked' where id = $1`, [show.ticketId(2)]);
    await page.getByRole('heading', { name: 'Этот билет больше не действует.' }).waitFor();
    await eventually(async () => (await field(page).count()) === 0, 'there is no field any more', 60_000);
  });
});
