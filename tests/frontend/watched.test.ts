/** What a person has watched, on the page of their tickets. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { barriers, desk, open, phone, visit } from './browser.ts';
import { type MockHouse, openMockHouse } from './mock-house.ts';
import { missing, mockStage } from './mock-stage.ts';

describe('what I have watched', { skip: missing, timeout: 300_000 }, () => {
  let house: MockHouse;
  let browser: Browser;
  mockStage(openMockHouse, (stage) => {
    ({ house, browser } = stage);
  });

  function seen(): void {
    for (const [n, { seconds, stars }] of [
      { seconds: 7260, stars: 5 },
      { seconds: 20, stars: null },
    ].entries()) {
      const { id, code, production, startsAt } = house.shows[n]!;
      house.watched.push({ showId: id, code, title: production.title, startsAt, seconds, lastAt: startsAt, stars });
    }
  }
  async function signIn(page: Page): Promise<void> {
    await open(page, `${house.origin}/sign-in?next=/tickets`);
    await page.getByRole('button', { name: /^(Войти через Telegram|Sign in with Telegram)$/ }).click();
    await page.getByRole('img', { name: /QR/ }).waitFor();
    [...house.signIns.known.values()].at(-1)!.phase = 'confirmed';
    await page.waitForURL(`${house.origin}/tickets`);
  }

  for (const [name, viewport] of Object.entries({ phone, desk }))
    test(`minutes, the rating that was given, the way to the show; ${name}`, async () => {
      seen();
      const { page, complaints, close } = await visit(browser, { viewport: desk, locale: name === 'desk' ? 'en-GB' : 'ru-RU' });
      await signIn(page);
      await page.setViewportSize(viewport);
      const ru = name === 'phone';
      const part = page.getByRole('region', { name: ru ? 'Что я смотрел' : 'What I have watched' });
      await part.getByText(ru ? /смотрели 2\sч 1\sмин/ : /watched for 2\shrs? 1\smin/).waitFor();
      await part.getByText(ru ? 'меньше минуты' : 'less than a minute').waitFor();
      await part.getByRole('img', { name: ru ? 'ваша оценка: 5 звёзд из 5' : 'your rating: 5 stars of 5' }).waitFor();
      assert.equal(await part.getByRole('img').count(), 1, 'no rating is not a bad one');
      assert.deepEqual(await barriers(page), []);
      const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      assert.equal(wider, 0, 'wider than the screen');
      if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/watched-${name}.png`, fullPage: true });
      await part.getByRole('link').first().click();
      await page.waitForURL(`${house.origin}/shows/${house.shows[0]!.code}`);
      assert.deepEqual(complaints, []);
      await close();
    });

  test('nothing watched, nothing said; not known just now is said, and asked again; a guest is not asked', async () => {
    const { page, close } = await visit(browser, { viewport: desk });
    await open(page, `${house.origin}/tickets`);
    await page.getByText('Билетов пока нет').waitFor();
    house.failNext('GET /api/people/me/watched', 'bad gateway');
    await signIn(page);
    await page.getByText('Сейчас не видно, что вы смотрели.').waitFor();
    seen();
    await page.getByRole('button', { name: 'Повторить' }).click();
    await page.getByRole('region', { name: 'Что я смотрел' }).waitFor();
    house.watched.length = 0;
    await page.reload();
    await page.getByText('Билетов пока нет').waitFor();
    assert.equal(await page.getByText('Что я смотрел').count(), 0);
    await close();
  });
});
