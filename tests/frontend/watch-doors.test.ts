/** The doors into the hall: from an order and a ticket; and what a show's page says before anybody pays. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { barriers, open, visit } from './browser.ts';
import { type MockHouse, openMockHouse } from './mock-house.ts';
import { missing, mockStage } from './mock-stage.ts';
import { paidFor } from './order-for.ts';

describe('the doors into the hall', { skip: missing, timeout: 200_000 }, () => {
  let house: MockHouse;
  let browser: Browser;
  mockStage(openMockHouse, (stage) => {
    ({ house, browser } = stage);
  });
  const show = (code: string) => house.shows.find((one) => one.code === code)!;

  test('a paid order and a ticket in somebody’s hand lead into the hall; a show in a chat does not', async () => {
    const { page, close } = await visit(browser);
    const { order, path } = await paidFor(house);
    await open(page, path);
    const door = page.getByRole('link', { name: /Открыть зал · через 3 дня/ });
    assert.equal(await door.getAttribute('href'), order.tickets[0]!.watchUrl);
    const { id } = order.tickets[0]!;
    await open(page, `${house.origin}/tickets/${id}?token=pass-${id.slice(0, 8)}`);
    assert.equal(
      await page.getByRole('link', { name: /Открыть зал/ }).getAttribute('href'),
      `/watch/${id}?token=pass-${id.slice(0, 8)}`,
    );

    Object.assign(order, { show: { ...order.show, kind: 'telegram' } });
    await open(page, path);
    await page.getByRole('heading', { name: 'Ваш билет' }).waitFor();
    assert.equal(await page.getByRole('link', { name: /Открыть зал/ }).count(), 0);
    await close();
  });

  test('where it is played is said before the purchase; where it is not, nothing is sold', async () => {
    const { page, close } = await visit(browser, { locale: 'en-GB' });
    const gull = show('gull01');
    try {
      Object.assign(gull, { countries: { mode: 'refuse', list: ['US', 'CA'] } });
      await open(page, `${house.origin}/shows/gull01`);
      await page.getByText('The show is not played in these countries: United States and Canada.').waitFor();
      await page.getByRole('button', { name: 'Choose tickets' }).waitFor();
      assert.deepEqual(await barriers(page), []);
      Object.assign(gull, { countryAllowed: false });
      await open(page, `${house.origin}/shows/gull01`);
      await page.getByRole('heading', { name: 'This show is not played in your country' }).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Choose tickets' }).count(), 0);
      assert.deepEqual(await barriers(page), []);
    } finally {
      Object.assign(gull, { countries: null, countryAllowed: true });
    }
    await close();
  });
});
