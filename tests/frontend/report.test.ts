/** The audience in figures, in a real browser: live, walked by keys, read as a table, taken away as a file. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { eventually } from '../support/http.ts';
import { barriers, desk, open, phone, visit } from './browser.ts';
import { type MockAudience, openMockAudience } from './mock-moderator.ts';
import { missing, mockStage } from './mock-stage.ts';

describe('the report of an audience', { skip: missing, timeout: 400_000 }, () => {
  let house: MockAudience;
  let browser: Browser;
  mockStage(openMockAudience, (stage) => {
    ({ house, browser } = stage);
  });

  test('live: figures that move by themselves, curves that keys walk along, a table behind each', async () => {
    const { page, complaints, close } = await visit(browser, { viewport: desk });
    await open(page, house.page('report'));
    await page.getByText('Идёт сейчас').waitFor();
    const figure = (name: string) => page.locator('dl > div', { has: page.locator('dt', { hasText: name }) }).locator('dd');
    assert.equal(await figure('Смотрят сейчас').innerText(), '213');
    assert.match(await figure('Больше всего сразу').innerText(), /^222\s+в \d\d:\d\d$/);
    assert.match(await figure('В среднем смотрели').innerText(), /1\sч\s7\sмин/);
    assert.match(await figure('Откликнулись').innerText(), /^55\s?%\s+143 из 260/);
    assert.match(await figure('Пожертвования').innerText(), /25\s€[\s\S]*1\s700\s₽[\s\S]*3 пожертвования/);
    assert.match(await figure('Остановок на час просмотра').innerText(), /^0,62/);
    await page.getByText('181 человек').waitFor();

    house.state.report.viewers = 301;
    await eventually(async () => (await figure('Смотрят сейчас').innerText()) === '301', 'the next answer', 30_000);

    const curve = page.getByRole('slider', { name: /^Зрители/ });
    await curve.focus();
    await page.keyboard.press('Home');
    assert.match((await curve.getAttribute('aria-valuetext'))!, /^\d\d:\d\d · 0 зрителей$/);
    for (let n = 0; n < 7; n++) await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowRight');
    assert.match(
      (await curve.getAttribute('aria-valuetext'))!,
      /· 0 зрителей · антракт$/,
      'minutes that nobody told of are zeros',
    );
    await page.keyboard.press('End');
    assert.equal(await curve.getAttribute('aria-valuenow'), await curve.getAttribute('aria-valuemax'));
    assert.equal(await page.getByRole('slider', { name: 'Пожертвования, RUB' }).count(), 1);
    assert.equal(await page.getByRole('slider', { name: 'Пожертвования, EUR' }).count(), 1, 'a curve for each currency');

    const chart = page.locator('section', { has: page.getByRole('heading', { name: 'Пожертвования, RUB', exact: true }) }).last();
    await chart.getByText('Таблицей').click();
    await chart.getByRole('row', { name: /\d\d:\d\d 500\s₽/ }).waitFor();
    assert.equal(
      await chart.locator('tbody tr').count(),
      await page.evaluate(`Number(document.querySelector('[role=slider]').ariaValueMax) + 1`),
    );
    assert.deepEqual(complaints, []);
    await close();
  });

  test('the table comes as a file; a lost connection says from when the figures are', async () => {
    const { page, close } = await visit(browser, { viewport: desk });
    await open(page, house.page('report'));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Скачать CSV' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), `rampa-${house.show.code}-audience.csv`);
    const [head, first] = (await readFile((await download.path())!, 'utf8')).split('\r\n');
    assert.match(head!, /^\ufeffМинута;Зрители;Пришли;.*;"?Пожертвования, EUR"?;"?Пожертвования, RUB"?$/);
    assert.match(first!, /^\d{4}-\d\d-\d\d \d\d:\d\d;0;6;/);
    house.failNext('/audience/report', ...Array<'bad gateway'>(5).fill('bad gateway'));
    await page.getByText(/Связь прервалась/).waitFor();
    await page.getByText('213', { exact: true }).waitFor();
    await close();
  });

  test('before the first viewer, after an evening of nobody, and when the house does not answer', async () => {
    const { page, close } = await visit(browser, { locale: 'en-GB' });
    const nothing = {
      minutes: [],
      countries: [],
      donations: [],
      reactions: {},
      watchers: 0,
      engaged: 0,
      peak: 0,
      peakAt: null,
      breaks: [],
    };
    Object.assign(house.state.report, nothing, { live: false, startedAt: null, viewers: 0 });
    await open(page, house.page('report'));
    await page.getByRole('heading', { name: 'Nobody has come yet' }).waitFor();
    await page.getByText('Not begun yet').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Download CSV' }).count(), 0);
    house.state.report.endedAt = new Date().toISOString();
    await page.reload();
    await page.getByRole('heading', { name: 'This show had no viewers' }).waitFor();
    house.failNext('/audience/report', 'bad gateway');
    await page.reload();
    await page.getByText('The house does not answer just now.').waitFor();
    await page.getByRole('button', { name: /again|Repeat/ }).click();
    await page.getByRole('heading', { name: 'This show had no viewers' }).waitFor();
    await close();
  });

  test('whoever may not see figures gets a word instead', async () => {
    const { page, close } = await visit(browser);
    house.state.role = 'content';
    await open(page, house.page('report'));
    await page.getByRole('heading', { name: 'Вашей роли этот раздел не открыт' }).waitFor();
    assert.equal(house.state.looks.get('audience/report'), undefined);
    await close();
  });

  for (const [name, viewport] of Object.entries({ phone, desk }))
    for (const theme of ['dark', 'light'])
      test(`no barriers and nothing wider than the screen: ${name}, ${theme}`, async () => {
        const { page, complaints, close } = await visit(browser, { viewport, locale: theme === 'light' ? 'en-GB' : 'ru-RU' });
        await open(page, house.page('report'));
        if (theme === 'light') await page.evaluate(`document.documentElement.dataset.theme = 'light'`);
        const curve = page.getByRole('slider').first();
        await curve.focus();
        await page.keyboard.press('End');
        await page.locator('summary').nth(1).click();
        await page.locator('tbody tr').first().waitFor();
        assert.deepEqual(await barriers(page), []);
        const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        assert.equal(wider, 0, 'wider than the screen');
        if (process.env['SHOTS'])
          await page.screenshot({ path: `${process.env['SHOTS']}/report-${name}-${theme}.png`, fullPage: true });
        assert.deepEqual(complaints, []);
        await close();
      });
});
