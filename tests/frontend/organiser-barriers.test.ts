/** The organiser’s pages are open to all, and nothing is wider than the screen. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { barriers, desk, open, phone, visit } from './browser.ts';
import { type MockOrganiser, openMockOrganiser } from './mock-organiser.ts';
import { missing, mockStage } from './mock-stage.ts';
import { productions } from './playbill-fixtures.ts';

describe('organiser’s pages', { skip: missing, timeout: 400_000 }, () => {
  let house: MockOrganiser;
  let browser: Browser;
  mockStage(openMockOrganiser, (stage) => {
    ({ house, browser } = stage);
  });

  const at = (path: string) => `${house.origin}/my/rampa${path}`;
  const dateOf = (code: string) => at(`/shows/${house.show(code).id}`);
  const anOrder = () => at(`/orders/${house.state.story.order.orderId}`);
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();

  for (const [name, viewport] of Object.entries({ phone, desk }))
    test(`no barriers and nothing wider than the screen at ${viewport.width} px (${name})`, async () => {
      const { page, complaints, close } = await visit(browser, { viewport });
      const asPage = async (): Promise<void> => {};
      const stops: [path: string, heading: string, then: () => Promise<void>][] = [
        [at(''), 'Чайка', asPage],
        [dateOf('gull01'), 'Заказы', asPage],
        [dateOf('gull01'), 'Заказы', () => press(page, 'Отменить показ')],
        [dateOf('cherry02'), 'Вишнёвый сад', () => page.getByText('Настройки', { exact: true }).click()],
        [anOrder(), 'Как всё было', asPage],
        [anOrder(), 'Как всё было', () => press(page, 'Вернуть деньги')],
        [at('/attention'), 'Банк не принял возврат', () => page.getByRole('button', { name: 'Решено' }).first().click()],
        [at('/payments'), 'Ваши счета', () => page.locator('summary').first().click()],
        [at('/members'), 'Команда', () => press(page, 'Добавить человека')],
        [at('/productions/new'), 'Новый спектакль', () => press(page, 'Сохранить спектакль')],
        [at(`/shows/new?production=${productions[1]!.id}`), 'Вишнёвый сад: новая дата', () => press(page, 'Сохранить черновик')],
      ];
      for (const [address, heading, then] of stops) {
        await open(page, address);
        await page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
        await then();
        assert.deepEqual(await barriers(page), [], address);
        const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        assert.equal(wider, 0, `${address} is wider than the screen`);
      }
      assert.deepEqual(complaints, []);
      await close();
    });
});
